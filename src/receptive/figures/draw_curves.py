"""Curves over epochs: each with a color, a dash and a marker of its own, named in the legend and at its end."""

from __future__ import annotations

from itertools import cycle
from math import ceil, floor, log10

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.figures.pictures import Curves

CORNER, PLOT = (56.0, 48.0), (250, 210)  # upper left, and size
Point = tuple[float, float]
Style = tuple[str, Dash, tuple[Point, ...]]  # of a curve: color, dash, corners of its marker
DISC = ((-4, -1.7), (-1.7, -4), (1.7, -4), (4, -1.7), (4, 1.7), (1.7, 4), (-1.7, 4), (-4, 1.7))
SQUARE, TRIANGLE = ((-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)), ((0, -5), (4.5, 3.5), (-4.5, 3.5))
STYLES: tuple[Style, ...] = ((WINDOW, "solid", DISC), (WRONG, "dashed", SQUARE), (INK, "dotted", TRIANGLE))
SAMPLE = 34  # of a curve, before its name
APART = 18  # names at the ends, at least
MOST_MARKERS = 12  # along a curve, and numbers below


def draw_curves(picture: Curves) -> Canvas:
    """Curves that share their axes."""
    (left, top), (wide, high) = CORNER, PLOT
    legend = sum(SAMPLE + width_of(curve.name) + 22 for curve in picture.curves)
    ends = max(width_of(curve.name) for curve in picture.curves) + 12
    canvas = Canvas(left + max(wide + ends, legend) + 4, top + high + 48)
    ticks = _ticks(max(max(curve.values) for curve in picture.curves))
    epochs = max(len(curve.values) for curve in picture.curves)
    _axes(canvas, picture, ticks, epochs)
    _draw_mark(canvas, picture, epochs)
    named, lasts = left, []
    for number, (curve, style) in enumerate(zip(picture.curves, cycle(STYLES))):
        points = [
            (_across(place, epochs), top + high - high * value / ticks[-1]) for place, value in enumerate(curve.values)
        ]
        step = ceil(epochs / MOST_MARKERS)
        _curve(canvas, points, style, points[number * step // 2 % step :: step])  # not on those of another curve
        _curve(canvas, [(named, 9), (named + SAMPLE, 9)], style, [(named + SAMPLE / 2, 9)])
        canvas.text(named + SAMPLE + 8, 14, curve.name, SIZE, "start")
        named += SAMPLE + width_of(curve.name) + 22
        lasts.append((points[-1][1], curve.name, style[0]))
    _name_ends(canvas, lasts)
    return canvas


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to the first that no value exceeds."""
    most = most if most > 0 else 1.0
    power = 10 ** floor(log10(most / 5))
    step = next((part * power for part in (1, 2, 2.5, 5) if part * power >= most / 5), 10 * power)
    return [step * number for number in range(ceil(most / step) + 1)]


def _across(place: int, epochs: int) -> float:
    return CORNER[0] + PLOT[0] * place / max(epochs - 1, 1)


def _curve(canvas: Canvas, points: list[Point], style: Style, markers: list[Point]) -> None:
    color, dash, corners = style
    canvas.line(points, color, 2.2, dash)
    for x, y in markers:
        canvas.polygon([(x + right, y + down) for right, down in corners], color, color)


def _axes(canvas: Canvas, picture: Curves, ticks: list[float], epochs: int) -> None:
    (left, top), (wide, high) = CORNER, PLOT
    canvas.line([(left, top), (left, top + high), (left + wide, top + high)])
    for tick in ticks:
        y = top + high - high * tick / ticks[-1]
        canvas.line([(left - 5, y), (left, y)])
        canvas.text(left - 8, y + 4, f"{tick:g}", SMALL, "end")
    step = next(step for step in (1, 5, 10, 50, 100, epochs) if epochs <= step * MOST_MARKERS or step == epochs)
    for epoch in sorted({1, *range(step, epochs + 1, step)}):
        canvas.text(_across(epoch - 1, epochs), top + high + 18, str(epoch), SMALL)
    canvas.text(left + wide / 2, top + high + 40, picture.across, SIZE)
    canvas.text(left - 8, 34, picture.up, SIZE, "end" if len(picture.up) < 7 else "middle")


def _draw_mark(canvas: Canvas, picture: Curves, epochs: int) -> None:
    if picture.mark:
        epoch, text = picture.mark
        x, (_, top) = _across(epoch - 1, epochs), CORNER
        canvas.line([(x, top), (x, top + PLOT[1])], INK, 1.2, "dotted")
        canvas.text(x - 3, top - 6, text, SMALL, "start")


def _name_ends(canvas: Canvas, lasts: list[tuple[float, str, str]]) -> None:
    """Each curve's name where it ends; names that would lie on each other are moved apart."""
    lowest = CORNER[1] + PLOT[1]
    spots: list[float] = []
    for y, _, _ in sorted(lasts):
        spots.append(max(y, spots[-1] + APART) if spots else y)
    over = max(0.0, spots[-1] - lowest)
    for spot, (_, name, color) in zip(spots, sorted(lasts), strict=True):
        canvas.text(CORNER[0] + PLOT[0] + 10, spot - over + 5, name, SIZE, "start", bold=True, color=color)
