"""Colors, small images, curves over epochs, and what was taken for what."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.figures.pictures import Confusion, Curves, Swatch, Swatches, Tile, Tiles
from receptive.figures.rows import in_rows

PATCH = 92
DOT = 11  # a pixel of a small image
PLOT = (300, 210)
MARKERS = ("●", "■", "▲")
DASHES: tuple[Dash, ...] = ("solid", "dashed", "dotted")
CELL, LEFT = 32, 44  # of the table of what was taken for what


def draw_swatches(picture: Swatches) -> str:
    """The SVG of colors, each above what a method makes of it."""
    return in_rows([_swatch(swatch, picture) for swatch in picture.swatches], picture.title)


def _swatch(swatch: Swatch, picture: Swatches) -> Canvas:
    made = f"✗ {swatch.made}" if swatch.wrong else swatch.made
    room = max(PATCH, _wide(swatch.name, _parts(swatch), made))
    high = 172 if swatch.gray is not None else 136
    canvas = Canvas(max(room, width_of(picture.scale, SMALL)) + 4, high + (18 if picture.scale else 0))
    canvas.text(2, 16, swatch.name, SIZE, "left", bold=True)
    canvas.rectangle(2, 26, room, 48, INK, fill=_hex(swatch.color, picture.full))
    canvas.text(2, 94, _parts(swatch), SIZE, "left")
    if swatch.gray is not None:
        canvas.rectangle(2, 104, room, 30, INK, fill=_hex((swatch.gray,) * 3, picture.full))
    canvas.text(2, high - 16, made, SIZE, "left", bold=swatch.wrong)
    if picture.scale:
        canvas.text(2, high + 8, picture.scale, SMALL, "left")
    return canvas


def _parts(swatch: Swatch) -> str:
    return ", ".join(f"{part:.6g}" for part in swatch.color)


def _wide(*texts: str) -> float:
    return max(width_of(text) for text in texts) + 4


def _hex(color: Sequence[float], full: int) -> str:
    return "#" + "".join(f"{round(255 * min(max(part / full, 0), 1)):02x}" for part in color)


def draw_tiles(picture: Tiles) -> str:
    """The SVG of small images, each with its caption."""
    size = max(len(tile.values) for tile in picture.tiles)
    room = max(DOT * size, max(width_of(tile.caption, SMALL) for tile in picture.tiles)) + 4
    return in_rows([_tile(tile, room) for tile in picture.tiles], picture.title)


def _tile(tile: Tile, room: float) -> Canvas:
    """Light is ink on both papers: a pixel is a square of the size of its value, hollow where the value is negative."""
    wide, high = DOT * len(tile.values[0]), DOT * len(tile.values)
    canvas = Canvas(room, high + 24)
    for i, row in enumerate(tile.values):
        for j, value in enumerate(row):
            side = DOT * min(abs(value), 1.0)
            if side >= 1:
                left, top = 2 + DOT * j + (DOT - side) / 2, 2 + DOT * i + (DOT - side) / 2
                canvas.rectangle(left, top, side, side, INK, fill="none" if value < 0 else INK, line=0.8)
    canvas.rectangle(2, 2, wide, high, INK, line=0.8)
    canvas.text(2, high + 18, tile.caption, SMALL, "left")
    return canvas


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that no value exceeds."""
    from matplotlib.ticker import MaxNLocator

    return [float(tick) for tick in MaxNLocator(5).tick_values(0, most if most > 0 else 1.0)]


def draw_curves(picture: Curves) -> str:
    """The SVG of curves that share their axes; each has its own marker and dash, named above."""
    left, top, (wide, high) = 56.0, 48.0, PLOT
    names = [f"{MARKERS[number % 3]} {curve.name}" for number, curve in enumerate(picture.curves)]
    canvas = Canvas(left + max(wide, sum(width_of(name) + 16 for name in names)) + 16, top + high + 48)
    ticks = _ticks(max(max(curve.values) for curve in picture.curves))
    upper = ticks[-1]
    canvas.line([(left, top), (left, top + high), (left + wide, top + high)])
    for tick in ticks:
        y = top + high - high * tick / upper
        canvas.line([(left - 5, y), (left, y)])
        canvas.text(left - 8, y + 4, f"{tick:g}", SMALL, "right")
    epochs = max(len(curve.values) for curve in picture.curves)
    named = left
    for number, (curve, name) in enumerate(zip(picture.curves, names, strict=True)):
        points = [
            (left + wide * place / max(epochs - 1, 1), top + high - high * value / upper)
            for place, value in enumerate(curve.values)
        ]
        canvas.line(points, (WINDOW, WRONG, INK)[number % 3], 2.0, DASHES[number % 3])
        for x, y in points:
            canvas.text(x, y + 4, MARKERS[number % 3], SMALL)
        canvas.text(named, 14, name, SIZE, "left")
        named += width_of(name) + 16
    for epoch in range(epochs):
        canvas.text(left + wide * epoch / max(epochs - 1, 1), top + high + 18, str(epoch + 1), SMALL)
    canvas.text(left + wide / 2, top + high + 40, picture.across, SIZE)
    canvas.text(left - 8, 34, picture.up, SIZE, "right" if len(picture.up) < 7 else "center")
    return canvas.svg(picture.title)


def draw_confusion(picture: Confusion) -> str:
    """The SVG of a table: a row is what it is, a column what it was taken for; mistakes are framed."""
    side = len(picture.names)
    canvas = Canvas(LEFT + 4 + CELL * side, 56 + CELL * side)
    canvas.text(LEFT, 16, "taken for", SIZE, "left", bold=True)
    canvas.text(2, 44, "is", SIZE, "left", bold=True)
    for i, name in enumerate(picture.names):
        canvas.text(LEFT + CELL * (i + 0.5), 40, name, SIZE)
        canvas.text(LEFT - 12, 48 + CELL * i + 21, name, SIZE, "right")
        for j, count in enumerate(picture.counts[i]):
            x, y = LEFT + CELL * j, 48 + CELL * i
            canvas.rectangle(x, y, CELL, CELL, INK, line=0.7)
            if count and i != j:
                canvas.rectangle(x + 3, y + 3, CELL - 6, CELL - 6, WRONG, line=2.0)
            if count:
                canvas.text(x + CELL / 2, y + 21, str(count), SIZE, bold=i == j)
    return canvas.svg(picture.title)
