"""One picture of a case: covered, then a first look under blur and grey, then clear, each step by a key of its own.

A tile asks for its picture when somebody wants to see it, never before. Pixels are dropped with the next case.
"""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.models.values import Media
from moderator_desk.ui.comfort import Comfort
from moderator_desk.ui.live_keys import filled
from moderator_desk.ui.picture_look import PictureLook
from moderator_desk.ui.safe import named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import media as words

_COVERED = QSize(240, 112)
_FIRST_HEIGHT, _MOST_HEIGHT = 220, 440
_TRY_AGAIN = ("crashed", "offline", "timeout")
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MediaTile(QAbstractButton):
    """One picture. `state` is covered-unloaded, loading, covered, first (small, under the filter), revealed (clear),
    refused or sealed; `peeking` shows it clear for as long as a key is held. `said` is what it says in words, two lines;
    `comfort` is what lies over a first look.

    wanted(media id): the picture is needed now.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.media = Media("")
        self.state = "covered-unloaded"
        self.peeking = False
        self.look = PictureLook()
        self.comfort = Comfort()
        self.said = ("", "")
        self._refusal = ""
        self._arrives = "covered"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_COVERED.height())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._pressed)

    def show_ref(self, media: Media, *, sealed: bool) -> None:
        """Stand for this picture, covered; the pixels of the one before are dropped."""
        if media == self.media and sealed == (self.state == "sealed"):
            return
        self.media = media
        self.look.drop()
        self._refusal, self.peeking = "", False
        self._go("sealed" if sealed or media.sealed else "covered-unloaded")

    def reveal(self) -> bool:
        """One step on: the first look, asking for the picture first when need be, then clear; False when there is
        nothing more to reveal."""
        if self.state in ("covered", "first"):
            self._go("first" if self.state == "covered" else "revealed")
            return True
        if self.state == "loading":
            self._arrives = "first"
            return True
        return self._ask("first")

    def peek(self, on: bool) -> bool:
        """Show it clear while `on`, whatever its state, which stays as it is; False when there is nothing to see."""
        seen = self.state in ("covered", "first", "revealed", "loading")
        if on and not seen and not self._ask("covered"):
            return False
        self.peeking = on
        self._go(self.state)
        return True

    def cover(self) -> None:
        """Cover the picture again; one that is still on its way will arrive covered."""
        self._arrives, self.peeking = "covered", False
        self.look.whole()
        self._go("covered" if self.state in ("first", "revealed") else self.state)

    def take(self, decoded: DecodedImage | Refusal | str) -> None:
        """The picture, or the code of why there is none. A sealed tile takes nothing."""
        if self.state == "sealed":
            return
        if not isinstance(decoded, DecodedImage):
            self._refusal = decoded if isinstance(decoded, str) else decoded.code
            self._go("refused")
            return
        self.look.take(decoded)
        self._go(self._arrives if self.state == "loading" else "covered")

    def step_zoom(self, by: int) -> None:
        """Larger or smaller, under what lies over it."""
        self.look.step_zoom(by)
        self._go(self.state)

    @property
    def is_open(self) -> bool:
        """Whether anything of the picture is to be seen, or will be when it arrives."""
        return self.peeking or self.state in ("first", "revealed", "loading")

    def _ask(self, arrives: str) -> bool:
        again = self.state == "refused" and self._refusal in _TRY_AGAIN
        if self.state != "covered-unloaded" and not again:
            return False
        self._arrives = arrives
        self._go("loading")
        self.wanted.emit(self.media.id)
        return True

    @Slot()
    def _pressed(self) -> None:
        if self.state == "revealed":
            self.cover()
        else:
            self.reveal()

    def _go(self, state: str) -> None:
        self.state = state
        self.said = words.tile_words(state, self._refusal)
        named(self, " ".join(self.said).strip(), words.media_caption(self.media))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_COVERED.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None or self.look.zoom == 1.0:
            super().keyPressEvent(event)
            return
        self.look.move(*way)
        self.update()

    def _box(self) -> QRect:
        """Where the picture is drawn; empty while it is covered."""
        if not self.look or not (_is_clear(self) or self.state == "first"):
            return QRect()
        most = _FIRST_HEIGHT if not _is_clear(self) and self.look.zoom == 1.0 else _MOST_HEIGHT
        size = self.look.size_within(self.width() - 2, most)
        return QRect(0, 0, size.width() + 2, size.height() + 2)

    def _fit(self) -> None:
        """As high as the picture at the present width; a fixed height spares the whole column a second layout."""
        height = self._box().height() or _COVERED.height()
        if height != self.height():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current()
        box = self._box()
        if box.isEmpty():
            box = QRect(0, 0, min(_COVERED.width(), self.width()), self.height())
            _paint_cover(painter, box, self)
        else:
            self.look.draw(painter, box.adjusted(1, 1, -1, -1), None if _is_clear(self) else self.comfort)
            if self.state == "first" and not self.peeking:
                _paint_hint(painter, box, self)
        painter.setPen(QColor(theme.accent if self.hasFocus() else theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _is_clear(tile: MediaTile) -> bool:
    return tile.peeking or tile.state == "revealed"


def _paint_hint(painter: QPainter, box: QRect, tile: MediaTile) -> None:
    """What the next key does, in a corner of the picture."""
    metrics, text = tile.fontMetrics(), filled(tile.said[1])
    size = QSize(metrics.horizontalAdvance(text) + 3 * SPACE, metrics.height() + SPACE)
    plate = QRect(box.left() + SPACE, box.bottom() - SPACE - size.height(), size.width(), size.height())
    if box.contains(plate):
        painter.fillRect(plate, QColor(current().pane))
        painter.setPen(tile.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _paint_cover(painter: QPainter, box: QRect, tile: MediaTile) -> None:
    theme = current()
    painter.fillRect(box, QColor(theme.raised))
    if tile.state == "covered" and tile.look:
        tile.look.draw_cover(painter, box)
    else:
        painter.fillRect(box, QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    room = box.adjusted(4 * SPACE, SPACE, -4 * SPACE, -SPACE)
    text = filled("\n".join(filter(None, tile.said)))
    plate = painter.boundingRect(room, flags, text).adjusted(-2 * SPACE, -SPACE, 2 * SPACE, SPACE)
    painter.fillRect(plate, QColor(theme.pane))
    painter.setPen(tile.palette().color(QPalette.ColorRole.WindowText))
    painter.drawText(room, flags, text)
