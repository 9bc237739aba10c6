"""What `design_kernel` decides: of kernels of which many are right, what their weights sum to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from receptive.grader import Demonstration

from .images import Array, is_finite_array

BEHAVIOURS = (
    *("identity", "blur", "shift_right", "shift_left", "shift_down", "shift_up"),
    *("vertical_edge", "horizontal_edge", "sharpen"),
)
SEEN = 0.01  # what a weight or a sum is larger by, to be called larger


def asks(behaviour: str) -> Callable[[Any, Any], Any]:
    return lambda student, _: student.design_kernel(behaviour)


def weights(kernel: Any) -> Any:
    """All of it."""
    return kernel


def sums(numbers: Array) -> list[Array]:
    """Of all weights, and of those that lie on the far side of a step: from left to right, and from top to bottom.

    A step may lie between the first two columns of a kernel, or between the last two; so may one of rows.
    """
    columns, rows = numbers.sum(axis=0), numbers.sum(axis=1)
    return [numbers.sum()[None], *(np.array([lines[1:].sum(), lines[2]]) for lines in (columns, rows))]


def responses(kernel: Any) -> Any:
    """Whether it answers where nothing changes, to a step from left to right, and to one from top to bottom."""
    return on(kernel, lambda numbers: [bool((abs(found) > 1e-9).any()) for found in sums(numbers)])


def sharpening(kernel: Any) -> Any:
    """What the weights sum to, and whether it makes the higher side of a step higher, and a dot brighter."""

    def judge(numbers: Array) -> list[Any]:
        [flat], (side, _), (below, _) = sums(numbers)
        others = np.delete(numbers, 4)
        return [flat, side > flat + SEEN, below > flat + SEEN, numbers[1, 1] > abs(others).max() + SEEN]

    return on(kernel, lambda numbers: np.array(judge(numbers), dtype=float))


def on(kernel: Any, judge: Callable[[Array], Any]) -> Any:
    return judge(kernel.astype(float)) if is_finite_array(kernel, (3, 3)) else "no kernel"


DECIDES = {"vertical_edge": responses, "horizontal_edge": responses, "sharpen": sharpening}
DECISIONS = tuple(
    Demonstration(f"design_kernel({behaviour!r})", asks(behaviour), decides=DECIDES.get(behaviour, weights))
    for behaviour in BEHAVIOURS
)
