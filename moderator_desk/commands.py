"""Every command of the desk in one frozen table: actions, menus, palette, cheat sheet, key editor and docs/keys.md
are made from it. No Qt here; keys are written as Qt's portable names ("Ctrl+K", "Space", "?").

Scopes: "review" keys are plain letters and dead while a text has focus; "form" keys work while the decision bar is
open; "global" keys carry a modifier or are function keys and work everywhere.
"""

from collections.abc import Mapping

from msgspec import Struct


class Command(Struct, frozen=True):
    """One command: its id, what it is called, its default keys, where they work, and the menu it stands in.

    `grave` marks what changes something for a member: it opens the decision bar and never acts on one key.
    """

    id: str
    title: str
    keys: tuple[str, ...] = ()
    scope: str = "global"
    menu: str = "case"
    grave: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("dismiss", "Dismiss", ("D",), "review", "decide"),
    Command("edit", "Edit the text", ("E",), "review", "decide", grave=True),
    Command("remove", "Remove the item", ("R",), "review", "decide", grave=True),
    Command("warn", "Warn the member", ("W",), "review", "decide", grave=True),
    Command("ban", "Ban the member", ("B",), "review", "decide", grave=True),
    Command("escalate", "Escalate to a supervisor", ("X",), "review", "decide", grave=True),
    Command("skip", "Skip for now", ("S",), "review", "decide"),
    Command("note", "Add a note", ("N",), "review", "decide"),
    Command("claim", "Claim or release the case", ("C",), "review", "decide"),
    Command("undo", "Undo the last decision", ("U", "Ctrl+Z"), "review", "decide"),
    Command("next", "Next case to decide", ("Space", "J"), "review", "go"),
    Command("back", "Previous case", ("K",), "review", "go"),
    Command("search", "Search the queue", ("/",), "review", "go"),
    Command("wave", "Cases that belong together", ("Q",), "review", "go"),
    Command("batch", "What became of a batch", ("Shift+Q",), "review", "go"),
    Command("search-all", "Search everything", ("Ctrl+F",), "global", "go"),
    Command("precedents", "Cases like this decided before", ("P",), "review", "look"),
    Command("account-next", "Next account's queue", ("G",), "review", "go"),
    Command("clear-filters", "Clear search and filters", ("Ctrl+Shift+L",), "global", "go"),
    Command("reload", "Show new cases", ("F5",), "global", "go"),
    Command("next-pane", "Next pane", ("F6",), "global", "go"),
    Command("previous-pane", "Previous pane", ("Shift+F6",), "global", "go"),
    Command("reveal", "Reveal or cover", ("V",), "review", "look"),
    Command("peek", "Peek while the key is held", (".",), "review", "look"),
    Command("picture-larger", "Larger picture", ("+", "="), "review", "look"),
    Command("picture-smaller", "Smaller picture", ("-",), "review", "look"),
    Command("picture-filter", "Blur or grey", ("Shift+V",), "review", "look"),
    Command("cover-texts", "Cover such texts", ("Shift+H",), "review", "look"),
    Command("cover", "Hide everything", ("Ctrl+Shift+H",), "global", "look"),
    Command("marks", "Show hidden characters", ("H",), "review", "look"),
    Command("mark-words", "Mark the selected words", ("M",), "review", "look"),
    Command("terms", "Show what known terms mean", ("T",), "review", "look"),
    Command("language", "Set the language of the case", ("Ctrl+L",), "review", "look"),
    Command("translate", "Translate the text", ("Ctrl+Shift+P",), "review", "look"),
    Command("links", "Look at a link", ("L",), "review", "look"),
    Command("history-filter", "Filter the member's history", ("Y",), "review", "look"),
    Command("wordings", "What the item said before", ("F",), "review", "look"),
    Command("items", "The member's other items", ("I",), "review", "look"),
    Command("guideline-next", "Look at the next guideline", ("]",), "review", "look"),
    Command("guideline-back", "Look at the previous guideline", ("[",), "review", "look"),
    *(Command(f"clause-{n}", f"Choose clause {n}", (str(n),), "review", "clauses") for n in range(1, 10)),
    Command("commit", "Record the decision", ("Ctrl+Return",), "global", "decide"),
    Command("redact-next", "Take out the next contact detail", ("Ctrl+J",), "global", "decide"),
    Command("redact-all", "Take out all contact details", ("Ctrl+Shift+J",), "global", "decide"),
    Command("discard-draft", "Throw the draft away", ("Ctrl+Shift+D",), "global", "decide"),
    Command("notice", "Notice with it, or none", ("Ctrl+T",), "global", "decide"),
    Command("life-threat", "Threat to life: freeze, call", ("Ctrl+Shift+X",), "global", "care"),
    Command("acknowledge", "Write down who has it", ("Ctrl+Shift+Y",), "global", "care"),
    Command("legal-route", "Legal route if sealed", ("Ctrl+Shift+U",), "global", "care"),
    Command("not-today", "Not me today: leave out", ("Ctrl+Shift+N",), "global", "care"),
    Command("my-time", "My time with hard cases", ("Ctrl+Shift+M",), "global", "care"),
    Command("break-later", "Put away the break", ("Ctrl+Shift+B",), "global", "care"),
    Command("outbox", "Outbox: what waits and why", ("O",), "review", "desk"),
    Command("accounts", "Accounts", ("Ctrl+Shift+A",), "global", "desk"),
    Command("guidelines", "Edit the team's guidelines", ("Ctrl+Shift+G",), "global", "desk"),
    Command("palette", "All commands", ("Ctrl+K",), "global", "desk"),
    Command("keys", "Keys at a glance", ("?", "F1"), "review", "desk"),
    Command("key-editor", "Change keys", ("Ctrl+Shift+K",), "global", "desk"),
    Command("theme", "Light or dark", ("Ctrl+Shift+T",), "global", "desk"),
    Command("larger", "Larger text", ("Ctrl++", "Ctrl+="), "global", "desk"),
    Command("smaller", "Smaller text", ("Ctrl+-",), "global", "desk"),
    Command("sync", "Fetch and send now", ("Ctrl+R",), "global", "desk"),
    Command("quit", "Quit", ("Ctrl+Q",), "global", "desk"),
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


class Conflict(Struct, frozen=True):
    """Two commands that want the same key: neither would work, so the later one goes without."""

    key: str
    holder: str
    refused: str


class Keys(Struct, frozen=True):
    """Settled keys: command id -> keys, each key once; and what could not be given."""

    by_command: dict[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...] = ()

    def first(self, command_id: str) -> str:
        """The key to show beside a command, "" without one."""
        keys = self.by_command.get(command_id, ())
        return keys[0] if keys else ""


def normal_key(key: str) -> str:
    """One spelling for a key, so that "ctrl+k" and "Ctrl+K" are the same; "" for nothing."""
    *modifiers, last = key.replace("++", "+Plus").split("+") if key != "+" else ["Plus"]
    order = ("Ctrl", "Alt", "Shift", "Meta")
    chosen = {each.strip().capitalize() for each in modifiers}
    last = last.strip()
    name = last.upper() if len(last) == 1 else last[:1].upper() + last[1:]
    return "+".join([*(each for each in order if each in chosen), name.replace("Plus", "+")]) if name else ""


def settle_keys(commands: tuple[Command, ...], overrides: Mapping[str, tuple[str, ...]]) -> Keys:
    """Which command gets which keys. A person's own choice goes before a default; among equals the table's order.

    Two equal keys would both go dead in Qt without a word, so the second is refused and reported.
    """
    taken: dict[str, str] = {}
    given: dict[str, tuple[str, ...]] = {}
    conflicts: list[Conflict] = []
    chosen_first = sorted(commands, key=lambda each: each.id not in overrides)
    for command in chosen_first:
        mine: list[str] = []
        for key in map(normal_key, overrides.get(command.id, command.keys)):
            if key and key not in taken:
                taken[key] = command.id
                mine.append(key)
            elif key and taken[key] != command.id:
                conflicts.append(Conflict(key, taken[key], command.id))
        given[command.id] = tuple(mine)
    return Keys({command.id: given[command.id] for command in commands}, tuple(conflicts))


def find(query: str, commands: tuple[Command, ...], recent: tuple[str, ...] = ()) -> tuple[Command, ...]:
    """Commands for the palette: all of them for an empty query (recent ones first), else the likely ones, best first."""
    if not query.strip():
        return tuple(
            sorted(commands, key=lambda each: recent.index(each.id) if each.id in recent else len(recent))
        )
    from rapidfuzz import fuzz, process, utils  # with the first search: a start does not wait for it

    wanted = utils.default_process(query)
    starts = [each for each in commands if utils.default_process(each.title).startswith(wanted)]
    words = {each.id: f"{each.title} {each.id}" for each in commands if each not in starts}
    scored = process.extract(
        query, words, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=60
    )
    return (*starts, *(BY_ID[found[2]] for found in scored if found[2] in BY_ID))
