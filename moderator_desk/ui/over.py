"""A sheet over the window, which stays in its place when the window changes its size."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QWidget

EDGE = 20
"""Pixels of the window that are seen on every side at least."""


class Over(QFrame):
    """Lies over `parent`, in the middle or `top` pixels from above, never larger than it."""

    def __init__(self, parent: QWidget, *, top: int | None = None) -> None:
        super().__init__(parent)
        self._over, self._top = parent, top
        self.setProperty("role", "pane")
        parent.installEventFilter(self)
        self.hide()

    def wanted(self) -> tuple[int, int]:
        """Width and height that show all of it."""
        return self.sizeHint().width(), self.sizeHint().height()

    def lay_over(self) -> None:
        """Show it in its place."""
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window got another size."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        area, (width, height) = self._over.rect(), self.wanted()
        top = EDGE if self._top is None else self._top
        width, height = min(width, area.width() - 2 * EDGE), min(height, area.height() - top - EDGE)
        self.setGeometry(
            (area.width() - width) // 2,
            (area.height() - height) // 2 if self._top is None else top,
            width,
            height,
        )
