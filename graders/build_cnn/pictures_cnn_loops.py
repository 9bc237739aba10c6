"""How the failing demonstrations of loaders and loops are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pictures_cnn_cases import AXES, from_what, shape

from receptive.grader import Case, Curve, Curves, Grid, Grids, Picture, alone, beside, grid


def table(title: str, rows: list[list[Any]], *columns: str) -> Grid:
    return Grid(title, tuple(tuple(f"{value:g}" for value in row) for row in rows), columns=columns)


def loaders(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, AXES)
    elif kind == "classes":
        yield _classes(case)
    elif kind in ("same", "differ"):
        first, second = case.returned
        changed = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), 0)
        rows = alone(case, case.returned, (1, changed if kind == "same" else 0))
        yield Grids(f"{case.call}: a row for each {what[0]}", (rows,))
    else:
        yield beside(case)


def _classes(case: Case) -> Grids:
    columns = ("class", "training", "test")
    yours, right = (
        tuple((str(name), *map(str, row)) for name, row in enumerate(rows)) for rows in (case.returned, case.expected)
    )
    row, column = case.place or (0, 0)
    at = (row, column + 1)
    grids = (Grid("yours", yours, wrong=at, columns=columns), Grid("right", right, should=at, columns=columns))
    return Grids(case.call, grids, ("but",), case.arithmetic)


def train_epoch(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "losses":
        batches = table("batches", [list(batch) for batch in zip(*what, strict=True)], "samples", "mean loss")
        yield from_what(case, batches, signs=("→",))
    elif kind in ("weight", "mean"):
        yield from_what(case, grid("before", [[what[0]]]), signs=("→",))
    else:
        yield from _logits(case, kind, *what)


def evaluate(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    yield from _logits(case, kind, *what)


def _logits(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "logits":
        logits, labels = what
        rows = [[*row, label] for row, label in zip(logits, labels, strict=True)]
        yield from_what(case, table("samples", rows, "logit 0", "logit 1", "label"), signs=("→",))
    else:
        yield beside(case)


def repair_me(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "losses":
        curves = tuple(
            Curve(name, tuple(value)) for name, value in (("yours", case.returned), ("right", case.expected))
        )
        yield Curves(case.call, "epoch", "loss", curves)
    if kind == "red":
        pixels = [[", ".join(map(str, pixel)) for pixel in row] for row in what[0]]
        yield from_what(case, grid("image, each cell R, G, B", pixels), signs=("→",))
    else:
        yield beside(case)


DRAWN: dict[str, Callable[..., Iterator[Picture]]] = {
    "make_loaders": loaders,
    "train_epoch": train_epoch,
    "evaluate": evaluate,
    "repair_me": repair_me,
}
