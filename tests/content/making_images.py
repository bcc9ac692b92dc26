"""Pictures that lie about themselves, that are something else, or that were damaged by chance."""

import io
import random
import struct
import zlib

from PIL import Image, ImageDraw

_ROTATED = 0x0112


def chunk(kind: bytes, body: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, packed: bytes, *, bits: int = 8, colour: int = 2) -> bytes:
    """A PNG file with this head, whatever its pixels are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_bomb(width: int, height: int) -> bytes:
    """Black pixels, one bit each, as small as they pack."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    return png(width, height, packed, bits=1, colour=0)


def saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    """A real picture with some structure, as one of the kinds of file."""
    made = io.BytesIO()
    gradient = Image.linear_gradient("L").resize(size)
    gradient.convert(mode).save(made, kind, **how)
    return made.getvalue()


def as_file(picture: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as one of the kinds of file."""
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def scene(seed: int, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """Forms of many colours, the same for the same seed on every machine."""
    dice = random.Random(seed)
    made = Image.new("RGB", size, tuple(dice.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(made)
    for _ in range(24):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        wide, high = dice.randrange(20, size[0] // 2), dice.randrange(20, size[1] // 2)
        box, colour = (x - wide // 2, y - high // 2, x + wide // 2, y + high // 2), dice.randrange(1 << 24)
        draw.rectangle(box, fill=colour)
    return made


def exif(orientation: int) -> Image.Exif:
    """Metadata that turns the picture."""
    made = Image.Exif()
    made[_ROTATED] = orientation
    return made


def gif_frames(count: int, size: tuple[int, int] = (200, 200)) -> bytes:
    """An animation of many frames."""
    first, *rest = [Image.new("P", size, number % 256) for number in range(count)]
    made = io.BytesIO()
    first.save(made, "GIF", save_all=True, append_images=rest, duration=10, loop=0)
    return made.getvalue()


def gif_lying(screen: tuple[int, int], frame: tuple[int, int]) -> bytes:
    """A screen of one size, a frame of another, a few bytes of pixels."""
    head = b"GIF89a" + struct.pack("<HHBBB", *screen, 0x80, 0, 0) + bytes(6)
    return head + b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x02\x4c\x01\x00" + b";"


def samples() -> list[bytes]:
    """Good pictures of every kind and of the rarer modes, to be damaged."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    moving = io.BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    moving_png = io.BytesIO()
    frames[0].save(moving_png, "PNG", save_all=True, append_images=frames[1:])
    return [
        saved("PNG"),
        saved("PNG", "RGBA"),
        saved("PNG", "P"),
        saved("PNG", "I;16") if "I;16" in Image.MODES else saved("PNG", "L"),
        saved("PNG", "1"),
        moving_png.getvalue(),
        saved("JPEG", exif=exif(6)),
        saved("JPEG", "CMYK"),
        saved("JPEG", "L", progressive=True),
        saved("GIF", "P"),
        gif_frames(4, (40, 30)),
        saved("WEBP", exif=exif(3)),
        saved("WEBP", "RGBA", lossless=True),
        moving.getvalue(),
    ]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The same file with some bytes changed, left out, doubled, or its end cut off; the first four stay."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        at = rng.randrange(4, len(changed))
        way = rng.randrange(6)
        if way == 0:
            changed[at] = rng.randrange(256)
        elif way == 1:
            changed[at] ^= 1 << rng.randrange(8)
        elif way == 2:
            changed[at : at + 4] = rng.choice(
                (b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\x00\x00\xff\xff")
            )
        elif way == 3:
            del changed[at : at + rng.randrange(1, 9)]
        elif way == 4:
            changed[at:at] = changed[at : at + rng.randrange(1, 33)]
        elif rng.randrange(4) == 0:
            del changed[max(at, 13) :]
        if len(changed) < 13:
            break
    return bytes(changed)
