"""Words of a batch: what became of each case that was decided at once."""

from datetime import datetime

from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.batches import BatchCase
from moderator_desk.ui.words.finding import snippet
from moderator_desk.ui.words.outbox import action_words, said_words, state_words

TITLE = "Batch: what became of each case"
LIST = "Cases of the batch"
READING = "Reading the batch …"
HELP = "Enter opens a case, where one that came back is settled. U takes all back that can be; Esc goes back."
KEYS = (("open", "Enter", "Open case"), ("undo", "U", "Undo all"), ("leave", "Esc", "Back"))
_OUTCOME = {
    "waiting": "waiting",
    "sent": "sent",
    "unconfirmed": "sent, unconfirmed",
    "unneeded": "not needed",
    "refused": "refused",
    "undone": "undone",
    "undoing": "being undone",
    "undo-refused": "undo refused",
    "rehearsed": "rehearsed",
}


def line_words(case: BatchCase, now: datetime, covered: tuple[str, ...]) -> str:
    """A case in two lines: what became of it, whose it is, what was done; how its sending stands with the platform's own
    words, else its text."""
    entry, told, line = case.entry, case.told, case.line
    whose = one_line((line.author or line.author_id) if line else entry.case_id, 36)
    head = f"{_OUTCOME[case.outcome].capitalize()} · {whose} · {action_words(entry)}"
    head += f" · {show_name(line.guideline, 12)}" if line else ""
    said = said_words(one_line(told.detail, 200)) if told.detail else ""
    stands = state_words(told, now) if case.outcome not in ("sent", "undone") else ""
    shown = snippet(line.snippet, covered=line.guideline in covered) if line else ""
    return f"{head}\n{' · '.join(filter(None, (stands, said, shown)))}"


def count_words(cases: tuple[BatchCase, ...]) -> str:
    """How many there are, and how many ended how."""
    counts = {code: sum(each.outcome == code for each in cases) for code in _OUTCOME}
    parts = [f"{count} {_OUTCOME[code]}" for code, count in counts.items() if count]
    whole = "1 case" if len(cases) == 1 else f"{len(cases)} cases"
    return f"{whole}: {', '.join(parts)}."
