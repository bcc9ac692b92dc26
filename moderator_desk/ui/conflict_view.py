"""A decision that came back: on what it was made, how things stand now, and three ways on."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import Action, Case, Conflict
from moderator_desk.ui.diff_text import DiffText
from moderator_desk.ui.key_button import KeyButton
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import outbox as words

_WAYS = {Qt.Key.Key_A: "apply-again", Qt.Key.Key_W: "withdraw", Qt.Key.Key_H: "hand-over"}
_LINES = 5


class ConflictView(QFrame):
    """Hidden without a conflict. way_chosen(entry id, way): apply-again, withdraw or hand-over, by its letter while this
    has the focus, or by mouse."""

    way_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._conflict: Conflict | None = None
        self.setProperty("role", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = SafeLabel(words.CAME_BACK, "warning")
        self._decided = SafeLabel("", "dim")
        self._why = SafeLabel("", wrap=True)
        self._since = SafeLabel("", wrap=True)
        self._said = SafeLabel("", "dim", wrap=True)
        self._text_head = SafeLabel("", "heading")
        self._text = DiffText()
        self._text.fit_height(_LINES)
        named(self._text, words.AS_NOW, words.LEGEND)
        self._buttons = {way: KeyButton(key, word) for way, key, word in words.KEYS if way in _WAYS.values()}
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._title)
        head.addWidget(self._decided, 1)
        keys = QHBoxLayout()
        keys.setSpacing(SPACE)
        for way, button in self._buttons.items():
            button.setObjectName(way)
            button.clicked.connect(self._clicked)
            keys.addWidget(button)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        for widget in (self._why, self._since, self._said, self._text_head, self._text):
            column.addWidget(widget)
        column.addLayout(keys)

    def show_conflict(self, conflict: Conflict | None, now: datetime | None = None) -> None:
        """Show a decision that came back, or nothing. The moment is not needed: times are told by the clock."""
        self._conflict = conflict
        if conflict is None:
            self.hide()
            return
        entry = conflict.entry
        self._decided.setText(words.decided_words(entry))
        self._why.setText(words.why_words(entry.why))
        since = " ".join(words.since_words(conflict.seen, conflict.now))
        self._since.setText(one_line(since, 400) if since else "")
        self._since.setVisible(bool(since))
        said = words.said_words(one_line(entry.detail, 300)) if entry.detail else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._show_text(_text(conflict.seen), _text(conflict.now) if conflict.now else None)
        escalated = entry.decision is not None and entry.decision.action is Action.ESCALATE
        self._buttons["hand-over"].setVisible(not escalated)
        self._buttons["apply-again"].setVisible(conflict.now is not None)
        named(self, words.CAME_BACK, f"{words.decided_words(entry)}. {words.why_words(entry.why)}")
        self.show()

    def set_covered(self, on: bool) -> None:
        """Show no words of the item."""
        for part in (self._text_head, self._text):
            part.setVisible(not on)

    def _show_text(self, seen: str, now: str | None) -> None:
        shown = now is not None and now != seen
        self._text_head.setText(f"{words.AS_NOW}  ·  {words.LEGEND}" if shown else words.DECIDED_ON)
        self._text.show_diff(seen, now if now is not None else seen, seen)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _way(event)
        if not way:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._go(way)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self._go(sender.objectName())

    def _go(self, way: str) -> None:
        if self._conflict is not None and not self._buttons[way].isHidden():
            self.way_chosen.emit(self._conflict.entry.id, way)


def _way(event: QKeyEvent) -> str:
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return _WAYS.get(Qt.Key(event.key()), "") if plain else ""


def _text(case: Case) -> str:
    """The text as it stood; "" for no text. An item the platform no longer shows keeps the text it was reported with."""
    return case.item.text if case.item.text_now is None else case.item.text_now
