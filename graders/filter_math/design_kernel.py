"""`design_kernel`: kernels with a purpose. Many are right, so what one does to images is judged, and no kernel here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Demonstration, Grids, Picture, call, grid

from .cross_correlate2d import cross_correlate2d
from .images import Array, is_finite_array
from .model import Model

BEHAVIOURS = (
    *("identity", "blur", "shift_right", "shift_left", "shift_down", "shift_up"),
    *("vertical_edge", "horizontal_edge", "sharpen"),
)
STEP = np.array([[0, 0, 6, 6, 6]] * 2 + [[0, 0, 9, 6, 6]] + [[0, 0, 6, 6, 6]] * 2, dtype=float)
EDGE = np.array([[0, 0, 6, 6, 6, 6]] * 4, dtype=float)


FLAT, STEPS = np.full((3, 3), 7.0), np.repeat([[0.0, 0.0, 1.0, 1.0]], 4, axis=0)


def asks(behaviour: str) -> Callable[[Any, Any], Any]:
    return lambda student, _: student.design_kernel(behaviour)


def weights(kernel: Any) -> Any:
    """Where a single kernel is right: all of it."""
    return kernel


def responses(kernel: Any) -> Any:
    """Whether it answers where nothing changes, to a step from left to right, and to one from top to bottom."""
    images = (FLAT, STEPS, STEPS.T)
    return on(kernel, lambda numbers: [bool((abs(cross_correlate2d(x, numbers)) > 1e-9).any()) for x in images])


def sharpening(kernel: Any) -> Any:
    """What the weights sum to, and whether it makes the higher side of a step higher, and a dot brighter."""

    def judge(numbers: Array) -> list[Any]:
        flat, others = numbers.sum(), np.delete(numbers, 4)
        higher = cross_correlate2d(STEPS, numbers)[0, 1], cross_correlate2d(STEPS.T, numbers)[1, 0]
        return [flat, *(side > flat + 0.01 for side in higher), numbers[1, 1] > abs(others).max() + 0.01]

    return on(kernel, lambda numbers: np.array(judge(numbers), dtype=float))


def on(kernel: Any, judge: Callable[[Array], Any]) -> Any:
    return judge(kernel.astype(float)) if is_finite_array(kernel, (3, 3)) else "no kernel"


DECIDES = {"vertical_edge": responses, "horizontal_edge": responses, "sharpen": sharpening}
DECISIONS = tuple(
    Demonstration(f"design_kernel({behaviour!r})", asks(behaviour), decides=DECIDES.get(behaviour, weights))
    for behaviour in BEHAVIOURS
)


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
