"""The picture that every case has: what came back beside what was expected, the first wrong value marked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from receptive.figures.cells import LONGEST_TEXT, grid, number
from receptive.figures.pictures import Cell, Grid, Grids
from receptive.model import RAISED, Case

Rows = list[list[Any]]
MISSING = "✓ missing in yours"
TOO_MUCH = "✗ first that is too much"
RAISES = "✗ no value"
TYPES = ("✗ first wrong type", "✓ right type")
RESHAPED = "✗ right values, wrong shape"
CHANGES = ("✗ first value that is changed", "✓ as it was")


def beside(case: Case) -> Grids:
    """Yours and right, as tables of at most 8 by 8 cells; yours alone where a sentence says what is right."""
    if isinstance(case.expected, str) and len(case.expected) > LONGEST_TEXT:
        return Grids(case.call, (alone(case, _rows(case.returned)),))
    theirs, right = _rows(case.returned), _rows(case.expected)
    sizes = [_size(value) for value in (case.returned, case.expected)]
    titles = [
        f"{name}, {size}" if sizes[0] != sizes[1] and size else name
        for name, size in zip(_names(case), sizes, strict=True)
    ]
    if sizes[0] != sizes[1] and _same_values(theirs, right):
        shapes = (_grid(titles[0], theirs, note=RESHAPED, shape="✗"), _grid(titles[1], right, shape="✓"))
        return Grids(case.call, shapes, ("but",), case.arithmetic)
    wrong = _of_case(case, theirs) or next((place for place in _places(theirs) if _differ(theirs, right, place)), None)
    if wrong is not None:
        there = _has(right, wrong)
        notes = TYPES if case.by_type else CHANGES if case.changed else (_note(case, there), "")
        grids = (
            _grid(titles[0], theirs, wrong=wrong, note=notes[0]),
            _grid(titles[1], right, should=wrong if there else None, note=notes[1]),
        )
    else:
        lacking = next((place for place in _places(right) if not _has(theirs, place)), None)
        grids = (
            _grid(titles[0], theirs, wrong=None if lacking else (0, 0)),
            _grid(titles[1], right, should=lacking or (0, 0), note=MISSING if lacking else ""),
        )
    return Grids(case.call, grids, ("but",), case.arithmetic)


def alone(case: Case, rows: Rows, wrong: Cell = (0, 0), columns: tuple[str, ...] = ()) -> Grid:
    """Yours, where many answers are right; below it what they have in common."""
    return replace(_grid("yours", rows, wrong, note=f"✗ right is {case.expected}"), columns=columns)


def _names(case: Case) -> tuple[str, str]:
    return (f"{case.changed} after the call", f"{case.changed} before") if case.changed else ("yours", "right")


def _note(case: Case, there: bool) -> str:
    if isinstance(case.returned, str) and case.returned.startswith(RAISED):
        return RAISES
    return "" if there else TOO_MUCH


def _rows(value: Any) -> Rows:
    """Any plain value as a table: a number is one cell, a dict a column, deeper lists rows under each other."""
    if isinstance(value, range):
        value = list(value)
    if isinstance(value, set | frozenset):
        value = sorted(value, key=repr)
    if isinstance(value, dict):
        return [[f"{key}: {_short(item)}"] for key, item in value.items()] or [["nothing"]]
    if not isinstance(value, list | tuple):
        return [[value]]
    if not value:
        return [["nothing"]]
    if all(isinstance(item, dict) and item for item in value):
        return [[_short(part) for part in item.values()] for item in value]
    if any(isinstance(item, list | tuple) for item in value):
        return [row for item in value for row in _rows(item)]
    return [list(value)]


def _short(value: Any) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _size(value: Any) -> str:
    """`2×3` of nested lists, empty for what is none."""
    lengths = []
    while isinstance(value, list | tuple) and value:
        lengths.append(str(len(value)))
        value = value[0]
    return "×".join(lengths)


def _places(rows: Rows) -> list[Cell]:
    return [(i, j) for i, row in enumerate(rows) for j in range(len(row))]


def _has(rows: Rows, place: Cell) -> bool:
    return place[0] < len(rows) and place[1] < len(rows[place[0]])


def _differ(theirs: Rows, right: Rows, place: Cell) -> bool:
    if not _has(right, place):
        return True
    one, other = theirs[place[0]][place[1]], right[place[0]][place[1]]
    if isinstance(one, int | float) and isinstance(other, int | float):
        return not abs(one - other) <= 1e-8 + 1e-5 * abs(other)  # a nan differs
    return bool(one != other)


def _same_values(theirs: Rows, right: Rows) -> bool:
    """One after the other, whatever rows they stand in."""
    one, other = ([[value for row in rows for value in row]] for rows in (theirs, right))
    return len(one[0]) == len(other[0]) and not any(_differ(one, other, place) for place in _places(one))


def _of_case(case: Case, rows: Rows) -> Cell | None:
    """The place that the case names, where it is a row and a column of the table."""
    place = case.place
    if place is None or len(place) != 2 or not all(isinstance(at, int) for at in place):
        return None
    return (place[0], place[1]) if _has(rows, (place[0], place[1])) else None


def _grid(
    title: str, rows: Rows, wrong: Cell | None = None, should: Cell | None = None, note: str = "", shape: str = ""
) -> Grid:
    width = max(map(len, rows))
    return grid(title, [[*row, *[""] * (width - len(row))] for row in rows], wrong, should, note=note, shape=shape)
