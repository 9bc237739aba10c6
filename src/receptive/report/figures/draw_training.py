"""Colors, small images, curves over epochs, and what was taken for what."""

from __future__ import annotations

import math
from collections.abc import Sequence

from receptive.report.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.report.figures.records import Confusion, Curves, Swatch, Swatches, Tile, Tiles

PATCH = 92
DOT = 11  # a pixel of a small image
GAP = 18
ACROSS = 6  # small images in a row
PLOT = (420, 210)
MARKERS = ("●", "■", "▲")
DASHES: tuple[Dash, ...] = ("solid", "dashed", "dotted")
CELL = 38


def draw_swatches(picture: Swatches) -> str:
    """The SVG of colors, each above what a method makes of it."""
    rooms = [max(PATCH, _wide(swatch.name, _parts(swatch), f"✗ {swatch.made}")) for swatch in picture.swatches]
    gray = any(swatch.gray is not None for swatch in picture.swatches)
    width = max(sum(rooms) + GAP * len(rooms), width_of(picture.scale, SMALL))
    height = 108 + (64 if gray else 28)
    canvas = Canvas(width, height + (18 if picture.scale else 0))
    x = 2.0
    for swatch, room in zip(picture.swatches, rooms, strict=True):
        canvas.text(x, 16, swatch.name, SIZE, "left", bold=True)
        canvas.rectangle(x, 26, room, 48, INK, fill=_hex(swatch.color, picture.full))
        canvas.text(x, 94, _parts(swatch), SIZE, "left")
        top = 104.0
        if swatch.gray is not None:
            canvas.rectangle(x, top, room, 30, INK, fill=_hex((swatch.gray,) * 3, picture.full))
            top += 36
        canvas.text(x, top + 16, f"✗ {swatch.made}" if swatch.wrong else swatch.made, SIZE, "left", bold=swatch.wrong)
        x += room + GAP
    if picture.scale:
        canvas.text(2, height + 8, picture.scale, SMALL, "left")
    return canvas.svg(picture.title)


def _parts(swatch: Swatch) -> str:
    return ", ".join(f"{part:.6g}" for part in swatch.color)


def _wide(*texts: str) -> float:
    return max(width_of(text) for text in texts) + 4


def _hex(color: Sequence[float], full: int) -> str:
    return "#" + "".join(f"{round(255 * min(max(part / full, 0), 1)):02x}" for part in color)


def draw_tiles(picture: Tiles) -> str:
    """The SVG of small images in rows of six, each with its caption."""
    size = max(len(tile.values) for tile in picture.tiles)
    room = max(DOT * size, max(width_of(tile.caption, SMALL) for tile in picture.tiles)) + GAP
    rows = math.ceil(len(picture.tiles) / ACROSS)
    high = DOT * size + 32
    canvas = Canvas(room * min(len(picture.tiles), ACROSS) + 4, high * rows + 4)
    for number, tile in enumerate(picture.tiles):
        _tile(canvas, tile, 2 + room * (number % ACROSS), 2 + high * (number // ACROSS))
    return canvas.svg(picture.title)


def _tile(canvas: Canvas, tile: Tile, x: float, y: float) -> None:
    """Light is ink on both papers: a pixel is a square of the size of its value, hollow where the value is negative."""
    for i, row in enumerate(tile.values):
        for j, value in enumerate(row):
            side = DOT * min(abs(value), 1.0)
            if side >= 1:
                left, top = x + DOT * j + (DOT - side) / 2, y + DOT * i + (DOT - side) / 2
                canvas.rectangle(left, top, side, side, INK, fill="none" if value < 0 else INK, line=0.8)
    wide, high = DOT * len(tile.values[0]), DOT * len(tile.values)
    canvas.rectangle(x, y, wide, high, INK, line=0.8)
    canvas.text(x, y + high + 16, tile.caption, SMALL, "left")


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that no value exceeds."""
    from matplotlib.ticker import MaxNLocator

    return [float(tick) for tick in MaxNLocator(5).tick_values(0, most if most > 0 else 1.0)]


def draw_curves(picture: Curves) -> str:
    """The SVG of curves that share their axes; each has its own marker, dash and name at its end."""
    left, top, (wide, high) = 56.0, 16.0, PLOT
    names = max(width_of(f"{curve.name} ●", SMALL) for curve in picture.curves)
    canvas = Canvas(left + wide + names + 24, top + high + 48)
    ticks = _ticks(max(max(curve.values) for curve in picture.curves))
    upper = ticks[-1]
    canvas.line([(left, top), (left, top + high), (left + wide, top + high)])
    for tick in ticks:
        y = top + high - high * tick / upper
        canvas.line([(left - 5, y), (left, y)])
        canvas.text(left - 8, y + 4, f"{tick:g}", SMALL, "right")
    epochs = max(len(curve.values) for curve in picture.curves)
    ends: list[tuple[float, str]] = []
    for number, curve in enumerate(picture.curves):
        points = [
            (left + wide * place / max(epochs - 1, 1), top + high - high * value / upper)
            for place, value in enumerate(curve.values)
        ]
        color, marker = (WINDOW, WRONG, INK)[number % 3], MARKERS[number % 3]
        canvas.line(points, color, 2.0, DASHES[number % 3])
        for x, y in points:
            canvas.text(x, y + 4, marker, 10)
        ends.append((points[-1][1], f"{marker} {curve.name}"))
    below = top
    for y, text in sorted(ends):  # names keep off each other where the curves do not
        below = max(y + 4, below + 18)
        canvas.text(left + wide + 12, below, text, SMALL, "left")
    for epoch in range(epochs):
        canvas.text(left + wide * epoch / max(epochs - 1, 1), top + high + 18, str(epoch + 1), SMALL)
    canvas.text(left + wide / 2, top + high + 40, picture.across, SIZE)
    canvas.text(left + 8, top + 4, picture.up, SIZE, "left")
    return canvas.svg(picture.title)


def draw_confusion(picture: Confusion) -> str:
    """The SVG of a table: a row is what it is, a column what it was taken for; mistakes are framed."""
    side = len(picture.names)
    canvas = Canvas(70 + CELL * side, 56 + CELL * side)
    canvas.text(66, 16, "taken for", SIZE, "left", bold=True)
    canvas.text(2, 44, "is", SIZE, "left", bold=True)
    for i, name in enumerate(picture.names):
        canvas.text(66 + CELL * (i + 0.5), 40, name, SIZE)
        canvas.text(54, 48 + CELL * i + 24, name, SIZE, "right")
        for j, count in enumerate(picture.counts[i]):
            x, y = 66 + CELL * j, 48 + CELL * i
            canvas.rectangle(x, y, CELL, CELL, INK, line=0.7)
            if count and i != j:
                canvas.rectangle(x + 3, y + 3, CELL - 6, CELL - 6, WRONG, line=2.0)
            if count:
                canvas.text(x + CELL / 2, y + 24, str(count), SIZE, bold=i == j)
    return canvas.svg(picture.title)
