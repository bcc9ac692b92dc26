"""Pictures of a case: covered until asked for, and the only place where the window makes pictures, from raw pixels only.

A tile asks for its picture when it is revealed the first time, never before. Pixels are dropped with the next case.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from moderator_desk.content.images import DecodedImage, Refusal
from moderator_desk.models.values import Media
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.safe import SafeLabel, named
from moderator_desk.ui.theme import SPACE, current
from moderator_desk.ui.words import media as words

_COVERED = QSize(240, 112)
_MOST_HEIGHT = 440
_FORMAT = QImage.Format.Format_RGBA8888


class MediaTile(QAbstractButton):
    """One picture. `state` is covered-unloaded, loading, covered, revealed, refused or sealed.

    wanted(media id): the picture is needed now.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.media = Media("")
        self.state = "covered-unloaded"
        self._refusal = ""
        self._plain = QImage()
        self._covered = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_COVERED.height())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._pressed)

    def show_ref(self, media: Media, *, sealed: bool) -> None:
        """Stand for this picture, covered; the pixels of the one before are dropped."""
        if media == self.media and sealed == (self.state == "sealed"):
            return
        self.media = media
        self._plain = self._covered = QImage()
        self._refusal = ""
        self._go("sealed" if sealed or media.sealed else "covered-unloaded")

    def drop(self) -> None:
        """Forget picture and pixels."""
        self.show_ref(Media(""), sealed=False)

    def reveal(self) -> bool:
        """Show the picture, asking for it first when need be; False when there is nothing more to reveal."""
        if self.state == "covered":
            self._go("revealed")
            return True
        retry = self.state == "refused" and self._refusal in ("crashed", "offline", "timeout")
        if self.state == "covered-unloaded" or retry:
            self._go("loading")
            self.wanted.emit(self.media.id)
            return True
        return False

    def cover(self) -> None:
        """Cover the picture again; one that is still on its way will arrive covered."""
        if self.state in ("revealed", "loading"):
            self._go("covered" if not self._covered.isNull() else "covered-unloaded")

    def take(self, decoded: DecodedImage | Refusal | str) -> None:
        """The picture, or the code of why there is none. A sealed tile takes nothing."""
        if self.state == "sealed":
            return
        if not isinstance(decoded, DecodedImage):
            self._refusal = decoded if isinstance(decoded, str) else decoded.code
            self._go("refused")
            return
        self._plain = _image(decoded, decoded.plain)
        self._covered = _image(decoded, decoded.covered).convertToFormat(QImage.Format.Format_Grayscale8)
        self._go("revealed" if self.state == "loading" else "covered")

    @Slot()
    def _pressed(self) -> None:
        if self.state == "revealed":
            self.cover()
        else:
            self.reveal()

    def _go(self, state: str) -> None:
        self.state = state
        first, second = self.said()
        named(self, f"{first} {second}".strip(), words.media_caption(self.media))
        self._fit()
        self.update()

    def said(self) -> tuple[str, str]:
        """What the tile says in words, in two lines."""
        return {
            "covered-unloaded": (words.COVERED_UNLOADED, words.COVERED_HINT),
            "covered": (words.COVERED_UNLOADED, words.COVERED_HINT),
            "loading": (words.LOADING, ""),
            "revealed": (words.REVEALED, words.REVEALED_HINT),
            "refused": (words.media_refusal(self._refusal), ""),
            "sealed": (words.SEALED_PICTURE, words.SEALED_PICTURE_HINT),
        }[self.state]

    def sizeHint(self) -> QSize:
        return QSize(_COVERED.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the picture at the present width; a fixed height spares the whole column a second layout."""
        height = _COVERED.height()
        if self.state == "revealed" and not self._plain.isNull():
            height = round(self._plain.height() * self._scale(self.width())) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _scale(self, width: int) -> float:
        return min(1.0, (width - 2) / self._plain.width(), _MOST_HEIGHT / self._plain.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = current()
        if self.state == "revealed":
            size = QSize(self._plain.size() * self._scale(self.width()))
            box = QRect(0, 0, size.width() + 2, size.height() + 2)
            painter.drawImage(box.adjusted(1, 1, -1, -1), self._plain)
        else:
            box = QRect(0, 0, min(_COVERED.width(), self.width()), self.height())
            self._paint_cover(painter, box)
        painter.setPen(QColor(look.accent if self.hasFocus() else look.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_cover(self, painter: QPainter, box: QRect) -> None:
        look = current()
        painter.fillRect(box, QColor(look.raised))
        if self.state == "covered" and not self._covered.isNull():
            scale = max(box.width() / self._covered.width(), box.height() / self._covered.height())
            painter.drawImage(box, self._covered, QRect(QPoint(0, 0), QSize(box.size() / scale)))
        else:
            painter.fillRect(box, QBrush(QColor(look.line), Qt.BrushStyle.BDiagPattern))
        first, second = self.said()
        text = f"{first}\n{second}" if second else first
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        room = box.adjusted(4 * SPACE, SPACE, -4 * SPACE, -SPACE)
        plate = painter.boundingRect(room, flags, text).adjusted(-2 * SPACE, -SPACE, 2 * SPACE, SPACE)
        painter.fillRect(plate, QColor(look.pane))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(room, flags, text)


class MediaStrip(QWidget):
    """Pictures under each other, each with what the platform says of it.

    wanted(media id) as of the tiles.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._rows: Pool[_Captioned] = Pool(column, self._make)
        self.hide()

    def _make(self) -> "_Captioned":
        row = _Captioned()
        row.tile.wanted.connect(self.wanted)
        return row

    def show_refs(self, media: tuple[Media, ...], *, sealed: bool = False) -> None:
        """Stand for these pictures, all covered; the same again stay as they are."""
        rows = self._rows.take(len(media))
        for row, each in zip(rows, media, strict=True):
            row.tile.show_ref(each, sealed=sealed)
            row.caption.setText(words.media_caption(each))
        for row in self._rows.spare():
            row.tile.drop()
        self.setVisible(bool(media))

    def drop(self) -> None:
        """Forget every picture with its pixels."""
        self.show_refs(())

    def tiles(self) -> tuple[MediaTile, ...]:
        """The tiles on the screen, in order."""
        return tuple(row.tile for row in self._rows.used())


class _Captioned(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
        column.setSpacing(SPACE // 2)
        self.tile = MediaTile()
        self.caption = SafeLabel(role="dim")
        column.addWidget(self.tile)
        column.addWidget(self.caption)


def _image(decoded: DecodedImage, pixels: bytes) -> QImage:
    """A picture of RGBA bytes that owns its memory; empty when the bytes do not fill it."""
    if len(pixels) != decoded.width * decoded.height * 4 or not pixels:
        return QImage()
    return QImage(pixels, decoded.width, decoded.height, decoded.width * 4, _FORMAT).copy()
