"""Still pictures of grids, in the hand of all pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from receptive.figures.canvas import apart
from receptive.figures.cells import grid
from receptive.figures.draw import figure_of
from receptive.figures.pictures import Cell, Grid, Grids
from receptive.moving.arithmetic import written
from receptive.moving.fields import Rows


def number_grid(
    title: str, rows: Rows, window: Iterable[Cell] = (), border: Iterable[Cell] = (), first: Cell = (0, 0)
) -> Grid:
    """A grid of numbers as they are written here."""
    return grid(title, [[written(value) for value in row] for row in rows], window=window, border=border, first=first)


def side_by_side(title: str, grids: Sequence[Grid], signs: Sequence[str] = ()) -> str:
    """The drawing; its parts wrap where a page is narrow."""
    return apart(figure_of(Grids(title, tuple(grids), tuple(signs))).svg)


def cells(top: int, left: int, height: int, width: int) -> tuple[Cell, ...]:
    return tuple((top + i, left + j) for i in range(height) for j in range(width))


def in_words(rows: Rows) -> str:
    """`1, 0; 2, 3`."""
    return "; ".join(", ".join(map(written, row)) for row in rows)
