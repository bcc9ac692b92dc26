"""One choice out of a few, all in sight: a row that wraps, or a list of lines. Arrows and digits choose."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from moderator_desk.ui.safe import named, set_tip
from moderator_desk.ui.theme import SPACE, Theme, current

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Choices(QWidget):
    """Options by number; `lines` puts each on a line of its own, shortened where room is short.

    chosen(int): another option was chosen by key or mouse. Digits are shown with `digits` and act while this has the
    focus; whoever owns it may also call choose().
    """

    chosen = Signal(int)

    def __init__(self, name: str, *, lines: bool = False, digits: bool = True) -> None:
        super().__init__()
        self._name = name
        self._lines = lines
        self._digits = digits
        self._options: tuple[str, ...] = ()
        self._places: list[QRect] = []
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name)

    def show_options(self, options: tuple[str, ...], current_number: int) -> None:
        """Offer these (safe to show), one of them chosen; -1 for none yet."""
        self._options, self.current = options, current_number
        self._place()
        self._tell()

    @property
    def line_height(self) -> int:
        """Of one line of options, in pixels; a label beside it is as high, so that their words stand on one line."""
        return QFontMetrics(self.font()).height() + SPACE + (0 if self._lines else 2)

    def count(self) -> int:
        """How many there are."""
        return len(self._options)

    def choose(self, number: int) -> bool:
        """Choose by number from 0; whether there is such an option."""
        if not 0 <= number < len(self._options):
            return False
        if number != self.current:
            self.current = number
            self._tell()
            self.chosen.emit(number)
        return True

    def step(self, by: int) -> None:
        """The next or previous one, without going round."""
        self.choose(min(max(self.current + by, 0), len(self._options) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BACK + _ON and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(-1 if event.key() in _BACK else 1)
        elif self._digits and "1" <= event.text() <= "9" and self.choose(int(event.text()) - 1):
            return
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        for number, place in enumerate(self._places):
            if place.contains(where):
                self.choose(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, place in enumerate(self._places):
            self._paint_option(painter, place, number, theme)
        painter.end()

    def _paint_option(self, painter: QPainter, place: QRect, number: int, theme: Theme) -> None:
        mine = number == self.current
        box = place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        edge = theme.accent if mine else theme.line
        painter.setPen(QColor(edge) if mine or not self._lines else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection) if mine else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if mine and self.hasFocus():
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        metrics = self.fontMetrics()
        inner = place.adjusted(2 * SPACE - 2, 0, -2 * SPACE + 2, 0)
        if self._digits and number < 9:
            painter.setPen(QColor(theme.text if mine else theme.dim))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, f"{number + 1}")
            inner.setLeft(inner.left() + metrics.horizontalAdvance("0") + SPACE + 2)
        painter.setPen(QColor(theme.text))
        shown = metrics.elidedText(self._options[number], Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def _place(self) -> None:
        metrics = QFontMetrics(self.font())
        height = self.line_height
        gap = 0 if self._lines else SPACE
        room = max(self.width(), 80)
        left = top = 0
        self._places = []
        for number, option in enumerate(self._options):
            around = (
                4 * SPACE
                - 2
                + (metrics.horizontalAdvance("0") + SPACE + 2 if self._digits and number < 9 else 0)
            )
            width = room if self._lines else min(metrics.horizontalAdvance(option) + around, room)
            if left and left + width > room:
                left, top = 0, top + height + gap
            self._places.append(QRect(left, top, width, height))
            left += width + gap
        wanted = top + height if self._options else 0
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        self.update()

    def _tell(self) -> None:
        word = self._options[self.current] if 0 <= self.current < len(self._options) else ""
        offered = "; ".join(f"{number} {each}" for number, each in enumerate(self._options, 1))
        named(self, f"{self._name}: {word}" if word else self._name, offered)
        set_tip(self, word if self._lines else "")
        self.update()
