"""Pictures of questions, made from values: patches of color, grids of numbers, strips, pyramids of sizes.

Every picture has a text that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from receptive.figures.canvas import SMALL, Canvas, hex_of, width_of
from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.templates import show

CELL = 40
GAP = 12
WIDE = 110  # of a patch, with its three numbers below
HEAD = 20  # for the title
MAX_CELLS = 16


def picture(kind: str, values: Any, title: str, alt: str) -> str:
    """An SVG with its text alternative.

    Raises:
        FormulaError: the values are not what this kind of picture shows.
    """
    top = HEAD if title else 0
    try:
        canvas = KINDS[kind](values, top)
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as wrong:
        raise FormulaError(f"a picture of kind {kind} cannot show {show(values)}") from wrong
    if title:
        canvas.width = max(canvas.width, width_of(title, SMALL))
        canvas.text(0, 14, title, SMALL, "start")
    return canvas.svg(alt)


def on_white(svg: str) -> str:
    """A picture where it stands alone, in a file or an address: its ink is black there, also on a dark page."""
    head, end, rest = svg.partition(">")
    return f'{head}{end}<rect width="100%" height="100%" fill="#ffffff" />{rest}'


def _colors(values: Sequence[Sequence[int]], top: float) -> Canvas:
    """Patches side by side, each an (R, G, B) from 0 to 255, with its numbers below."""
    canvas = Canvas(len(values) * (WIDE + GAP) - GAP + 1, top + CELL + 24)
    for place, (red, green, blue) in enumerate(values):
        x = place * (WIDE + GAP)
        canvas.rectangle(x + 0.5, top + 0.5, WIDE, CELL, fill=hex_of((red, green, blue)))
        canvas.text(x + WIDE / 2, top + CELL + 16, f"{red}, {green}, {blue}")
    return canvas


def _grid(values: Sequence[Sequence[Any]], top: float) -> Canvas:
    """Rows of numbers in a grid."""
    rows, columns = len(values), len(values[0])
    if not 0 < rows <= MAX_CELLS or not 0 < columns <= MAX_CELLS or any(len(row) != columns for row in values):
        raise ValueError("too large or not a rectangle")
    texts = [list(map(show, row)) for row in values]
    wide = max(CELL, *(width_of(text) + 6 for row in texts for text in row))
    canvas = Canvas(columns * wide + 1, top + rows * CELL + 1)
    for i, row in enumerate(texts):
        for j, text in enumerate(row):
            canvas.rectangle(j * wide + 0.5, top + i * CELL + 0.5, wide, CELL)
            canvas.text((j + 0.5) * wide, top + (i + 0.5) * CELL + 5, text)
    return canvas


def _strip(values: Sequence[Any], top: float) -> Canvas:
    return _grid([list(values)], top)


def _pyramid(values: Sequence[Sequence[int]], top: float) -> Canvas:
    """Layers from left to right, each (C, H, W) or (n,): boxes that shrink in space and grow in depth."""
    largest = max(size[-2] if len(size) == 3 else 1 for size in values)
    canvas = Canvas(0, top + 130)
    x = 0.0
    for size in values:
        tall = max(12, 100 * (size[-2] / largest if len(size) == 3 else 0.6))
        deep = min(40, 6 + size[0].bit_length() * 4)
        text = "×".join(map(str, size))
        room = max(deep + 2, width_of(text, SMALL))
        canvas.rectangle(x + (room - deep) / 2, top + (101 - tall) / 2, deep, tall)
        canvas.text(x + room / 2, top + 122, text, SMALL)
        canvas.width = max(canvas.width, x + room)
        x += room + GAP
    return canvas


KINDS: dict[str, Callable[[Any, float], Canvas]] = {
    "colors": _colors,
    "grid": _grid,
    "strip": _strip,
    "pyramid": _pyramid,
}
