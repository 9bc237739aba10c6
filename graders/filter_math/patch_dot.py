"""`patch_dot`: one filter on one patch."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .grids import window_by_hand as example
from .images import Array, image, whole
from .terms import joined, number, part, times

__all__ = ["arithmetic", "calls", "example", "is_possible", "patch_dot", "pictures"]


def patch_dot(patch: Array, kernel: Array, bias: float = 0.0) -> float:
    total = float(bias)
    for place in np.ndindex(*patch.shape):
        total += float(patch[place]) * float(kernel[place])
    return total


def calls(rng: Random) -> Iterator[Call]:
    yield call(image("3"), image("2"))
    yield call(image("1 2"), image("3 5"))
    yield call(image("1", "2"), image("3", "5"))
    yield call(image("1 2"), image("3 5"), 7.0)
    yield call(image("1", "2"), image("3", "5"), 7.0)
    yield call(image("1 2/0 3", "2 1/1 0"), image("1 0/2 1", "-1 1/3 2"), 0.5)
    yield call(image("200 100").astype("uint8"), image("2 3").astype("uint8"))
    while True:
        shape = (rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 3))
        kind = "uint8" if rng.random() < 0.2 else "float64"
        low, high = (0, 200) if kind == "uint8" else (-4, 5)
        patch, kernel = (whole(rng, *shape, low=low, high=high).astype(kind) for _ in range(2))
        yield call(patch, kernel, *([float(rng.randint(1, 9))] if rng.random() < 0.7 else []))


def is_possible(patch: Array, kernel: Array, bias: float = 0.0) -> bool:
    del bias
    return patch.shape == kernel.shape


def arithmetic(place: Place, patch: Array, kernel: Array, bias: float | None = None) -> str:
    """The bias is a term if it is given: a 0 that somebody has passed is worth seeing."""
    del place
    if patch.shape != kernel.shape:
        return ""
    terms = times(zip(patch.flat, kernel.flat, strict=True)) + ([] if bias is None else [part(bias)])
    return f"{joined(terms)} = {number(patch_dot(patch, kernel, bias or 0.0))}"


def pictures(case: Case, patch: Any, kernel: Any, bias: float | None = None) -> Iterator[Picture]:
    patch, kernel = np.array(patch), np.array(kernel)
    if case.place is None or patch.shape != kernel.shape:
        return
    flat = [array.reshape(-1, array.shape[-1]).tolist() for array in (patch, kernel)]
    below = ", channel below channel" if len(patch) > 1 else ""
    shown, signs = [grid(f"patch{below}", flat[0]), grid("kernel", flat[1])], ["·", "="]
    if bias is not None:
        shown, signs = [*shown, grid("bias", [[bias]])], ["·", "+", "="]
    yours, right = grid("yours", [[case.returned]], wrong=(0, 0)), grid("right", [[case.expected]], should=(0, 0))
    yield Grids(case.call, (*shown, yours, right), (*signs, "but"), case.arithmetic)
