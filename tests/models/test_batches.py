"""What became of a batch, as the store tells it; and the step that names the batch of what was decided before it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from moderator_desk.models import outbox
from moderator_desk.models.batches import batch_to_show, read_batch
from moderator_desk.models.migrate import bring_up_to_date
from moderator_desk.models.store import Store, make_engine, open_store
from moderator_desk.models.values import Action, CaseRef
from moderator_desk.review import NotPossible, Part, Undoable, decide_many, undo_batch, undoable
from moderator_desk.rules import Draft
from tests.models.making import NOW, NOW_MS, a_case, filled

REMOVE = Draft(Action.REMOVE, clause="1")


def decided(store: Store, count: int) -> tuple[str, list[str]]:
    """A batch of so many removals: its id, and those of its entries."""
    made = [a_case(f"b{n}", author=f"m{n}") for n in range(count)]
    filled(store, *made)
    parts = [Part(CaseRef("here", case.id), case, REMOVE) for case in made]
    batch = decide_many(store, parts, by="me", now=NOW, undo_s=10)
    return batch.id, [each.entry_id for each in batch.recorded]


def move(store: Store, entry_id: str, state: str, why: str = "", detail: str = "") -> None:
    with store.write() as session:
        outbox.move(session, entry_id, state, why=why, detail=detail, next_try=NOW_MS)


def outcomes(store: Store, batch: str) -> list[str]:
    with store.read() as session:
        return [each.outcome for each in read_batch(session, batch)]


def undo(store: Store, wanted: Undoable, reversible: tuple[str, ...] = ("remove",)) -> dict[CaseRef, str]:
    return undo_batch(store, wanted, by="me", now=NOW, reversible=reversible).left_out


def test_every_ending_has_its_own_word_and_one_undo_knows_them(desk_store: Store) -> None:
    batch, ids = decided(desk_store, 7)
    assert outcomes(desk_store, batch) == ["waiting"] * 7
    move(desk_store, ids[0], "settled", "applied")
    move(desk_store, ids[1], "settled", "unconfirmed")
    move(desk_store, ids[2], "settled", "already-done")
    move(desk_store, ids[3], "blocked", "item-changed", "It changed.")
    move(desk_store, ids[4], "sending")
    move(desk_store, ids[5], "withdrawn")
    told = ["sent", "unconfirmed", "unneeded", "refused", "waiting", "undone", "waiting"]
    assert outcomes(desk_store, batch) == told
    assert set(undoable(desk_store).ids) == {ids[n] for n in (0, 1, 3, 4, 6)}
    assert undo(desk_store, undoable(desk_store, batch=batch)) == {}
    after = ["undoing", "undoing", "unneeded", "undone", "undoing", "undone", "undone"]
    assert outcomes(desk_store, batch) == after
    with pytest.raises(NotPossible, match="took-no-effect"):
        undoable(desk_store, batch=batch)


def test_what_cannot_be_undone_is_left_out_and_said(desk_store: Store) -> None:
    batch, ids = decided(desk_store, 3)
    move(desk_store, ids[1], "settled", "applied")
    left = undo(desk_store, undoable(desk_store), reversible=())
    assert left == {CaseRef("here", "b1"): "not-reversible"}
    assert outcomes(desk_store, batch) == ["undone", "sent", "undone"]
    with pytest.raises(NotPossible, match="not-reversible"):
        undo(desk_store, undoable(desk_store, batch=batch), reversible=())


def test_an_undo_that_was_taken_back_or_refused_is_told(desk_store: Store) -> None:
    batch, ids = decided(desk_store, 2)
    for each in ids:
        move(desk_store, each, "settled", "applied")
    undo(desk_store, undoable(desk_store))
    with desk_store.read() as session:
        first, second = (each.reversal for each in read_batch(session, batch))
    assert first is not None
    assert second is not None
    move(desk_store, first.id, "settled", "applied")
    move(desk_store, second.id, "blocked", "forbidden", "Not you.")
    assert outcomes(desk_store, batch) == ["undone", "undo-refused"]
    move(desk_store, second.id, "withdrawn")
    assert outcomes(desk_store, batch) == ["undone", "sent"]
    assert undoable(desk_store, batch=batch).ids == (ids[1],)


def test_the_batch_of_a_case_else_the_newest(desk_store: Store) -> None:
    with desk_store.read() as session:
        assert batch_to_show(session, None) == ""
    batch, _ = decided(desk_store, 2)
    with desk_store.read() as session:
        assert batch_to_show(session, CaseRef("here", "b1")) == batch
        assert batch_to_show(session, CaseRef("here", "unknown")) == batch


def test_a_member_whose_warning_is_left_out_is_left_out_whole(desk_store: Store) -> None:
    made = [a_case(f"b{n}", author="same" if n < 2 else "other") for n in range(3)]
    filled(desk_store, a_case("b0", version=2, author="same"), *made[1:])
    warn = Draft(Action.WARN, clause="1", message="Please", reason="so")
    drafts = (warn, REMOVE, REMOVE)
    parts = [Part(CaseRef("here", case.id), case, each) for case, each in zip(made, drafts, strict=True)]
    batch = decide_many(desk_store, parts, by="me", now=NOW, undo_s=10)
    assert batch.left_out == {CaseRef("here", "b0"): "changed", CaseRef("here", "b1"): "with-it"}
    assert [each.ref.case_id for each in batch.recorded] == ["b2"]


def test_a_store_from_before_learns_its_batches_and_the_pieces_of_its_looks(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    store = open_store(path)
    batch, ids = decided(store, 2)
    store.close()
    engine = make_engine(path, writer=True)
    with engine.connect() as connection:
        run = connection.exec_driver_sql
        run("DROP INDEX ix_outbox_batch")
        run("ALTER TABLE outbox DROP COLUMN batch")
        run("DROP TABLE look_band")
        run(
            "INSERT INTO look(account, case_id, media_id, pdq, quality, at) VALUES ('here','b0','m',?,80,1)",
            ("0f" * 32,),
        )
        run(
            "INSERT INTO look(account, case_id, media_id, pdq, quality, at) VALUES ('here','b1','m',?,20,1)",
            ("0f" * 32,),
        )
        run("UPDATE alembic_version SET version_num = '0011'")
        connection.commit()
        bring_up_to_date(connection, path)
    engine.dispose()
    store = open_store(path)
    with store.read() as session:
        assert [each.entry.id for each in read_batch(session, batch)] == ids
        assert session.execute(text("SELECT count(*), count(DISTINCT key) FROM look_band")).one() == (16, 1)
    store.close()
