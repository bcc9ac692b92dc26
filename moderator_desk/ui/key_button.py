"""A quiet button that shows its key as a cap beside its word; one that cannot be used stays readable and says why."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from moderator_desk.ui.safe import named
from moderator_desk.ui.theme import SPACE, current

_PAD = SPACE + 1


class KeyButton(QAbstractButton):
    """`word` is our own text, `key` the cap before it. Pressed by mouse only: the key itself belongs to whoever owns
    the keys. `set_off(True)` dims it; it can still be pressed, so that it can say why it is off."""

    def __init__(self, key: str, word: str, *, primary: bool = False) -> None:
        super().__init__()
        self._key = key
        self._off = False
        self._primary = primary
        self.setText(word)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name()

    @property
    def off(self) -> bool:
        """Whether it is dimmed."""
        return self._off

    def key(self) -> str:
        """The key on the cap."""
        return self._key

    def set_key(self, key: str) -> None:
        """Another key on the cap, "" for none."""
        if key != self._key:
            self._key = key
            self._name()
            self.updateGeometry()
            self.update()

    def set_word(self, word: str) -> None:
        """Another word."""
        if word != self.text():
            self.setText(word)
            self._name()
            self.updateGeometry()

    def set_off(self, off: bool) -> None:
        """Dim it, or not."""
        if off != self._off:
            self._off = off
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = 2 * _PAD + self._cap_width() + metrics.horizontalAdvance(self.text())
        return QSize(width, metrics.height() + 2 * SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._primary and not self._off:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(whole, 4, 4)
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if self.isDown() else theme.key))
            painter.drawRoundedRect(whole, 4, 4)
        bright = theme.accent_text if self._primary and not self._off else theme.text
        left = _PAD
        if self._key:
            left = self._cap(painter, QColor(theme.dim if self._off else bright))
        font = QFont(self.font())
        font.setStrikeOut(self._off)
        painter.setFont(font)
        painter.setPen(QColor(theme.dim if self._off else bright))
        area = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _cap(self, painter: QPainter, colour: QColor) -> int:
        theme = current()
        metrics = QFontMetrics(self._cap_font())
        height = metrics.height() + 2
        cap = QRectF(
            _PAD - 0.5, (self.height() - height) // 2 + 0.5, self._cap_width() - SPACE - 2, height - 1
        )
        plain = not (self._primary and not self._off)
        painter.setPen(QColor(theme.line) if plain else colour)
        painter.setBrush(QColor(theme.key) if plain else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(colour)
        painter.setFont(self._cap_font())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        return _PAD + self._cap_width()

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(max(self.font().pointSizeF() - 1, 6))
        return font

    def _cap_width(self) -> int:
        if not self._key:
            return 0
        return max(QFontMetrics(self._cap_font()).horizontalAdvance(self._key) + 2 * SPACE, 18) + SPACE + 2

    def _name(self) -> None:
        named(self, f"{self.text()}, key {self._key}" if self._key else self.text())
