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
    "care": "Care",
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
    "life-threat": "Freezes the ordinary verbs on the case, keeps it as seen, names who to call, and escalates.",
    "acknowledge": "Asks for the name of the person who has the case; a comma and how they said so may follow.",
    "legal-route": "What to do with a sealed case, for supervisors with that right; each opening is in the ledger.",
    "not-today": "Leaves the cases of chosen guidelines out of the queue until local midnight. Nobody is told.",
    "my-time": "Minutes with hard cases today, by severity. They stay on this machine, with you.",
    "break-later": "Puts the suggestion of a break away.",
    "commit": "Records what the open bar holds. Inside the bar Enter does the same where no line can be broken.",
    "redact-next": "Takes the next contact detail out of the item's text; begins the edit where it is not begun.",
    "redact-all": "Takes all of them out at once.",
    "wave": "Cases of the same author, text, link or picture, to be dismissed or removed at once, or their members warned"
    " or banned, each once. Space leaves one out.",
    "batch": "Every case of what was decided at once: waiting, sent, refused and why, undone. U takes all back.",
    "search-all": "Texts, members, decisions and notes of every case ever seen, as one types; Enter opens a case.",
    "precedents": "What was decided in cases like this one, how often and by how many. Enter opens one, K comes back.",
    "discard-draft": "Throws away what was begun on this case. So does Esc, right after the Esc that closed the form.",
    "notice": "In the open bar: whether the member is told of an edit or a removal, or a person in distress written to.",
    "next": "Goes on to the next case that is still to be decided, from the end to the top again.",
    "back": "Goes back to the case that was on the screen before.",
    "account-next": "Narrows the queue to the next account, after the last one to all of them again.",
    "search": "Puts the cursor into the search line. Enter goes to what was found, Esc leaves the line.",
    "clear-filters": "Empties the search line and sets every filter back.",
    "reload": "Reads the queue again, with what has arrived since in its place.",
    "next-pane": "Moves the focus on: queue, case, what came back, decision, member, guideline.",
    "previous-pane": "Moves the focus the other way round.",
    "reveal": "Words that are covered first, then picture after picture: a first look, small and under blur or grey, then"
    " clear. When all is open, covers it again.",
    "peek": "Everything in the case clear for as long as the key is held; then covered as it was.",
    "picture-larger": "Enlarges the open pictures, up to four times; what lies over a first look stays. Arrows move.",
    "picture-smaller": "Makes them smaller again, down to the whole picture.",
    "picture-filter": "What lies over a first look: blur and grey, blur, grey, nothing. Kept for next time.",
    "cover-texts": "Covers the words of cases reported under the guideline of this one, in the queue too, or no longer."
    " Kept for next time; VIO, SELF, HATE and NUD are covered until you change it.",
    "cover": "Draws a curtain over the whole window, from anywhere; no key acts behind it. Again, or Esc, draws it away.",
    "marks": "Shows joiners and other characters that cannot be seen.",
    "mark-words": "Marks the selected words of the item, so that the decision names them.",
    "terms": "Marks where words of the team's list stand, and tells all that is known of them; again tells less.",
    "language": "Opens the list of languages: the one chosen counts for notices, filters and the queue.",
    "translate": "Asks the translator that was set up, after consent for this case. The desk brings none along.",
    "links": "Shows where the next link of the text leads. Nothing is opened.",
    "history-filter": "Goes round the kinds of entries in the member's history.",
    "wordings": "every wording of the item that was seen, and what each changed",
    "items": "Opens the member's other items over the case, which stays as it is beneath. Esc goes back to it.",
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
