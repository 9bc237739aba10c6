"""`memory_bytes`: what the parameters and the activations of a network take."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import MOST_CELLS, Call, Case, Grid, Grids, Picture, Place, beside, call

from . import layer_table as table
from .draws import some
from .layer_table import example, layer_table
from .layers import Layer, Shape
from .networks import SMALL, drawn

__all__ = ["arithmetic", "calls", "example", "is_possible", "memory_bytes", "pictures"]

MOST_TERMS = 12
SHOWN_TERMS = 6  # of more than that; the last one follows


def memory_bytes(arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> dict[str, int]:
    found = {"params": 0, "activations": 0, "total": 0}
    for row in layer_table(arch, in_shape):
        for column in ("params", "activations"):
            found[column] += row[column] * dtype_bytes
            found["total"] += row[column] * dtype_bytes
    return found


def calls(rng: Random) -> Iterator[Call]:
    for network in SMALL:
        yield call(*network)
    yield call(*SMALL[0], dtype_bytes=2)
    while True:
        yield call(*drawn(rng), **some(rng, dtype_bytes=rng.choice((1, 2, 8))))


def is_possible(arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> bool:
    del dtype_bytes
    return table.is_possible(arch, in_shape)


def arithmetic(place: Place, arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> str:
    if table.is_refused(arch, in_shape):
        return ""
    found = memory_bytes(arch, tuple(in_shape), dtype_bytes)
    column = place[0]
    if column == "total":
        return f"params + activations = {found['params']} + {found['activations']} = {found['total']}"
    rows = layer_table(arch, tuple(in_shape))
    numbers = sum(row[column] for row in rows)
    if len(rows) == 1:
        said = table.arithmetic((0, column), arch, in_shape)
    else:
        terms = cut([f"{row['type']} {row[column]}" for row in rows])
        said = table.with_value(" + ".join(terms) or "0", numbers)
    return f"{said}, in bytes {numbers}·{dtype_bytes} = {found[column]}"


def cut(terms: list[str]) -> list[str]:
    return terms if len(terms) <= MOST_TERMS else [*terms[:SHOWN_TERMS], "…", terms[-1]]


def pictures(case: Case, arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> Iterator[Picture]:
    """What the right answer is made of, then both."""
    rows = layer_table(arch, tuple(in_shape))
    if 0 < len(rows) <= MOST_CELLS:
        texts = tuple((str(row["type"]), str(row["params"]), str(row["activations"])) for row in rows)
        numbers = Grid(f"numbers, {dtype_bytes} bytes each", texts, columns=("layer", "params", "activations"))
        yield Grids(case.call, (numbers, *beside(case).grids), ("→", "but"), case.arithmetic)
