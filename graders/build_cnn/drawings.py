"""How failing demonstrations are drawn, where more than one exercise draws them so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from receptive.grader import Case, Cell, Grid, Grids, Picture, alone, beside, grid

AXES = ("images", "channels", "rows", "columns")


def from_what(case: Case, *sources: Grid, signs: Sequence[str] = ()) -> Grids:
    """What it is made from, then yours and right."""
    both = beside(case)
    return replace(both, grids=(*sources, *both.grids), signs=(*signs, *both.signs))


def wrong_cell(case: Case) -> Cell:
    """The cell that is marked as wrong, or as missing."""
    yours, right = beside(case).grids[:2]
    return yours.wrong or right.should or (0, 0)


def shape(case: Case, names: tuple[str, ...]) -> Iterator[Picture]:
    """Two shapes, axis by axis; or an error in the place of a shape."""
    theirs = [case.returned] if isinstance(case.returned, str) else list(case.returned)
    rows = [theirs, list(case.expected)]
    pairs = zip(*rows, strict=False)
    wrong = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    columns = [names if len(row) == len(names) else _axes(row) for row in rows]
    yours = replace(grid("yours", rows[:1], wrong=(0, wrong)), columns=columns[0])
    right = replace(grid("right", rows[1:], should=(0, wrong)), columns=columns[1])
    yield Grids(case.call, (yours, right), ("but",), case.arithmetic)


def _axes(row: Sequence[Any]) -> tuple[str, ...]:
    return ("instead of a shape",) if isinstance(row[0], str) else tuple(f"axis {at}" for at in range(len(row)))


def bend(case: Case) -> Iterator[Picture]:
    """Three logits, and the number that is 0 on a straight line."""
    columns = ("f(-2)", "f(0)", "f(2)", "f(-2) + f(2) - 2·f(0)")
    yield Grids(case.call, (alone(case, [case.returned], (0, 3), columns),))


def table(title: str, rows: list[list[Any]], *columns: str) -> Grid:
    return Grid(title, tuple(tuple(f"{value:g}" for value in row) for row in rows), columns=columns)


def samples(case: Case, logits: Any, labels: Any) -> Picture:
    """The samples with their labels, then yours and right."""
    rows = [[*row, label] for row, label in zip(logits, labels, strict=True)]
    return from_what(case, table("samples", rows, "logit 0", "logit 1", "label"), signs=("→",))
