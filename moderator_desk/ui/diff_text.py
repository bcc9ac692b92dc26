"""Two texts as one, what is new underlined and what is gone struck through; never by colour alone."""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor

from moderator_desk.content.visible import show_text
from moderator_desk.content.worddiff import Piece, word_diff
from moderator_desk.ui.safe import SafeText
from moderator_desk.ui.theme import current

_AROUND = 160
_MOST = 4_000


class DiffText(SafeText):
    """Shows a word diff, its first change in sight. Long stretches that did not change are shortened to what stands
    beside the change."""

    def __init__(self) -> None:
        super().__init__(role="quote")
        self._pair: tuple[str, str, str, str] | None = None

    def show_diff(self, old: str, new: str, same: str) -> None:
        """Show what turns `old` into `new`; `same` is said when nothing does. The same again costs nothing."""
        pair = (old, new, same, current().name)
        if pair == self._pair:
            return
        self._pair = pair
        self.setCurrentCharFormat(
            QTextCharFormat()
        )  # otherwise the colours of the last diff stay for what follows
        if old == new:
            self.show_text(same)
            return
        self.show_text("")
        self.clear()
        pieces = word_diff(old, new)
        cursor, changes = QTextCursor(self.document()), list[int]()
        for number, piece in enumerate(pieces):
            if piece.kind != "same":
                changes.append(cursor.position())
            cursor.insertText(_shown(piece, number == 0, number == len(pieces) - 1), _style(piece.kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()
        cursor.setPosition(changes[0] if changes else 0)
        self.setTextCursor(cursor)
        self.centerCursor()

    def forget(self) -> None:
        """Let go of what is shown."""
        self._pair = None
        self.show_text("")
        self.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.centerCursor()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the same change in its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._pair is not None:
            self.show_diff(*self._pair[:3])

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy takes along what is seen, as plain text."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data


def _shown(piece: Piece, first: bool, last: bool) -> str:
    text = piece.text
    if piece.kind == "same" and len(text) > 2 * _AROUND:
        head = "" if first else text[:_AROUND]
        tail = "" if last else text[-_AROUND:]
        text = f"{head} … {tail}"
    shown = show_text(text, limit=_MOST)
    left = f" … {shown.cut:,} more characters" if shown.cut else ""
    return shown.text.encode("utf-8", "replace").decode() + left


def _style(kind: str) -> QTextCharFormat:
    style = QTextCharFormat()
    theme = current()
    style.setForeground(QColor(theme.text))
    if kind == "added":
        style.setBackground(QColor(theme.added))
        style.setFontUnderline(True)
    elif kind == "removed":
        style.setBackground(QColor(theme.removed))
        style.setFontStrikeOut(True)
    return style
