"""Pictures of questions as SVG, made from values: patches of color, grids of numbers, strips, pyramids of sizes.

They use the page's own text color, so they are readable in light and dark; every picture has a text that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.templates import shown

CELL = 40
GAP = 12
WIDE = 110  # of a patch, with its three numbers below
MAX_CELLS = 16


def picture(kind: str, values: Any, title: str, alt: str) -> str:
    """An SVG with its text alternative.

    Raises:
        FormulaError: the values are not what this kind of picture shows.
    """
    try:
        width, height, body = KINDS[kind](values)
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as wrong:
        raise FormulaError(f"a picture of kind {kind} cannot show {shown(values)}") from wrong
    top = 20 if title else 0
    width = max(width, 8 * len(title))
    head = f'<text x="0" y="14" font-size="13">{escape(title)}</text>' if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" width="{width}" '
        f'height="{height + top}" viewBox="0 0 {width} {height + top}" fill="currentColor" font-family="sans-serif">'
        f'{head}<g transform="translate(0 {top})">{body}</g></svg>'
    )


def _colors(values: Sequence[Sequence[int]]) -> tuple[int, int, str]:
    """Patches side by side, each an (R, G, B) from 0 to 255, with its numbers below."""
    body = []
    for place, (red, green, blue) in enumerate(values):
        x = place * (WIDE + GAP)
        rgb = ",".join(str(int(min(max(part, 0), 255))) for part in (red, green, blue))
        body.append(f'<rect x="{x + 0.5}" y="0.5" width="{WIDE}" height="{CELL}" fill="rgb({rgb})" {EDGE}/>')
        body.append(_label(x + WIDE // 2, CELL + 16, f"{red}, {green}, {blue}"))
    return len(values) * (WIDE + GAP) - GAP + 1, CELL + 24, "".join(body)


def _grid(values: Sequence[Sequence[Any]]) -> tuple[int, int, str]:
    """Rows of numbers in a grid; 0 and 1 alone are drawn as dark and light cells as well."""
    rows, columns = len(values), len(values[0])
    if not 0 < rows <= MAX_CELLS or not 0 < columns <= MAX_CELLS or any(len(row) != columns for row in values):
        raise ValueError("too large or not a rectangle")
    body = [
        f'<rect x="{j * CELL + 0.5}" y="{i * CELL + 0.5}" width="{CELL}" height="{CELL}" fill="none" {EDGE}/>'
        + _label(j * CELL + CELL // 2, i * CELL + CELL // 2 + 5, shown(value))
        for i, row in enumerate(values)
        for j, value in enumerate(row)
    ]
    return columns * CELL + 1, rows * CELL + 1, "".join(body)


def _strip(values: Sequence[Any]) -> tuple[int, int, str]:
    return _grid([list(values)])


def _pyramid(values: Sequence[Sequence[int]]) -> tuple[int, int, str]:
    """Layers from left to right, each (C, H, W) or (n,): boxes that shrink in space and grow in depth."""
    largest = max(size[-2] if len(size) == 3 else 1 for size in values)
    body, x, height = [], 0, 130
    for size in values:
        tall = max(12, round(100 * (size[-2] / largest if len(size) == 3 else 0.6)))
        deep = min(40, 6 + size[0].bit_length() * 4)
        y = (100 - tall) // 2
        text = "×".join(map(str, size))
        room = max(deep, 8 * len(text))
        left = x + (room - deep) // 2
        body.append(f'<rect x="{left + 0.5}" y="{y + 0.5}" width="{deep}" height="{tall}" fill="none" {EDGE}/>')
        body.append(_label(x + room // 2, 122, text, 11))
        x += room + 2 * GAP
    return x - GAP, height, "".join(body)


EDGE = 'stroke="currentColor" stroke-width="1"'


def _label(x: int, y: int, text: str, size: int = 14) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="middle">{escape(text)}</text>'


KINDS: dict[str, Callable[[Any], tuple[int, int, str]]] = {
    "colors": _colors,
    "grid": _grid,
    "strip": _strip,
    "pyramid": _pyramid,
}
