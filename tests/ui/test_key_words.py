"""Texts name a command's key by its place, so that what is shown is the key the command has now."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import moderator_desk.ui
from moderator_desk.commands import BY_ID, COMMANDS, Keys, settle_keys
from moderator_desk.content.visible import one_line, show_name, show_text
from moderator_desk.ui.keyed_list import KeyedList
from moderator_desk.ui.live_keys import filled, held, hold
from moderator_desk.ui.safe import SafeLabel, SafeLine, named, set_tip
from moderator_desk.ui.words.keys import fill, has_places, key

ROOM = Path(moderator_desk.ui.__file__).parent
DEFAULTS = settle_keys(COMMANDS, {})

HONEST = {
    "words/accounts.py": {"No account yet. N adds the first.", "signed out: S signs in again"},
    "words/problems.py": {
        ", then M, changes that.",  # M of the list of accounts
        "That ban still has its time to run. L ends it now.",
        "Without this the ban would have no end. L ends it now; undoing the ban takes both back.",
        "This decision came back. Settle it first: A applies it again, W withdraws it, H hands it over.",
        "Every case is left out. Space takes one in.",
        "Choose first what is to be done: R, W or B. Then L leaves out whom the ladder suggests otherwise for.",
        "Nobody is muted without a warning before. W writes one.",
        "Their reports are left aside already. U takes that back.",
    },
    "words/reporters.py": {
        "W warns, M mutes, U takes back, Esc closes",
        "Warning waits to be sent, U takes it back",
    },
    "words/media.py": {"Copy, made harmless (C)", "Open in the browser (O)"},
    "words/decision.py": {"[ ] other guidelines", "Say what becomes of their other cases: R or D."},
    "words/waves.py": {
        "Space leaves a case out or takes it in, Enter opens it. D dismisses and R removes all that are in, W warns and "
        "B bans their members, each once; L leaves out those for whom the ladder suggests otherwise. Esc goes back.",
        "R  removed",
        "D  dismissed",
        " of them the ladder suggests otherwise (L).",
        "Space takes it in",
    },
    "words/batches.py": {
        "Enter opens a case, where one that came back is settled. U takes all back that can be; Esc goes back."
    },
    "words/case.py": {"+ underlined: added since"},
    "words/rest.py": {
        "A digit, or arrows and Space, leaves a guideline's cases out until midnight, or lets them in again. "
        "Nobody is told. Esc closes."
    },
    "edit_view.py": {"M"},
    "accounts_pane.py": {"Y"},
}
"""Keys of a pane, list or form of its own, which nobody can change; and a plus that is no key."""

_NAMED = sorted({each for command in COMMANDS for each in command.keys if not each.isdigit()}, key=len)
_LONG = "|".join(re.escape(each) for each in reversed(_NAMED) if len(each) > 1 or each.isalpha())
_SIGNS = "".join(re.escape(each) for each in _NAMED if len(each) == 1 and not each.isalpha())
# a full stop at a text's beginning ends the part before it; a letter behind % is a part of a moment
NAMES_KEY = re.compile(
    rf"(?<![\w'’+/%])(?:{_LONG})(?![\w'’+/])|(?:^(?!\.)|(?<=\s))[{_SIGNS}](?=\s\w)|(?<=\s)[{_SIGNS}]$"
)


def texts_in(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module with their lines; not its documentation, nor keys that are looked up (KEYS, _ROWS)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        tables = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("KEYS", "_ROWS", "_STYLE")
        said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        places = isinstance(node, ast.Call) and ast.unparse(node.func) in ("key", "re.compile")
        if tables or said or places:
            left_out.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.lineno, node.value


def faults(room: Path) -> list[str]:
    """Texts that name a key themselves."""
    found = []
    for path in sorted(room.rglob("*.py")):
        name = path.relative_to(room).as_posix()
        found += [
            f"{name}:{line}: {text}"
            for line, text in texts_in(path)
            if NAMES_KEY.search(text) and text not in HONEST.get(name, ())
        ]
    return found


def test_no_text_names_a_key_that_can_be_changed() -> None:
    assert faults(ROOM) == []


@pytest.mark.parametrize(
    "text",
    [
        "press O.",
        "U takes it back",
        "new: F5",
        "Ctrl+Shift+L clears",
        "escalate (X)",
        "hold . to peek",
        "? shows keys",
        "or Space for the next",
    ],
)
def test_a_key_in_a_text_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text(f'"""U."""\nWORDS = f"{text}"\n', encoding="utf-8")
    assert faults(tmp_path) == [f"some.py:2: {text}"]


def test_every_honest_exception_is_still_there() -> None:
    for name, texts in HONEST.items():
        assert texts <= {text for _, text in texts_in(ROOM / name)}, name


@pytest.fixture
def keys() -> Iterator[None]:
    """Whatever is held, the defaults are back after the test."""
    yield
    hold(DEFAULTS)


def changed(**overrides: tuple[str, ...]) -> Keys:
    return settle_keys(COMMANDS, overrides)


def test_a_place_is_filled_with_the_first_key() -> None:
    assert fill(f"{key('undo')} takes it back", DEFAULTS) == "U takes it back"
    assert fill(f"{key('undo')} takes it back", changed(undo=("F8", "U"))) == "F8 takes it back"
    assert fill("U takes it back", changed(undo=("F8",))) == "U takes it back"


def test_without_a_key_a_text_reads_sensibly() -> None:
    bare = changed(undo=(), outbox=(), peek=())
    assert fill(f"{key('undo')} takes it back.", bare) == "“Undo the last decision” takes it back."
    assert fill(f"press {key('outbox')}.", bare) == "press “Outbox”."
    text = f"Covered{key('peek', '; hold {} to peek')}."
    assert fill(text, bare) == "Covered."
    assert fill(text, DEFAULTS) == "Covered; hold . to peek."


def test_every_command_without_a_key_has_a_name() -> None:
    bare = Keys({})
    for command_id in BY_ID:
        assert re.fullmatch("“[^“”:]+”", fill(key(command_id), bare))


def test_a_command_there_is_not_has_no_place() -> None:
    with pytest.raises(KeyError):
        key("no-such-command")


@pytest.mark.parametrize("shown", [one_line, show_name, lambda text, _: show_text(text).text])
def test_no_text_from_outside_can_pose_as_a_place(shown) -> None:  # type: ignore[no-untyped-def]
    assert not has_places(shown(f"word {key('undo')} word", 80))


def test_a_place_of_nothing_stays_as_it_is() -> None:
    strange = key("undo").replace("undo", "nothing")
    assert fill(strange, DEFAULTS) == strange


def test_what_stands_on_a_widget_follows_the_keys(qtbot: QtBot, keys: None) -> None:
    label, other = SafeLabel(f"{key('undo')} takes it back"), SafeLabel()
    for each in (label, other):
        qtbot.addWidget(each)
    set_tip(other, f"Undo ({key('undo')})")
    named(other, "Undo", f"by {key('undo')}")
    assert (label.text(), label.full_text()) == ("U takes it back", "U takes it back")
    hold(changed(undo=("F8",)))
    assert held().first("undo") == "F8"
    assert (label.text(), label.full_text()) == ("F8 takes it back", "F8 takes it back")
    assert other.toolTip() == "<span>Undo (F8)</span>"
    assert (other.accessibleName(), other.accessibleDescription()) == ("Undo", "by F8")
    assert filled(key("undo")) == "F8"


def test_what_an_empty_line_says_follows_the_keys(qtbot: QtBot, keys: None) -> None:
    line = SafeLine(f"Search{key('search', '   {}')}")
    qtbot.addWidget(line)
    assert line.placeholderText() == "Search   /"
    hold(changed(search=("F8",)))
    assert line.placeholderText() == "Search   F8"
    hold(changed(search=()))
    assert line.placeholderText() == "Search"


def test_the_lines_of_a_list_follow_the_keys_and_the_row_stays(qtbot: QtBot, keys: None) -> None:
    shown = KeyedList("Cases", {})
    qtbot.addWidget(shown)
    shown.show_lines("one", f"two, {key('undo')} takes it back", "three")
    shown.setCurrentRow(2)
    hold(changed(undo=("F8",)))
    assert [shown.item(row).text() for row in range(shown.count())] == [
        "one",
        "two, F8 takes it back",
        "three",
    ]
    assert shown.currentRow() == 2
    shown.show_lines("one")
    assert (shown.count(), shown.currentRow()) == (1, 0)


def test_a_text_that_has_gone_does_not_come_back(qtbot: QtBot, keys: None) -> None:
    label = SafeLabel(f"{key('undo')} takes it back")
    qtbot.addWidget(label)
    label.setText("Taken back.")
    hold(changed(undo=("F8",)))
    assert label.text() == "Taken back."


def test_a_text_that_is_cut_off_follows_the_keys(qtbot: QtBot, keys: None) -> None:
    label = SafeLabel(f"{key('undo')} takes back what was decided on this case a moment ago")
    qtbot.addWidget(label)
    label.setFixedWidth(80)
    label.show()
    assert label.text().endswith("…")
    hold(changed(undo=("F8",)))
    assert label.text().startswith("F8")
    assert label.accessibleName().startswith("F8 takes back")
    assert "F8 takes back" in label.toolTip()
