"""`design_kernel`: kernels with a purpose. Many are right, so what one does to images is judged, and no kernel here."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, call, grid

from .cross_correlate2d import cross_correlate2d
from .design_decisions import BEHAVIOURS
from .design_decisions import DECISIONS as DECISIONS
from .images import Array
from .model import Model

STEP = np.array([[0, 0, 6, 6, 6]] * 2 + [[0, 0, 9, 6, 6]] + [[0, 0, 6, 6, 6]] * 2, dtype=float)
EDGE = np.array([[0, 0, 6, 6, 6, 6]] * 4, dtype=float)


class Prewitt(Model):
    def difference(self) -> Array:
        return np.array([[1.0, 0.0, -1.0]] * 3)


class Neighbors(Model):
    def difference(self) -> Array:
        return np.array([[0.0, 0.0, 0.0], [-1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])


class EightNeighbors(Model):
    def sharp_part(self) -> Array:
        return np.array([[-1.0, -1.0, -1.0], [-1.0, 8.0, -1.0], [-1.0, -1.0, -1.0]])


class Unsharp(Model):
    def sharp_part(self) -> Array:
        return np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]) - 1 / 9


FREE_CHOICES = (Prewitt, Neighbors, EightNeighbors, Unsharp)


def calls(rng: Random) -> Iterator[Call]:
    """Nine names are all that can be asked for."""
    for behaviour in BEHAVIOURS:
        yield call(behaviour)
    while True:
        yield call(rng.choice(BEHAVIOURS))


def pictures(case: Case, behaviour: str) -> Iterator[Picture]:
    """What both kernels make of an image with a step and a dot; the kernels themselves may differ rightly."""
    kernels = [np.array(kernel, dtype=float) for kernel in (case.returned, case.expected)]
    if case.place is None or any(kernel.shape != (3, 3) for kernel in kernels):
        return
    yours, right = (cross_correlate2d(STEP, kernel) for kernel in kernels)
    wrong = np.argwhere(~np.isclose(yours, right))
    at = (int(wrong[0][0]), int(wrong[0][1])) if len(wrong) else None
    grids = (
        grid("an image", STEP.tolist()),
        grid("your kernel", kernels[0].tolist(), wrong=None if at else case.place),
        grid("gives", yours.tolist(), wrong=at),
        grid(f"a kernel for {behaviour} gives", right.tolist(), should=at),
    )
    yield Grids(case.call, grids, ("∗", "=", "but"))


def example() -> Iterator[Picture]:
    kernel = np.array([[-1.0, 0, 1]] * 3)
    response = cross_correlate2d(EDGE, kernel)
    shown = (grid("a step", EDGE.tolist()), grid("kernel", kernel.tolist()), grid("response", response.tolist()))
    yield Grids("A kernel that answers steps from left to right", shown, ("∗", "="))
