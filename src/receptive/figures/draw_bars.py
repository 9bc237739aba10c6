"""Columns of bars: how much each layer has of several things."""

from __future__ import annotations

from receptive.figures.canvas import INK, SMALL, WINDOW, Canvas, width_of
from receptive.figures.diagrams import Bars

ROW, HEAD, EDGE = 21.0, 26.0, 3.0
LONGEST, LEAST = 60.0, 1.0  # of a bar
AIR = 6.0


def draw_bars(picture: Bars) -> Canvas:
    """Each column on a scale of its own, its numbers after the bars."""
    names = max(width_of(bar.name, SMALL) for bar in picture.bars) + AIR
    rooms = [
        max(LONGEST + max(width_of(bar.texts[column], SMALL) for bar in picture.bars), width_of(name, SMALL)) + 2 * AIR
        for column, name in enumerate(picture.columns)
    ]
    canvas = Canvas(EDGE + names + sum(rooms), HEAD + ROW * len(picture.bars) + EDGE)
    for number, bar in enumerate(picture.bars):
        canvas.text(EDGE, HEAD + ROW * number + 15, bar.name, SMALL, "start")
    left = EDGE + names
    for column, (name, room) in enumerate(zip(picture.columns, rooms, strict=True)):
        canvas.text(left, 15, name, SMALL, "start", bold=True)
        most = max(bar.values[column] for bar in picture.bars)
        for number, bar in enumerate(picture.bars):
            y, long = HEAD + ROW * number, max(LONGEST * bar.values[column] / most, LEAST)
            corners = [(left, y + 3), (left + long, y + 3), (left + long, y + ROW - 3), (left, y + ROW - 3)]
            canvas.polygon(corners, INK, WINDOW, 0.6, opacity=0.6)
            canvas.text(left + long + 6, y + 15, bar.texts[column], SMALL, "start")
        left += room
    return canvas
