"""The picture that every case has: what came back beside what was expected, the first wrong value marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from receptive.model import Case
from receptive.report.figures.cells import grid, number
from receptive.report.figures.records import MOST_CELLS, Cell, Grid, Grids

ROOM = 60  # characters of a value that is no table


def beside(case: Case) -> Grids:
    """Yours and right, as tables of at most 8 by 8 cells."""
    theirs, right = _rows(case.returned), _rows(case.expected)
    if _shape(theirs) == _shape(right):
        place = next((place for place in _places(right) if _differ(theirs, right, place)), (0, 0))
        place = _of_case(case, theirs) or place
        grids = (_grid("yours", theirs, wrong=place), _grid("right", right, should=place))
    else:
        place = _first_difference(theirs, right)
        grids = (_grid("yours", theirs, wrong=place[0]), _grid("right", right, should=place[1]))
    return Grids(case.call, grids, ("but",), case.arithmetic)


def _rows(value: Any) -> list[list[Any]]:
    """Any plain value as a table: a number is one cell, a dict a row of its values, deeper lists rows under each other."""
    if isinstance(value, set | frozenset | range):
        value = sorted(value, key=repr) if isinstance(value, set | frozenset) else list(value)
    if isinstance(value, dict):
        return [[f"{key}: {_short(item)}"] for key, item in value.items()] or [["nothing"]]
    if not isinstance(value, list | tuple):
        return [[value]]
    if not value:
        return [["nothing"]]
    if all(isinstance(item, dict) for item in value):
        return [[_short(part) for part in item.values()] for item in value]
    if any(isinstance(item, list | tuple) for item in value):
        return [row for item in value for row in _rows(item)]
    return [list(value)]


def _short(value: Any) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _shape(rows: list[list[Any]]) -> list[int]:
    return [len(row) for row in rows]


def _places(rows: list[list[Any]]) -> list[Cell]:
    return [(i, j) for i, row in enumerate(rows) for j in range(len(row))]


def _differ(theirs: list[list[Any]], right: list[list[Any]], place: Cell) -> bool:
    one, other = theirs[place[0]][place[1]], right[place[0]][place[1]]
    if isinstance(one, int | float) and isinstance(other, int | float):
        return not abs(one - other) <= 1e-8 + 1e-5 * abs(other)  # a nan differs
    return bool(one != other)


def _of_case(case: Case, rows: list[list[Any]]) -> Cell | None:
    """The place that the case names, where it is a row and a column of the table."""
    place = case.place
    if place is None or len(place) != 2 or not all(isinstance(at, int) for at in place):
        return None
    i, j = place
    return (i, j) if i < len(rows) and j < len(rows[i]) else None


def _first_difference(theirs: list[list[Any]], right: list[list[Any]]) -> tuple[Cell, Cell | None]:
    """Where tables of other sizes part: the first row of yours that is not there, or the last one before what lacks."""
    for i, row in enumerate(theirs):
        if i >= len(right) or len(row) != len(right[i]):
            return (i, 0), ((i, 0) if i < len(right) else None)
        for j in range(len(row)):
            if _differ(theirs, right, (i, j)):
                return (i, j), (i, j)
    last = len(theirs) - 1
    return (last, len(theirs[last]) - 1), (last + 1, 0)


def _grid(title: str, rows: list[list[Any]], wrong: Cell | None = None, should: Cell | None = None) -> Grid:
    width = min(max(map(len, rows)), 10**6)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return grid(title, filled, wrong, should)


def fits(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a table can be shown whole."""
    return len(rows) <= MOST_CELLS and all(len(row) <= MOST_CELLS for row in rows)
