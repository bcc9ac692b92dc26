"""The pixels of one picture, and how they are drawn: plain, or under blur and grey; whole, or a part of it enlarged.

The only place where the window makes pictures, from raw pixels only. What lies over a picture is made once from its
pixels, so no size and no zoom ever shows more than it lets through.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from moderator_desk.content.images import DecodedImage
from moderator_desk.ui.comfort import Comfort

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0)
STEP = 0.2
"""How far one key moves an enlarged picture: a part of what is seen of it."""

_FORMAT = QImage.Format.Format_RGBA8888
_MOST_DOTS, _EACH, _LEAST_DOTS = 56, 6, 4
"""Dots along the longer side that a blurred first look keeps, one for six of the picture's or more: forms and colours, no
faces and no words."""


class PictureLook:
    """One picture. Without pixels it draws nothing and has no size."""

    def __init__(self) -> None:
        self._plain = QImage()
        self._cover = QImage()
        self._first: tuple[str, QImage] = ("", QImage())
        self._centre = QPointF(0.5, 0.5)
        self.zoom = 1.0

    def __bool__(self) -> bool:
        return not self._plain.isNull()

    def take(self, decoded: DecodedImage) -> None:
        """Hold these pixels."""
        self.drop()
        self._plain = _image(decoded, decoded.plain)
        self._cover = _image(decoded, decoded.covered).convertToFormat(QImage.Format.Format_Grayscale8)

    def drop(self) -> None:
        """Let go of the pixels, and of what was made from them."""
        self._plain = self._cover = QImage()
        self._first = ("", QImage())
        self.whole()

    def whole(self) -> None:
        """No part of it enlarged."""
        self.zoom, self._centre = 1.0, QPointF(0.5, 0.5)

    def step_zoom(self, by: int) -> None:
        """Larger (1) or smaller (-1), between the whole picture and four times its size."""
        place = min(max(ZOOMS.index(self.zoom) + by, 0), len(ZOOMS) - 1)
        self.zoom = ZOOMS[place]
        self.move(0, 0)

    def move(self, across: int, down: int) -> None:
        """Look at another part of an enlarged picture; never past its edge."""
        half = 0.5 / self.zoom
        x = self._centre.x() + across * STEP / self.zoom
        y = self._centre.y() + down * STEP / self.zoom
        self._centre = QPointF(min(max(x, half), 1 - half), min(max(y, half), 1 - half))

    def size_within(self, width: int, height: int) -> QSize:
        """The size of the picture in so much room, never above its own."""
        if not self:
            return QSize()
        scale = min(1.0, width / self._plain.width(), height / self._plain.height())
        return QSize(max(round(self._plain.width() * scale), 1), max(round(self._plain.height() * scale), 1))

    def draw(self, painter: QPainter, box: QRect, comfort: Comfort | None) -> None:
        """Draw it over the box, under what `comfort` lays over it; plain for None."""
        image = self._plain if comfort is None else self._under(comfort)
        whole = QSizeF(image.size())
        part = QSizeF(whole / self.zoom)
        corner = QPointF(self._centre.x() * whole.width(), self._centre.y() * whole.height())
        source = QRectF(corner - QPointF(part.width() / 2, part.height() / 2), part)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(box), image, source)

    def draw_cover(self, painter: QPainter, box: QRect) -> None:
        """Draw the cover, blurred beyond recognition and grey, filling the box."""
        scale = max(box.width() / self._cover.width(), box.height() / self._cover.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._cover, QRect(QPoint(0, 0), QSize(box.size() / scale)))

    def _under(self, comfort: Comfort) -> QImage:
        made_for, made = self._first
        if made_for != comfort.filter or made.isNull():
            made = self._plain
            if comfort.blurs:
                made = _blurred(made)
            if comfort.greys:
                made = made.convertToFormat(QImage.Format.Format_Grayscale8)
            self._first = (comfort.filter, made)
        return made


def _blurred(image: QImage) -> QImage:
    """Few dots, made many again: what was between them is gone from this copy."""
    smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    dots = min(_MOST_DOTS, max(max(image.width(), image.height()) // _EACH, _LEAST_DOTS))
    small = image.scaled(QSize(dots, dots), keep, smooth)
    return small.scaled(small.size() * 4, keep, smooth).scaled(small.size() * 12, keep, smooth)


def _image(decoded: DecodedImage, pixels: bytes) -> QImage:
    """A picture of RGBA bytes that owns its memory; empty when the bytes do not fill it."""
    if len(pixels) != decoded.width * decoded.height * 4 or not pixels:
        return QImage()
    return QImage(pixels, decoded.width, decoded.height, decoded.width * 4, _FORMAT).copy()
