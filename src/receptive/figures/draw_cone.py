"""The receptive field of one output as a cone, from the output above to the pixels below."""

from __future__ import annotations

from itertools import pairwise

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, Canvas, width_of
from receptive.figures.diagrams import Cone

PIXEL, SIDE = 30.0, 22.0  # from pixel to pixel, and of the square that is drawn
HEAD, DOWN = 20.0, 78.0  # above a line, and from line to line
EDGE = 4.0


def draw_cone(picture: Cone) -> Canvas:
    """Each number stands above the middle of what it sees, so jumps are seen as distances."""
    names = [name for name, _, _ in picture.layers]
    counts = [len(seen) for seen in picture.seen_from(picture.at)]
    labels = [
        f"{count} {'pixel' if number == 0 else 'number'}{'s' * (count > 1)}" for number, count in enumerate(counts)
    ]
    texts = [f"{name}: {label}" for name, label in zip(("image", *names), labels, strict=True)]
    width = max(PIXEL * picture.pixels, *map(width_of, texts)) + 2 * EDGE
    canvas = Canvas(width, HEAD + DOWN * len(names) + SIDE + 12)
    _cone(canvas, picture)
    for level, text in enumerate(texts):
        y = _top(picture, level)
        canvas.text(EDGE, y - 6, text, SMALL, "start", bold=True)
        _numbers(canvas, picture, level, y)
    return canvas


def _top(picture: Cone, level: int) -> float:
    return HEAD + DOWN * (len(picture.layers) - level)


def _middle(picture: Cone, level: int, at: int) -> float:
    """Of what a number sees on the line of pixels."""
    start, size = at, 1
    for _, kernel, stride in reversed(picture.layers[:level]):
        start, size = start * stride, (size - 1) * stride + kernel
    return EDGE + PIXEL * (start + size / 2)


def _numbers(canvas: Canvas, picture: Cone, level: int, y: float) -> None:
    seen = picture.seen_from(picture.at)[level]
    for at in range(picture.sizes[level]):
        x, inside = _middle(picture, level, at) - SIDE / 2, at in seen
        corners = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
        edge = WINDOW if inside else INK
        canvas.polygon(corners, edge, WINDOW, 2.0 if inside else 0.9, opacity=0.45 if inside else 0.0)
        canvas.text(x + SIDE / 2, y + 16, str(at), SMALL if at > 9 else SIZE, bold=inside)


def _cone(canvas: Canvas, picture: Cone) -> None:
    spans = []
    for level, seen in enumerate(picture.seen_from(picture.at)):
        left, right = (_middle(picture, level, seen[end]) for end in (0, -1))
        spans.append((left - SIDE / 2, right + SIDE / 2, _top(picture, level)))
    for (left, right, y), (start, end, top) in pairwise(spans):
        corners = [(start, top + SIDE), (end, top + SIDE), (right, y), (left, y)]
        canvas.polygon(corners, WINDOW, WINDOW, 1.0, "dotted", 0.14)
