"""Rows of a list kept as they were painted: a list repaints all its rows when one of them changes, and laying their
texts out again is most of the time between a key and the next case."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from moderator_desk.ui.theme import current

ROWS_MOST = 200
"""About two screens of both lists; a row of 320 × 90 pixels takes 115 kB."""


class PaintedRows:
    """The pixmaps of rows painted lately, by everything that they show."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        what: Hashable,
        ground: str,
        paint: Callable[[QPainter, QRect], None],
    ) -> None:
        """Draw a row at `rect`: from what was kept for the same `what`, or by `paint` (at 0, 0) on a `ground` colour."""
        ratio = painter.device().devicePixelRatioF()
        key = (what, rect.width(), rect.height(), ratio, ground, current().name)
        kept = self._kept.get(key)
        if kept is None:
            kept = QPixmap(QSize(round(rect.width() * ratio), round(rect.height() * ratio)))
            kept.setDevicePixelRatio(ratio)
            kept.fill(QColor(ground))
            brush = QPainter(kept)
            paint(brush, QRect(0, 0, rect.width(), rect.height()))
            brush.end()
            if len(self._kept) >= ROWS_MOST:
                self._kept.clear()
            self._kept[key] = kept
        painter.drawPixmap(rect.topLeft(), kept)
