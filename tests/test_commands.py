"""Settling keys so that none is ever given twice, and finding commands by what a person types."""

from hypothesis import given
from hypothesis import strategies as st

from moderator_desk.commands import COMMANDS, Conflict, find, normal_key, settle_keys

IDS = [command.id for command in COMMANDS]
keys = st.sampled_from(("D", "d", "ctrl+k", "Ctrl+K", "Space", "+", "Ctrl++", "", "F5", "Shift+Ctrl+L", "Z"))
overrides = st.dictionaries(st.sampled_from(IDS), st.lists(keys, max_size=3).map(tuple))


def test_the_defaults_are_free_of_conflicts() -> None:
    settled = settle_keys(COMMANDS, {})
    assert settled.conflicts == ()
    assert all(settled.by_command[each.id] == tuple(map(normal_key, each.keys)) for each in COMMANDS)


@given(overrides)
def test_no_key_is_ever_given_twice_and_every_refusal_is_told(chosen: dict[str, tuple[str, ...]]) -> None:
    settled = settle_keys(COMMANDS, chosen)
    given_out = [key for mine in settled.by_command.values() for key in mine]
    assert len(given_out) == len(set(given_out))
    refused = {(each.key, each.refused) for each in settled.conflicts}
    for command in COMMANDS:
        for key in filter(None, map(normal_key, chosen.get(command.id, command.keys))):
            assert key in settled.by_command[command.id] or (key, command.id) in refused


def test_a_persons_choice_goes_before_a_default() -> None:
    settled = settle_keys(COMMANDS, {"skip": ("d",)})
    assert settled.first("skip") == "D"
    assert settled.first("dismiss") == ""
    assert settled.conflicts == (Conflict("D", "skip", "dismiss"),)


@given(keys)
def test_one_spelling_for_a_key_is_settled_at_once(key: str) -> None:
    assert normal_key(normal_key(key)) == normal_key(key)


def test_commands_are_found_by_beginnings_and_with_slips() -> None:
    assert find("ban", COMMANDS)[0].id == "ban"
    assert find("dismis", COMMANDS)[0].id == "dismiss"
    assert find("esclate", COMMANDS)[0].id == "escalate"
    assert find("qqqxxzz", COMMANDS) == ()
    assert [each.id for each in find("", COMMANDS, ("undo", "skip"))][:2] == ["undo", "skip"]
    assert len(find(" ", COMMANDS)) == len(COMMANDS)
