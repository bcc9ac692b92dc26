"""A band that says in which account a person acts, and that nothing is sent where that is so: name and words always,
colour beside them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from moderator_desk.ui.known_accounts import NONE, Mark
from moderator_desk.ui.safe import named
from moderator_desk.ui.theme import SPACE, current


class PlaceBand(QWidget):
    """Hidden while there is nothing to say: one account, and live."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = NONE
        self._back = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_mark(self, mark: Mark) -> None:
        """Say this; the same again costs nothing."""
        if mark == self._mark:
            return
        self._mark = mark
        named(self, " · ".join(filter(None, (f"Account: {mark.name}" if mark.name else "", mark.says))))
        self.setVisible(bool(mark) and not self._back)
        self.update()

    def stand_back(self, back: bool) -> None:
        """Be gone for a while, whatever there is to say."""
        self._back = back
        self.setVisible(bool(self._mark) and not back)

    def text(self) -> str:
        """What it says."""
        return " · ".join(filter(None, (self._mark.name, self._mark.says)))

    def sizeHint(self) -> QSize:
        return QSize(120, self._bold().lineSpacing() + SPACE + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def _bold(self) -> QFontMetrics:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, metrics = current(), self._bold()
        painter = QPainter(self)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        ground = theme.mark if self._mark.says else theme.place(self._mark.colour)
        painter.fillRect(self.rect(), QColor(ground))
        says = metrics.horizontalAdvance(self._mark.says) + 6 * SPACE if self._mark.says else 0
        left = 0
        if self._mark.name:
            room = max(self.width() - says - 4 * SPACE, 6 * SPACE)
            name = metrics.elidedText(self._mark.name, Qt.TextElideMode.ElideRight, room)
            chip = QRect(0, 0, metrics.horizontalAdvance(name) + 6 * SPACE, self.height())
            chip = self.rect() if not says else chip
            painter.fillRect(chip, QColor(theme.place(self._mark.colour)))
            painter.setPen(QColor(theme.accent_text))
            inner = chip.adjusted(3 * SPACE, 0, -SPACE, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            left = chip.width()
        if says:
            painter.setPen(QColor(theme.text))
            inner = self.rect().adjusted(left + 3 * SPACE, 0, -SPACE, 0)
            shown = metrics.elidedText(self._mark.says, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
