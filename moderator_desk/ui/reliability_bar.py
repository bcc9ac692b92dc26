"""How earlier reports of somebody ended, as a small bar beside the words that say the same."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from moderator_desk.models.values import Reporter
from moderator_desk.ui.theme import SPACE, current

_WIDTH = 18 * SPACE
_HEIGHT = SPACE + 2


class ReliabilityBar(QWidget):
    """Upheld from the left, filled; dismissed from the right, hollow; what is open between is empty. Hidden where nothing
    is known; the words beside it are what a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self._upheld = self._dismissed = self._filed = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_reporter(self, reporter: Reporter | None) -> None:
        """Show how this reporter's reports ended."""
        filed = reporter.filed or 0 if reporter else 0
        self.setVisible(filed > 0)
        if reporter is not None and filed:
            self._filed = max(filed, reporter.upheld + reporter.dismissed)
            self._upheld, self._dismissed = reporter.upheld, reporter.dismissed
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._filed:
            return
        look, painter = current(), QPainter(self)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(whole, QColor(look.key))
        share = whole.width() / self._filed
        held = QRectF(whole.left(), whole.top(), share * self._upheld, whole.height())
        fell = QRectF(
            whole.right() - share * self._dismissed, whole.top(), share * self._dismissed, whole.height()
        )
        painter.fillRect(held, QColor(look.good))
        painter.fillRect(fell, QColor(look.pane))
        painter.setPen(QColor(look.dim))
        painter.drawRect(fell)
        painter.drawRect(whole)
