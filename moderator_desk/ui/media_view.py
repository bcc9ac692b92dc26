"""Pictures under each other, each on a tile of its own with what the platform says of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator_desk.models.values import Media
from moderator_desk.ui.media_tile import MediaTile
from moderator_desk.ui.pool import Pool
from moderator_desk.ui.safe import SafeLabel
from moderator_desk.ui.theme import SPACE
from moderator_desk.ui.words import media as words

NONE = Media("")


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
            row.tile.show_ref(NONE, sealed=False)
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
