"""Colors, small images, curves over epochs, and what was taken for what."""

from __future__ import annotations

from itertools import cycle
from math import ceil, floor, log10

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, hex_of, in_rows, width_of
from receptive.figures.pictures import Confusion, Curves, Swatch, Swatches, Tile, Tiles

PATCH = 92
DOT = 11  # a pixel of a small image, at least
CORNER, PLOT = (56.0, 48.0), (300, 210)  # upper left, and size
Style = tuple[str, Dash, str]  # of a curve: color, dash, marker
STYLES: tuple[Style, ...] = ((WINDOW, "solid", "●"), (WRONG, "dashed", "■"), (INK, "dotted", "▲"))
SAMPLE = 40  # of a curve, before its name
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


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that no value exceeds."""
    most = most if most > 0 else 1.0
    power = 10 ** floor(log10(most / 5))
    step = next((part * power for part in (1, 2, 2.5, 5) if part * power >= most / 5), 10 * power)
    return [step * number for number in range(ceil(most / step) + 1)]


def draw_curves(picture: Curves) -> Canvas:
    """Curves that share their axes; each has its own marker and dash, named above."""
    (left, top), (wide, high) = CORNER, PLOT
    names = sum(SAMPLE + width_of(curve.name) + 22 for curve in picture.curves)
    canvas = Canvas(left + max(wide, names) + 16, top + high + 48)
    ticks = _ticks(max(max(curve.values) for curve in picture.curves))
    epochs = max(len(curve.values) for curve in picture.curves)
    _axes(canvas, picture, ticks, epochs)
    named = left
    for curve, style in zip(picture.curves, cycle(STYLES)):
        points = [
            (_across(place, epochs), top + high - high * value / ticks[-1]) for place, value in enumerate(curve.values)
        ]
        _curve(canvas, points, style)
        _curve(canvas, [(named, 9), (named + SAMPLE, 9)], style)
        canvas.text(named + SAMPLE + 10, 14, curve.name, SIZE, "start")
        named += SAMPLE + width_of(curve.name) + 22
    return canvas


def _across(place: int, epochs: int) -> float:
    return CORNER[0] + PLOT[0] * place / max(epochs - 1, 1)


def _curve(canvas: Canvas, points: list[tuple[float, float]], style: Style) -> None:
    color, dash, marker = style
    canvas.line(points, color, 2.0, dash)
    for x, y in points:
        canvas.text(x, y + 4, marker, SMALL, color=color)


def _axes(canvas: Canvas, picture: Curves, ticks: list[float], epochs: int) -> None:
    (left, top), (wide, high) = CORNER, PLOT
    canvas.line([(left, top), (left, top + high), (left + wide, top + high)])
    for tick in ticks:
        y = top + high - high * tick / ticks[-1]
        canvas.line([(left - 5, y), (left, y)])
        canvas.text(left - 8, y + 4, f"{tick:g}", SMALL, "end")
    for epoch in range(epochs):
        canvas.text(_across(epoch, epochs), top + high + 18, str(epoch + 1), SMALL)
    canvas.text(left + wide / 2, top + high + 40, picture.across, SIZE)
    canvas.text(left - 8, 34, picture.up, SIZE, "end" if len(picture.up) < 7 else "middle")


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
