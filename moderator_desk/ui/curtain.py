"""A curtain over the whole window: with one key nothing of any case is to be seen, and no key acts on one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from moderator_desk.ui.over import Over
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import media as words


class Curtain(Over):
    """Hidden until it falls. left(): it went up again."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        named(self, words.HIDDEN, words.HIDDEN_HINT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        title, hint = SafeLabel(words.HIDDEN, "title"), SafeLabel(words.HIDDEN_HINT, "dim")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(1)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def is_open(self) -> bool:
        """Whether it hides the window."""
        return not self.isHidden()

    def fall(self) -> None:
        """Hide everything."""
        self._before = QApplication.focusWidget()
        self.lay_over()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def rise(self) -> None:
        """Show it again; the focus goes back to where it was, or to where its owner puts it."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.rise()
            return
        event.accept()  # nothing behind it may act on a key meant for what is not seen

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
