"""The team's own guideline file: taken in at a start, kept by version, and never lost to a mistake."""

from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import select, update

from moderator_desk.connections import keep_own_set
from moderator_desk.models import ledger
from moderator_desk.models.guidelines import (
    OWN,
    guidelines_of,
    keep_guidelines,
    own_digest,
    present_guidelines,
)
from moderator_desk.models.store import Store
from moderator_desk.models.tables import GuidelineSetRow
from moderator_desk.models.values import GuidelineSet
from moderator_desk.rulebook import digest_of, read_set_file, save_set
from moderator_desk.settings import SHIPPED_GUIDELINES, resource


def present(store: Store) -> GuidelineSet:
    with store.read() as session:
        found = present_guidelines(session, "a platform without guidelines")
    assert found is not None
    return found


def test_a_broken_file_loses_nothing(desk_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "team.toml"
    shipped, _ = read_set_file(resource(SHIPPED_GUIDELINES))
    assert shipped is not None
    file.write_text("version = ", encoding="utf-8")
    assert [each.code for each in keep_own_set(desk_store, file)] == ["syntax"]
    assert present(desk_store) == shipped  # nothing was kept before, so the shipped one
    ours = replace(shipped, version="1", name="ours")
    save_set(file, ours)
    assert keep_own_set(desk_store, file) == ()
    assert present(desk_store) == ours
    file.write_text("version = ", encoding="utf-8")
    assert keep_own_set(desk_store, file)[0].code == "syntax"
    file.unlink()
    assert keep_own_set(desk_store, file)[0].code == "no-file"
    assert present(desk_store) == ours
    with desk_store.read() as session:
        refused = [each.body for each in ledger.entries(session) if each.kind == "guidelines-refused"]
    assert refused == ["syntax", "syntax", "no-file"]


def test_a_file_is_read_once_and_again_when_it_changed(desk_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "team.toml"
    ours = replace(present_shipped(), version="1", name="ours")
    save_set(file, ours)
    assert keep_own_set(desk_store, file) == ()
    with desk_store.write() as session:
        assert own_digest(session) == digest_of(file)
        session.execute(update(GuidelineSetRow).values(read_at=1))
    assert keep_own_set(desk_store, file) == ()
    with desk_store.read() as session:
        assert session.scalars(select(GuidelineSetRow.read_at)).all() == [1]  # not taken in again
    save_set(file, replace(ours, version="2"))
    assert keep_own_set(desk_store, file) == ()
    assert present(desk_store).version == "2"
    save_set(file, ours)
    assert keep_own_set(desk_store, file) == ()
    assert present(desk_store) == ours


def test_one_version_never_says_two_things(desk_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "team.toml"
    first = GuidelineSet("1", "en", "ours", present_shipped().guidelines[:1])
    second = replace(first, name="theirs")
    save_set(file, first)
    assert keep_own_set(desk_store, file) == ()
    save_set(file, second)
    assert [each.code for each in keep_own_set(desk_store, file)] == ["version-taken"]
    assert present(desk_store) == first
    save_set(file, replace(second, version="2"))
    assert keep_own_set(desk_store, file) == ()
    with desk_store.write() as session:
        assert guidelines_of(session, OWN, "1") == first
        assert guidelines_of(session, OWN, "3") is None
        assert keep_guidelines(session, OWN, first, 10**13)  # the same content again is no contradiction
    assert present(desk_store) == first


def present_shipped() -> GuidelineSet:
    found, _ = read_set_file(resource(SHIPPED_GUIDELINES))
    assert found is not None
    return found
