"""Colors, small images, and what was taken for what."""

from __future__ import annotations

from receptive.figures.canvas import INK, SIZE, SMALL, WRONG, Canvas, hex_of, in_rows, width_of
from receptive.figures.pictures import Confusion, Swatch, Swatches, Tile, Tiles

PATCH = 92
DOT = 11  # a pixel of a small image, at least
CELL, LEFT = 32, 44  # of the table of what was taken for what


def draw_swatches(picture: Swatches) -> Canvas:
    """Colors, each above what a method makes of it."""
    texts = [text for swatch in picture.swatches for text in (swatch.name, _parts(swatch), _made(swatch))]
    room = max(PATCH, max(map(width_of, texts)) + 4)
    return in_rows([_swatch(swatch, picture, room) for swatch in picture.swatches])


def _swatch(swatch: Swatch, picture: Swatches, room: float) -> Canvas:
    high = 172 if swatch.gray is not None else 136
    canvas = Canvas(max(room, width_of(picture.scale, SMALL)) + 4, high + (18 if picture.scale else 0))
    canvas.text(2, 16, swatch.name, SIZE, "start", bold=True)
    canvas.rectangle(2, 26, room, 48, INK, fill=hex_of(swatch.color, picture.full))
    canvas.text(2, 94, _parts(swatch), SIZE, "start")
    if swatch.gray is not None:
        canvas.rectangle(2, 104, room, 30, INK, fill=hex_of((swatch.gray,) * 3, picture.full))
    canvas.text(2, high - 16, _made(swatch), SIZE, "start", bold=swatch.wrong)
    if picture.scale:
        canvas.text(2, high + 8, picture.scale, SMALL, "start")
    return canvas


def _parts(swatch: Swatch) -> str:
    return ", ".join(f"{part:.6g}" for part in swatch.color)


def _made(swatch: Swatch) -> str:
    return f"✗ {swatch.made}" if swatch.wrong else swatch.made


def draw_tiles(picture: Tiles) -> Canvas:
    """Small images, each with its caption, and as wide as it where they are of few pixels."""
    size = max(len(tile.values) for tile in picture.tiles)
    room = max(DOT * size, max(width_of(tile.caption, SMALL) for tile in picture.tiles))
    return in_rows([_tile(tile, room, room / size) for tile in picture.tiles])


def _tile(tile: Tile, room: float, dot: float) -> Canvas:
    """Light is ink on both papers: a pixel is a square of the size of its value, hollow where the value is negative."""
    wide, high = dot * len(tile.values[0]), dot * len(tile.values)
    canvas = Canvas(room + 4, high + 24)
    for i, row in enumerate(tile.values):
        for j, value in enumerate(row):
            side = dot * min(abs(value), 1.0)
            if side >= 1:
                left, top = 2 + dot * (j + 0.5) - side / 2, 2 + dot * (i + 0.5) - side / 2
                canvas.rectangle(left, top, side, side, INK, fill="none" if value < 0 else INK, line=0.8)
    canvas.rectangle(2, 2, wide, high, INK, line=0.8)
    canvas.text(2, high + 18, tile.caption, SMALL, "start")
    return canvas


def draw_confusion(picture: Confusion) -> Canvas:
    """A table: a row is what it is, a column what it was taken for; mistakes are framed."""
    side = len(picture.names)
    canvas = Canvas(LEFT + 4 + CELL * side, 56 + CELL * side)
    canvas.text(LEFT, 16, "taken for", SIZE, "start", bold=True)
    canvas.text(2, 44, "is", SIZE, "start", bold=True)
    for i, name in enumerate(picture.names):
        canvas.text(LEFT + CELL * (i + 0.5), 40, name, SIZE)
        canvas.text(LEFT - 12, 48 + CELL * i + 21, name, SIZE, "end")
        for j, count in enumerate(picture.counts[i]):
            x, y = LEFT + CELL * j, 48 + CELL * i
            canvas.rectangle(x, y, CELL, CELL, INK, line=0.7)
            if count and i != j:
                canvas.rectangle(x + 3, y + 3, CELL - 6, CELL - 6, WRONG, line=2.0)
            if count:
                canvas.text(x + CELL / 2, y + 21, str(count), SIZE, bold=i == j)
    return canvas
