"""Writes docs/keys.md from the table of commands: run `python -m docs.make_keys` after changing a key or a command."""

from collections.abc import Iterable
from pathlib import Path

from moderator_desk.commands import COMMANDS, Command
from moderator_desk.ui.words import outbox as outbox_words

PAGE = Path(__file__).with_name("keys.md")

MENUS = {
    "decide": "Decide",
    "go": "Go",
    "look": "Look",
    "clauses": "Clauses",
    "desk": "Desk",
}

DOES = {
    "dismiss": "Records that the report stands for nothing and shows the next case. U takes it back.",
    "edit": "Opens the bar with the member's text, to be changed in place.",
    "remove": "Opens the bar: the clause, then Enter removes the item.",
    "warn": "Opens the bar with the notice to the member, which can be changed before it is sent.",
    "ban": "Opens the bar with the length of the ban, the rooms and the notice.",
    "escalate": "Opens the bar: a reason, then Enter gives the case to a supervisor.",
    "skip": "Puts the case behind all others and goes on.",
    "note": "Opens a field below the case; Enter records the note, Shift+Enter begins a new line.",
    "claim": "Asks the platform to keep the case for you, or gives it back when it is yours.",
    "undo": "Withdraws the last decision while it is held here; once it was sent, sends a reversal.",
    "commit": "Records what the open bar holds. Inside the bar Enter does the same where no line can be broken.",
    "notice": "In the open bar: whether the member is told of an edit or a removal, or a person in distress written to.",
    "next": "Goes on to the next case that is still to be decided, from the end to the top again.",
    "back": "Goes back to the case that was on the screen before.",
    "account-next": "Narrows the queue to the next account, after the last one to all of them again.",
    "search": "Puts the cursor into the search line. Enter goes to what was found, Esc leaves the line.",
    "clear-filters": "Empties the search line and sets every filter back.",
    "reload": "Reads the queue again, with what has arrived since in its place.",
    "next-pane": "Moves the focus on: queue, case, what came back, decision, member, guideline.",
    "previous-pane": "Moves the focus the other way round.",
    "reveal": "Uncovers the next picture of the case; when all are open, covers them again.",
    "cover": "Covers every picture of the case, from anywhere.",
    "marks": "Shows joiners and other characters that cannot be seen.",
    "mark-words": "Marks the selected words of the item, so that the decision names them.",
    "links": "Shows where the next link of the text leads. Nothing is opened.",
    "history-filter": "Goes round the kinds of entries in the member's history.",
    "guideline-next": "Shows the next guideline to read; the case stays under its own.",
    "guideline-back": "Shows the guideline before.",
    "outbox": "Shows what waits to be sent and why, or goes back to the case.",
    "accounts": "Shows the platform accounts: add, test, sign in again, rename, colour, mode, remove.",
    "guidelines": "Changes the team's guidelines as text: mistakes, changes and preview beside it; Ctrl+Enter saves.",
    "palette": "Finds a command by a few letters, runs it, or says why it cannot be run now.",
    "keys": "Shows all keys on one sheet.",
    "key-editor": "Gives a command another key. A key that is taken is refused.",
    "theme": "Changes between the light and the dark look.",
    "larger": "Makes all text larger, up to twice its size.",
    "smaller": "Makes all text smaller, down to four fifths.",
    "sync": "Fetches and sends at once instead of at the next turn.",
    "quit": "Closes the desk. What was not sent stays in the outbox.",
}

_HEAD = """# Keys

Made from the table in `moderator_desk/commands.py` by `python -m docs.make_keys`; do not change it by hand.

Plain letters, digits and F1 are dead while a text is typed or a bar is open. The other function keys and those with Ctrl
work everywhere, except that Ctrl+Z in a text takes back typing. Every key can be changed with Ctrl+Shift+K. On a board
without Latin letters the key in the same place counts.
"""

_BAR = """## In the open decision bar

| Key | What it does |
|---|---|
| 1 – 9 | Chooses the clause; then the cursor goes to what is still missing. |
| [ and ] | The clause before and the next one, while no text is typed. |
| Left, Right | A shorter or longer ban, while no text is typed. |
| M | Takes out the marked words of the text to be edited, while no text is typed. |
| Tab, Shift+Tab | The next and the previous field. |
| Ctrl+Enter | Records; Enter does so outside of fields with several lines. |
| Esc | Out of a field into the bar; out of the bar without a decision. |
"""


def page() -> str:
    """The text of docs/keys.md. Raises KeyError naming a command that has no sentence or no menu here."""
    tables = [
        _table(title, [each for each in COMMANDS if each.menu == menu]) for menu, title in MENUS.items()
    ]
    lost = {each.menu for each in COMMANDS} - set(MENUS)
    if lost:
        raise KeyError(*sorted(lost))
    return "\n".join((_HEAD, *tables, _BAR, _outbox_table()))


def _table(title: str, commands: Iterable[Command]) -> str:
    rows = [
        f"| {' or '.join(map(_cell, each.keys)) or '–'} | {each.title} | {_does(each)} |" for each in commands
    ]
    return "\n".join((f"## {title}", "", "| Key | Command | What it does |", "|---|---|---|", *rows, ""))


def _does(command: Command) -> str:
    if command.menu == "clauses":
        return "Chooses the clause with this number in the guideline, or in the open bar."
    return DOES[command.id]


def _outbox_table() -> str:
    head = "## In the outbox and beside a decision that came back"
    rows = [f"| {key} | {word} |" for _, key, word in outbox_words.KEYS]
    return "\n".join((head, "", "| Key | What it does |", "|---|---|", *rows, ""))


def _cell(key: str) -> str:
    return key.replace("|", "\\|")


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
