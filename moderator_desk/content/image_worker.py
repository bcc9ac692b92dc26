"""A process that turns the bytes of one picture into pixels, shut in as far as the system lets it.

Started by images.py: reads one picture from standard input, writes a header line and the pixels to standard output.
Before the first byte of the picture is looked at, it has loaded all it needs and given up the rest (cage.py). Only PNG,
JPEG, GIF and WebP are known to it, by content. Metadata stays here; a picture's own rotation is applied.
"""

import io
import sys

import msgspec
from PIL import (
    GifImagePlugin,
    Image,
    ImageFilter,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from moderator_desk.content.cage import Protections, shut_in
from moderator_desk.content.picture_hash import pdq
from moderator_desk.content.self_test import self_test

MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
CODES = ("too-large", "unknown-format", "too-many-pixels")
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"))
# the library takes these in where it first needs them, and in the cage that is too late
_PLUGINS = (GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
_ROTATED = 0x0112


def format_of(data: bytes) -> str:
    """The format by content, "" for anything not known here."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def decode(data: bytes, most_side: int) -> tuple[dict[str, object], bytes, bytes]:
    """Header with the hash of the looks, pixels as they are, pixels blurred. Raises ValueError with a refusal code."""
    kind = format_of(data)
    if not kind:
        raise ValueError("unknown-format")

    Image.MAX_IMAGE_PIXELS = None  # the bound below is ours, and comes before anything is decoded
    picture: Image.Image = Image.open(io.BytesIO(data), formats=(kind,))
    width, height = picture.size
    if width * height > MOST_PIXELS or width * height == 0:
        raise ValueError("too-many-pixels")
    if kind == "JPEG":
        picture.draft("RGB", (most_side, most_side))
    picture = ImageOps.exif_transpose(picture)
    picture = picture.convert("RGBA")
    picture.thumbnail((most_side, most_side))
    covered = picture.convert("RGB").filter(ImageFilter.GaussianBlur(max(picture.size) / 22))
    looks, quality = pdq(picture)
    header = {
        "width": picture.width,
        "height": picture.height,
        "format": kind,
        "original": [width, height],
        "pdq": looks,
        "pdq_quality": quality,
    }
    return header, picture.tobytes(), covered.convert("RGBA").tobytes()


def warm_up() -> None:
    """Decode small pictures of each kind of our own making: the library loads its parts late, and later no file can
    be opened."""
    Image.preinit()
    exif = Image.Exif()
    exif[_ROTATED] = 6
    for kind in FORMATS:
        for mode in ("P", "L", "RGB") if kind != "JPEG" else ("L", "RGB", "CMYK"):
            made = io.BytesIO()
            picture = Image.new(mode, (8, 6))
            if kind in ("GIF", "JPEG"):
                picture.save(made, kind)
            else:
                picture.convert("RGB" if kind == "WEBP" else mode).save(
                    made, kind, exif=exif, save_all=True, append_images=[Image.new("RGB", (8, 6), "red")]
                )
            decode(made.getvalue(), 7)


def answer(data: bytes, most_side: int, held: Protections) -> bytes:
    """What goes back: a line of JSON with the size or the code of a refusal, then the pixels twice."""
    plain = covered = b""
    try:
        if len(data) > MOST_BYTES:
            raise ValueError("too-large")
        header, plain, covered = decode(data, most_side)
    except ValueError as error:
        header = {"refused": str(error) if str(error) in CODES else "damaged"}
    except MemoryError:
        header = {"refused": "too-many-pixels"}
    except Exception:  # noqa: BLE001 - a decoder may fail in any way it likes; the answer is the same
        header = {"refused": "damaged"}
    return msgspec.json.encode({**header, "protections": held}) + b"\n" + plain + covered


def main() -> int:
    """One picture in, one picture or a refusal out; with --self-test, a proof that the cage holds."""
    if "--self-test" in sys.argv[1:]:
        return self_test()
    most_side = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    warm_up()
    held = shut_in()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    sys.stdout.buffer.write(answer(data, most_side, held))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
