"""Pictures made safe to look at: decoded in a process of their own, checked again on arrival.

What comes back are pixels and four numbers, nothing of the file. Two versions come at once, plain and covered (blurred
and grey), so that revealing is instant.
"""

import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

MOST_BYTES = 20_000_000
MOST_SIDE = 1024
TIMEOUT_S = 6.0
_WORKER = Path(__file__).with_name("image_worker.py")


class DecodedImage(Struct, frozen=True):
    """A picture as RGBA bytes, four a pixel, rows without gaps; `original` is the file's own width and height."""

    width: int
    height: int
    format: str
    original: tuple[int, int]
    plain: bytes
    covered: bytes


class Refusal(Struct, frozen=True):
    """Why there is no picture: too-large, unknown-format, too-many-pixels, damaged, timeout or crashed."""

    code: str


class _Header(Struct):
    width: int = 0
    height: int = 0
    format: str = ""
    original: tuple[int, int] = (0, 0)
    refused: str = ""


def decode_image(
    data: bytes, *, most_side: int = MOST_SIDE, timeout: float = TIMEOUT_S
) -> DecodedImage | Refusal:
    """Decode one picture; takes up to `timeout` seconds, so never on the main thread."""
    if len(data) > MOST_BYTES:
        return Refusal("too-large")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER), str(most_side)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Refusal("timeout")
    if done.returncode != 0:
        return Refusal("crashed")
    return _checked(done.stdout, most_side)


def _checked(output: bytes, most_side: int) -> DecodedImage | Refusal:
    """Believe nothing of a process that read hostile bytes: sizes are bounded and must fit to the byte."""
    line, _, pixels = output.partition(b"\n")
    try:
        header = msgspec.json.decode(line, type=_Header)
    except msgspec.DecodeError:
        return Refusal("crashed")
    if header.refused:
        return Refusal(header.refused[:20])
    width, height = header.width, header.height
    size = width * height * 4
    if not (0 < width <= most_side and 0 < height <= most_side) or len(pixels) != 2 * size:
        return Refusal("crashed")
    return DecodedImage(width, height, header.format[:8], header.original, pixels[:size], pixels[size:])
