"""A small image as PNG: a photograph drawn as rectangles would be thousands of them."""

from __future__ import annotations

import struct
import zlib

COLOR_TYPES = {1: 0, 3: 2}  # of PNG, for each number of channels


def png(pixels: bytes, height: int, width: int, channels: int) -> bytes:
    """Of height * width * channels bytes: gray, or red, green and blue of each pixel in turn."""
    row = width * channels
    lines = b"".join(b"\0" + pixels[start : start + row] for start in range(0, height * row, row))
    head = struct.pack(">2I5B", width, height, 8, COLOR_TYPES[channels], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, body = part
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
