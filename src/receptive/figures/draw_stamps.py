"""Which kernel is used at which place: shared weights and unshared ones, seen side by side."""

from __future__ import annotations

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, Canvas, in_rows, width_of
from receptive.figures.diagrams import Stamp, Stamps

CELL, AIR = 13.0, 7.0  # of a kernel, and around it
HEAD, FOOT, EDGE = 26.0, 28.0, 3.0


def draw_stamps(picture: Stamps) -> Canvas:
    """One grid of kernels for each way of sharing."""
    return in_rows([_stamp(stamp) for stamp in picture.stamps])


def _stamp(stamp: Stamp) -> Canvas:
    (rows, columns), kernel = stamp.places, stamp.kernels[0]
    tall, wide = CELL * len(kernel) + AIR, CELL * len(kernel[0]) + AIR
    width = max(columns * wide, width_of(stamp.name), width_of(stamp.note, SMALL)) + 2 * EDGE
    canvas = Canvas(width, HEAD + rows * tall + FOOT)
    canvas.text(EDGE, 16, stamp.name, SIZE, "start", bold=True)
    for place in range(rows * columns):
        one = stamp.kernels[place % len(stamp.kernels)]
        _kernel(canvas, one, EDGE + place % columns * wide, HEAD + place // columns * tall)
    canvas.text(EDGE, HEAD + rows * tall + 16, stamp.note, SMALL, "start")
    return canvas


def _kernel(canvas: Canvas, kernel: tuple[tuple[float, ...], ...], x: float, y: float) -> None:
    for i, row in enumerate(kernel):
        for j, value in enumerate(row):
            left, top = x + CELL * j, y + CELL * i
            corners = [(left, top), (left + CELL, top), (left + CELL, top + CELL), (left, top + CELL)]
            canvas.polygon(corners, INK, WINDOW, 0.5, opacity=(value + 1) / 2)
    canvas.rectangle(x, y, CELL * len(kernel[0]), CELL * len(kernel), INK, line=1.2)
