"""Pictures damaged by somebody who knows the formats: parts changed places, sizes that lie, sums that fit again, bombs.

Damage by chance alone is `making_images.mutated`; most of what it makes fails at the first checksum.
"""

import random
import struct
import zlib
from collections.abc import Callable

from tests.content.making_images import chunk, gif_lying, mutated, png, png_bomb

_PNG_HEAD = 8
_SIZES = (0, 1, 2, 255, 4_000, 20_000, 65_535, 2**31 - 1, 2**32 - 1)


def damaged(good: list[bytes], rng: random.Random) -> bytes:
    """One of the pictures, damaged in one of the ways; the same dice make the same file."""
    data = rng.choice(good)
    ways: list[Callable[[bytes, random.Random], bytes]] = [
        mutated,
        mutated,
        _cut,
        _parts,
        _parts,
        _sizes,
        _bomb,
    ]
    return rng.choice(ways)(data, rng)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _parts(data: bytes, rng: random.Random) -> bytes:
    """Parts of the file exchanged, doubled, left out, or changed inside with a checksum that fits again."""
    head, parts, tail = _taken_apart(data)
    if len(parts) < 2:
        return mutated(data, rng)
    for _ in range(rng.choice((1, 1, 2, 5))):
        one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
        way = rng.randrange(4)
        if way == 0:
            parts[one], parts[other] = parts[other], parts[one]
        elif way == 1:
            parts.insert(one, parts[other])
        elif way == 2 and len(parts) > 1:
            del parts[one]
            continue
        else:
            parts[one % len(parts)] = _changed_inside(parts[one % len(parts)], head, rng)
    return head + b"".join(parts) + tail


def _changed_inside(part: bytes, head: bytes, rng: random.Random) -> bytes:
    if len(part) < 13:
        return part
    if head.startswith(b"\x89PNG"):
        body = bytearray(part[8:-4])
        body[rng.randrange(len(body))] = rng.randrange(256)
        return chunk(part[4:8], bytes(body))
    changed = bytearray(part)
    changed[rng.randrange(8, len(part))] = rng.randrange(256)
    return bytes(changed)


def _taken_apart(data: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Head, parts and tail of a PNG, WebP or JPEG file; a GIF stays in one piece."""
    if data.startswith(b"\x89PNG"):
        return data[:_PNG_HEAD], _walked(data, _PNG_HEAD, lambda at: 12 + _number(">I", data, at)), b""
    if data[:4] == b"RIFF":
        return data[:12], _walked(data, 12, lambda at: 8 + (_number("<I", data, at + 4) + 1) // 2 * 2), b""
    if data[:2] == b"\xff\xd8":
        scan = max(data.find(b"\xff\xda"), 2)
        return data[:2], _walked(data[:scan], 2, lambda at: 2 + _number(">H", data, at + 2)), data[scan:]
    return data, [], b""


def _walked(data: bytes, start: int, length_at: Callable[[int], int]) -> list[bytes]:
    parts = []
    while start + 8 <= len(data):
        end = start + length_at(start)
        parts.append(data[start:end])
        start = end
    return parts


def _number(shape: str, data: bytes, at: int) -> int:
    found: int = struct.unpack_from(shape, data, at)[0] if at + struct.calcsize(shape) <= len(data) else 0
    return found


def _sizes(data: bytes, rng: random.Random) -> bytes:
    """Width and height that lie, with all else as it was."""
    width, height = rng.choice(_SIZES), rng.choice(_SIZES)
    if data.startswith(b"\x89PNG"):
        head = struct.pack(">II", width % 2**32, height % 2**32) + data[24:29]
        return data[:_PNG_HEAD] + chunk(b"IHDR", head) + data[33:]
    changed = bytearray(data)
    if data[:3] == b"GIF":
        changed[6:10] = struct.pack("<HH", width & 0xFFFF, height & 0xFFFF)
        frame = data.find(b",", 13)
        if frame >= 0 and rng.randrange(2):
            changed[frame + 5 : frame + 9] = struct.pack("<HH", height & 0xFFFF, width & 0xFFFF)
    elif data[:4] == b"RIFF":
        at = rng.choice((24, 27, 26, 28, 23))
        changed[at : at + 4] = struct.pack("<I", width % 2**32)
    else:
        frame = next((at for at in (data.find(b"\xff\xc0"), data.find(b"\xff\xc2")) if at >= 0), 4)
        changed[frame + 5 : frame + 9] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
    return bytes(changed)


def _bomb(_: bytes, rng: random.Random) -> bytes:
    """Small files that want to be large: packed emptiness, a head alone, texts and profiles that unpack to much."""
    way = rng.randrange(5)
    if way == 0:
        return png_bomb(rng.choice((3_000, 6_300, 7_000)), rng.choice((1_000, 6_300, 9_000)))
    if way == 1:
        return png(rng.choice(_SIZES) % 2**31, rng.choice(_SIZES) % 2**31, b"", bits=rng.choice((1, 8, 16)))
    if way == 2:
        side = rng.choice((10, 6_000, 65_535))
        return gif_lying((side, rng.choice((10, 6_000, 65_535))), (side, side))
    packed = zlib.compress(bytes(rng.choice((10_000, 30_000_000))), 9)
    small = png(4, 4, zlib.compress(bytes(52)))
    text = chunk(b"zTXt", b"k\0\0" + packed) if way == 3 else chunk(b"iCCP", b"p\0\0" + packed)
    return small[:33] + text * rng.choice((1, 8)) + small[33:]
