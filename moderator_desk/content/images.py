"""Pictures made safe to look at: decoded in a process of their own, checked again on arrival.

What comes back are pixels, a few numbers and a hash of the looks, nothing of the file. Two versions come at once, plain
and covered (blurred), so that revealing is instant.
"""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from moderator_desk.content.cage import Protections
from moderator_desk.content.picture_hash import is_hash

MOST_BYTES = 20_000_000
MOST_SIDE = 1024
TIMEOUT_S = 6.0
_ROOT = str(Path(__file__).parents[2])
# by hand and not with -m, because an isolated interpreter does not look into the folder it is started from
_START = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    " from moderator_desk.content.image_worker import main; sys.exit(main())"
)
# what the interpreter itself may need to start; secrets in the surroundings are none of a decoder's business
_SURROUNDINGS = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class DecodedImage(Struct, frozen=True):
    """A picture as RGBA bytes, four a pixel, rows without gaps; `original` is the file's own width and height, and
    `protections` says behind which locks it was decoded. `pdq` is the hash of its looks (picture_hash.py; "" for none)
    and `pdq_quality` how much that says, 0 to 100."""

    width: int
    height: int
    format: str
    original: tuple[int, int]
    plain: bytes
    covered: bytes
    protections: Protections = Protections()
    pdq: str = ""
    pdq_quality: int = 0


class Refusal(Struct, frozen=True):
    """Why there is no picture: too-large, unknown-format, too-many-pixels, damaged, timeout or crashed."""

    code: str


class _Header(Struct):
    width: int = 0
    height: int = 0
    format: str = ""
    original: tuple[int, int] = (0, 0)
    refused: str = ""
    protections: Protections = Protections()
    pdq: str = ""
    pdq_quality: int = 0


def decode_image(
    data: bytes, *, most_side: int = MOST_SIDE, timeout: float = TIMEOUT_S
) -> DecodedImage | Refusal:
    """Decode one picture; takes up to `timeout` seconds, so never on the main thread."""
    if len(data) > MOST_BYTES:
        return Refusal("too-large")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START, _ROOT, str(most_side)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
            env=surroundings(),
        )
    except subprocess.TimeoutExpired:
        return Refusal("timeout")
    if done.returncode != 0:
        return Refusal("crashed")
    return _checked(done.stdout, most_side)


def surroundings() -> dict[str, str]:
    """The environment that a worker is started in: what the interpreter needs, and nobody's secrets."""
    return {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}


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
    hashed = is_hash(header.pdq) and 0 <= header.pdq_quality <= 100
    return DecodedImage(
        width,
        height,
        header.format[:8],
        header.original,
        pixels[:size],
        pixels[size:],
        header.protections,
        header.pdq if hashed else "",
        header.pdq_quality if hashed else 0,
    )
