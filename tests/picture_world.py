"""The small world of tests/server with a real picture in the case of a photo, and what is to be seen of it."""

import shutil
from pathlib import Path

from PySide6.QtGui import QImage

from moderator_desk.ui.media_tile import MediaTile
from tests.content.making_images import as_file, scene
from tests.fixtures_server import WORLD

PICTURE = "photo-card"


def world_with_picture(folder: Path, picture: bytes | None = None) -> Path:
    """A copy of the world in a folder that is made for it; its photo is `picture`, a made-up scene if none is given."""
    shutil.copytree(WORLD, folder)
    (folder / "media" / f"{PICTURE}.png").write_bytes(picture or as_file(scene(7), "PNG"))
    return folder


def drawn(tile: MediaTile) -> QImage:
    """The inside of the picture, without its frame; the whole tile while it is covered."""
    inside = tile._box().adjusted(1, 1, -1, -1)
    shot = tile.grab(tile.rect() if inside.isEmpty() else inside)
    return shot.toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage) -> int:
    """How many dots of the picture's inside have a colour."""
    found = 0
    for y in range(4, image.height() - 4, 3):
        for x in range(4, image.width() - 4, 3):
            dot = image.pixelColor(x, y)
            found += max(dot.red(), dot.green(), dot.blue()) - min(dot.red(), dot.green(), dot.blue()) > 12
    return found
