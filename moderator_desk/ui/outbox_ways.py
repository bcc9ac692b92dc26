"""What can be done about an entry of the outbox, and the keys for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from moderator_desk.models.values import Action, OutboxEntry

_WAYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_T: "retry",
    Qt.Key.Key_W: "withdraw",
    Qt.Key.Key_L: "lift",
    Qt.Key.Key_A: "apply-again",
    Qt.Key.Key_H: "hand-over",
    Qt.Key.Key_Escape: "leave",
}


def ways(entry: OutboxEntry | None) -> frozenset[str]:
    """What can be done about an entry: open, retry, withdraw, lift, apply-again, hand-over; leave always."""
    found = {"leave"}
    if entry is None:
        return frozenset(found)
    found.add("open")
    if entry.resting:
        found.add("lift")  # without it the ban would have no end, so it is not withdrawn
    elif entry.state == "blocked" or (entry.state == "waiting" and entry.kind != "lift"):
        found.add("withdraw")
    if entry.stands_rehearsed:
        found.add("withdraw")
    if entry.state == "blocked" or (entry.state == "waiting" and entry.attempts):
        found.add("retry")
    if entry.state == "blocked" and entry.decision is not None and entry.kind != "lift":
        found.add("apply-again")
        if entry.decision.action is not Action.ESCALATE:
            found.add("hand-over")
    return frozenset(found)


def way_of(event: QKeyEvent) -> str:
    """The way a key asks for, "" for none."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _WAYS.get(Qt.Key(event.key()), "") if held == Qt.KeyboardModifier.NoModifier else ""
