"""Names kept with what comes in, worked out afterwards, and looked up by how they look; and the language somebody set."""

from msgspec.structs import replace

from moderator_desk.content.lookalikes import KEY_VERSION
from moderator_desk.models.accounts import reached
from moderator_desk.models.cases import upsert
from moderator_desk.models.languages import language_set, set_language
from moderator_desk.models.members import keep_member
from moderator_desk.models.names import Name, alike, keep_names, keep_shapes, unshaped
from moderator_desk.models.queue import QueueFilter, queue_facets, queue_page
from moderator_desk.models.store import Store
from moderator_desk.models.values import (
    CaseRef,
    Changes,
    KnownName,
    Me,
    Member,
    MemberFile,
    Note,
    PastDecision,
    Person,
)
from moderator_desk.naming import shape_names
from moderator_desk.review import case_file
from tests.models.making import NOW, NOW_MS, a_case, add_accounts, filled


def shaped(store: Store) -> Changes:
    """Work out all names; what was told meanwhile."""
    told = Changes()

    def tell(changes: Changes) -> None:
        nonlocal told
        told |= changes

    while shape_names(store, lambda: None, tell):
        pass
    return told


def of(store: Store, member_id: str, account: str = "here") -> list[str]:
    with store.read() as session:
        return [each.handle for each in alike(session, account, member_id)]


def keep(store: Store, *names: Name, account: str = "here") -> None:
    with store.write() as session:
        keep_names(session, account, names)


def test_an_author_who_looks_like_the_team_is_told_with_the_case(desk_store: Store) -> None:
    spoof = a_case("c1", author="u-666")
    spoof = replace(spoof, item=replace(spoof.item, author=Person("u-666", "аdmin")))
    by = Person("mod-1", "admin")
    other = replace(
        a_case("c2"), decisions=(PastDecision("d", "warn", NOW, by),), notes=(Note("n", "x", by, NOW),)
    )
    filled(desk_store, spoof, other)
    assert of(desk_store, "u-666") == []
    changes = shaped(desk_store)
    assert ("here", "u-666") in changes.members
    file = case_file(desk_store, CaseRef("here", "c1"))
    assert file is not None
    assert file.alike == (KnownName("mod-1", "admin", staff=True),)


def test_names_come_from_members_sign_in_reporters_and_threads(desk_store: Store) -> None:
    filled(desk_store, a_case("c1", author="m-1"))
    with desk_store.write() as session:
        keep_member(session, "here", MemberFile(Member("u-2", "Paul")), NOW_MS)
        reached(session, "here", NOW_MS, Me("mod-9", "Mila"))
    keep(desk_store, Name("u-3", "PauI"), Name("u-4", "MiIa"))
    shaped(desk_store)
    assert of(desk_store, "u-3") == ["Paul"]
    with desk_store.read() as session:
        assert alike(session, "here", "u-4") == (KnownName("mod-9", "Mila", staff=True),)


def test_accounts_do_not_know_of_one_another(desk_store: Store) -> None:
    with desk_store.write() as session:
        add_accounts(session, "here", "there")
    keep(desk_store, Name("a", "mila"))
    keep(desk_store, Name("b", "mi1a"), account="there")
    shaped(desk_store)
    assert of(desk_store, "b", "there") == []


def test_a_changed_name_is_worked_out_anew_and_an_unchanged_one_is_not(desk_store: Store) -> None:
    keep(desk_store, Name("a", "mila"), Name("b", "otto"))
    shaped(desk_store)
    keep(desk_store, Name("a", "mila"), Name("b", "0lga"), Name("c", "olga"))
    with desk_store.read() as session:
        assert {each.member_id for each in unshaped(session, KEY_VERSION, limit=10)} == {"b", "c"}
        assert len(unshaped(session, KEY_VERSION + 1, limit=10)) == 3
    shaped(desk_store)
    assert of(desk_store, "c") == ["0lga"]


def test_who_is_of_the_team_stays_so_when_seen_as_a_member(desk_store: Store) -> None:
    keep(desk_store, Name("a", "mila", staff=True))
    keep(desk_store, Name("a", "mila"), Name("b", "mi1a"))
    shaped(desk_store)
    with desk_store.read() as session:
        assert alike(session, "here", "b") == (KnownName("a", "mila", staff=True),)


def test_a_name_that_changed_while_it_was_worked_out_is_left_for_the_next_time(desk_store: Store) -> None:
    keep(desk_store, Name("a", "mila"))
    with desk_store.read() as session:
        wanted = unshaped(session, KEY_VERSION, limit=10)
    keep(desk_store, Name("a", "olga"))
    with desk_store.write() as session:
        keep_shapes(session, [(wanted[0], "miia")], KEY_VERSION)
    with desk_store.read() as session:
        assert [each.handle for each in unshaped(session, KEY_VERSION, limit=10)] == ["olga"]


def test_who_looks_like_a_name_that_comes_later_is_touched_too(desk_store: Store) -> None:
    for name, shape in (("ann", "an"), ("bob", "bob"), ("ANN", "an")):
        keep(desk_store, Name(name, name, staff=name == "ANN"))
        with desk_store.write() as session:
            (wanted,) = unshaped(session, KEY_VERSION, limit=10)
            touched = keep_shapes(session, [(wanted, shape)], KEY_VERSION)
    assert {member for _, member in touched.members} == {"ann", "ANN"}


def test_a_look_up_is_by_index(desk_store: Store) -> None:
    with desk_store.read() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT o.handle FROM name o JOIN name m ON m.account = o.account AND m.shape = o.shape"
            " WHERE m.account = 'a' AND m.member_id = 'b' AND m.shape != '' AND o.member_id != m.member_id"
        )
        steps = [row[3] for row in plan]
    assert steps
    assert all(step.startswith("SEARCH") for step in steps), steps


def test_a_language_that_was_set_goes_before_the_platforms_and_outlives_news(desk_store: Store) -> None:
    ref = CaseRef("here", "c1")
    filled(desk_store, a_case("c1", language="de"), a_case("c2", language="de"))
    with desk_store.write() as session:
        assert set_language(session, ref, "nl") == Changes(cases=frozenset((ref,)))
    with desk_store.write() as session:
        upsert(session, "here", [a_case("c1", version=2, language="fr")])
    with desk_store.read() as session:
        assert language_set(session, ref) == "nl"
        assert [each.ref.case_id for each in queue_page(session, QueueFilter(language="nl")).lines] == ["c1"]
        assert queue_page(session, QueueFilter(language="fr")).lines == ()
        assert dict(queue_facets(session).languages) == {"nl": 1, "de": 1}
        assert {each.language for each in queue_page(session, QueueFilter()).lines} == {"nl", "de"}
    with desk_store.write() as session:
        set_language(session, ref, "")
    with desk_store.read() as session:
        assert dict(queue_facets(session).languages) == {"fr": 1, "de": 1}
