"""Pictures as pixels: the files of a topic, and a small PNG for a page."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from receptive.moving.fields import Fields, MoveError, Rows

LARGEST_PICTURE = 96
BLUE, ORANGE = (47, 123, 214), (214, 96, 32)  # positive and negative; seen on white and on near black
WIDEST = 288  # pixels on the screen


@dataclass(frozen=True)
class Gray:
    """A gray picture; each pixel is a byte from 0 to 255."""

    width: int
    height: int
    pixels: str  # base64 of height * width bytes

    @property
    def rows(self) -> Rows:
        data = base64.b64decode(self.pixels)
        return tuple(tuple(data[i * self.width : (i + 1) * self.width]) for i in range(self.height))


def read_picture(fields: Fields, most: int = LARGEST_PICTURE, least: int = 3) -> Gray:
    """The picture that the field `picture` names."""
    path = fields.file("picture", ".gray.json")
    try:
        found = json.loads(path.read_text("utf-8"))
        gray = Gray(found["width"], found["height"], found["pixels"])
        size = len(base64.b64decode(gray.pixels, validate=True))
    except OSError as absent:
        raise MoveError(f"{fields.figure}: picture {path.name} is missing in {path.parent}") from absent
    except (ValueError, KeyError, TypeError) as broken:
        raise MoveError(f"{fields.figure}: {path.name} is no gray picture: width, height, pixels in base64") from broken
    if size != gray.width * gray.height:
        raise MoveError(f"{fields.figure}: {path.name} has {size} pixels and says {gray.height}×{gray.width}")
    if not (least <= gray.width <= most and least <= gray.height <= most):
        raise MoveError(
            f"{fields.figure}: {path.name} is {gray.height}×{gray.width}; allowed: {least} to {most} a side"
        )
    return gray


def gray_image(rows: Rows, label: str) -> str:
    """Brightness from 0 to 255."""
    return _image(rows, (bytes((round(value),) * 3 + (255,)) for row in rows for value in row), label)


def signed_image(rows: Rows, label: str) -> str:
    """Blue where positive, orange where negative, the paper where zero: the larger, the less paper shines through."""
    most = max((abs(value) for row in rows for value in row), default=0) or 1
    values = (value for row in rows for value in row)
    return _image(
        rows, (bytes((*(BLUE if value > 0 else ORANGE), round(255 * abs(value) / most))) for value in values), label
    )


def scale_of(rows: Rows) -> int:
    """How many pixels of the screen one pixel takes on each side."""
    return max(1, min(WIDEST // max(len(rows), len(rows[0])), 24))


def _image(rows: Rows, pixels: Iterable[bytes], label: str) -> str:
    height, width, scale = len(rows), len(rows[0]), scale_of(rows)
    data = base64.b64encode(_png(b"".join(pixels), width, height)).decode()
    return (
        f'<div class="move-part"><p class="move-title">{escape(label)}</p>'
        f'<img class="move-image" width="{width * scale}" height="{height * scale}" alt="{escape(label)}" '
        f'src="data:image/png;base64,{data}"></div>'
    )


def _png(rgba: bytes, width: int, height: int) -> bytes:
    lines = b"".join(b"\0" + rgba[i * width * 4 : (i + 1) * width * 4] for i in range(height))
    head = struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
