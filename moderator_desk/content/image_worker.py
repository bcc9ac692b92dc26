"""A process that turns the bytes of one picture into pixels, shut in as far as the system lets it.

Started by images.py as a script: reads one picture from standard input, writes a header line and the pixels to standard
output. Before the first byte of the picture is looked at, it has given up memory beyond 600 MB, five seconds of
processor, files, child processes and, on Linux, every path of the disk (Landlock) and new privileges. Only PNG, JPEG, GIF
and WebP are known to it, by content. Not yet proven by a
test: run as root, the bound on child processes does not hold. Metadata stays here; a picture's own rotation is applied.
"""

import ctypes
import io
import json
import struct
import sys

from PIL import GifImagePlugin, Image, ImageFilter, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
MEMORY = 600 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"))
_PLUGINS = (GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)

_PR_SET_NO_NEW_PRIVS, _PR_SET_DUMPABLE = 38, 4
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_ALL_FILE_RIGHTS_ABI = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}


def shut_in() -> dict[str, bool]:
    """Give up everything that decoding does not need; which parts are in force."""
    report = {"limits": False, "no-new-privileges": False, "landlock": False}
    try:
        import resource
    except ImportError:  # Windows has none of these; said in the docs
        return report
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, 5),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))
    report["limits"] = True
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        report["no-new-privileges"] = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        report["landlock"] = _no_paths(libc)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    return report


def _no_paths(libc: ctypes.CDLL) -> bool:
    """A Landlock ruleset without one rule: no path can be opened, made or removed; no TCP port used (kernel 6.7)."""
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    files = _ALL_FILE_RIGHTS_ABI.get(min(version, 5), 0xFFFF)
    wanted = struct.pack("=QQ", files, 0x3) if version >= 4 else struct.pack("=Q", files)
    ruleset = libc.syscall(_LANDLOCK_CREATE, wanted, ctypes.c_size_t(len(wanted)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    return bool(libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)


def format_of(data: bytes) -> str:
    """The format by content, "" for anything not known here."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def decode(data: bytes, most_side: int) -> tuple[dict[str, object], bytes, bytes]:
    """Header, pixels as they are, pixels blurred and grey. Raises ValueError with a refusal code."""
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
    covered = ImageOps.grayscale(picture.convert("RGB")).filter(
        ImageFilter.GaussianBlur(max(picture.size) / 22)
    )
    header = {
        "width": picture.width,
        "height": picture.height,
        "format": kind,
        "original": [width, height],
    }
    return header, picture.tobytes(), covered.convert("RGBA").tobytes()


def warm_up() -> None:
    """Decode one small picture of each kind of our own making: the library loads its parts late, and later no file can
    be opened."""
    Image.preinit()
    for kind in FORMATS:
        for mode in ("P", "L") if kind != "WEBP" else ("RGB",):
            made = io.BytesIO()
            Image.new("L" if kind == "JPEG" else mode, (2, 2)).save(made, kind)
            decode(made.getvalue(), 2)


def main() -> int:
    """One picture in, one picture or a refusal out."""
    most_side = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    warm_up()
    shut_in()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError("too-large")
        header, plain, covered = decode(data, most_side)
    except ValueError as error:
        code = str(error) if str(error) in ("too-large", "unknown-format", "too-many-pixels") else "damaged"
        header, plain, covered = {"refused": code}, b"", b""
    except MemoryError:
        header, plain, covered = {"refused": "too-many-pixels"}, b"", b""
    except Exception:  # noqa: BLE001 - a decoder may fail in any way it likes; the answer is the same
        header, plain, covered = {"refused": "damaged"}, b"", b""
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + plain + covered)
    return 0


if __name__ == "__main__":
    sys.exit(main())
