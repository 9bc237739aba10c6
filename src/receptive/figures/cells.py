"""Grids from values: numbers as texts, and of a large array the part around the value that matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from receptive.figures.pictures import MOST_CELLS, Cell, Grid
from receptive.text import in_one_line

LONGEST = 9  # of a number
LONGEST_TEXT = 22


def number(value: Any) -> str:
    """A value in a cell, cut to what fits there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = in_one_line(str(value))
        return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
    for digits in range(6, 0, -1):
        text = f"{value:.{digits}g}" if isinstance(value, float) else str(value)
        if len(text) <= LONGEST:
            return text
        value = float(value)
    return f"{value:.0e}"


def grid(
    title: str,
    rows: Sequence[Sequence[Any]],
    wrong: Cell | None = None,
    should: Cell | None = None,
    window: Iterable[Cell] = (),
    border: Iterable[Cell] = (),
    first: Cell = (0, 0),
    note: str = "",
    shape: str = "",
) -> Grid:
    """A grid of values; what is outside of 8 by 8 cells around the marked one is left out, and said so.

    Args:
        first: the place of the upper left value, where it is not (0, 0).
    """
    height, width = len(rows), len(rows[0])
    window, border = list(window), list(border)
    at = wrong or should or (window[0] if window else (0, 0))
    top, left = _corner(at[0], height), _corner(at[1], width)
    bottom, right = min(top + MOST_CELLS, height), min(left + MOST_CELLS, width)
    if (bottom - top, right - left) != (height, width):
        title += f", rows {top} to {bottom - 1} and columns {left} to {right - 1} of {height}×{width}"

    def moved(cells: Iterable[Cell]) -> tuple[Cell, ...]:
        return tuple((i - top, j - left) for i, j in cells if top <= i < bottom and left <= j < right)

    return Grid(
        title,
        tuple(tuple(number(value) for value in row[left:right]) for row in rows[top:bottom]),
        next(iter(moved([wrong] if wrong else [])), None),
        next(iter(moved([should] if should else [])), None),
        moved(window),
        moved(border),
        (first[0] + top, first[1] + left),
        note=note,
        shape=shape,
    )


def _corner(at: int, size: int) -> int:
    return max(0, min(at - MOST_CELLS // 2, size - MOST_CELLS))
