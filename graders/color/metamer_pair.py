"""`metamer_pair`: two colors that look the same in gray. Many pairs are right, so it has demonstrations."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from receptive.grader import Case, Demonstration, Picture, StudentRaised, Swatch, Swatches, a_thing

from .pair_choices import FREE_CHOICES
from .pair_decisions import DECISIONS
from .pixels import two_of_one_mean
from .results import ROUNDING, as_colors
from .weights import LEVEL, Weights

__all__ = ["DECISIONS", "DEMONSTRATIONS", "FREE_CHOICES", "example", "pictures", "reach"]

WEIGHTS = (0.5, 0.3, 0.2)
NOTHING = "nothing"
OUT_OF_REACH = 1000  # nothing is farther than from black to white


@functools.cache
def reach(weights: Weights) -> float:
    """The largest distance of two colors whose grays differ by less than 0.5 (blue must have a weight).

    Tries every difference in red and in green (by symmetry no negative red). The difference in blue must make up
    for them, so it lies in an interval; its end that is farther from 0 is of interest.
    """
    red, green = np.arange(0.0, 256.0)[:, None], np.arange(-255.0, 256.0)[None, :]
    level = weights[0] * red + weights[1] * green
    lowest = np.maximum(np.ceil((-LEVEL - level) / weights[2]), -255)
    highest = np.minimum(np.floor((LEVEL - level) / weights[2]), 255)
    squares = red**2 + green**2 + np.maximum(lowest**2, highest**2)
    return float(squares[lowest <= highest].max() ** 0.5)


def _pair(min_distance: float) -> Demonstration:
    """Two colors, or a word for what comes instead."""

    def ask(student: Any, probes: Any) -> Any:
        del probes
        try:
            found = student.metamer_pair(WEIGHTS, min_distance)
        except StudentRaised as raised:
            return a_thing(raised)
        return NOTHING if found is None else [color.astype(int).tolist() for color in as_colors(found)]

    def decides(answer: Any) -> Any:
        return answer if isinstance(answer, str) else _facts(answer, min_distance)

    wanted = "two colors" if min_distance == 0 else f"two colors at least {min_distance} apart"
    return Demonstration(
        f"metamer_pair({WEIGHTS}, {min_distance})",
        ask,
        (WEIGHTS, min_distance),
        decides=decides,
        wanted=f"{wanted} whose grays differ by less than 0.5" if min_distance < OUT_OF_REACH else "a ValueError",
    )


def _facts(colors: Sequence[Sequence[int]], min_distance: float) -> list[bool]:
    """Whether the two are different, of one gray, and far enough from each other."""
    step = np.subtract(*np.array(colors, dtype=float))
    gray, length = abs(float(step @ WEIGHTS)), float(np.linalg.norm(step))
    return [bool(step.any()), gray < LEVEL + ROUNDING, length >= min_distance - ROUNDING]


DEMONSTRATIONS = (_pair(0), _pair(100), _pair(400), _pair(OUT_OF_REACH))


def pictures(case: Case, weights: Sequence[float], min_distance: float) -> Iterator[Picture]:
    """Both colors, each above its gray, and what is wrong with them; none of an exception."""
    if isinstance(case.returned, str):
        return
    one, other = (tuple(color) for color in case.returned)
    grays = [float(np.dot(weights, color)) for color in (one, other)]
    apart, far = abs(grays[0] - grays[1]), float(np.linalg.norm(np.subtract(one, other)))
    if one == other:
        wrong = "the same color"
    elif apart >= LEVEL:
        wrong = f"{apart:.3g} from the other"
    else:
        wrong = f"the colors {far:.4g} apart, not {min_distance:g}"
    found = (
        Swatch("one", one, f"gray {grays[0]:.4g}", round(grays[0]), False),
        Swatch("the other", other, f"gray {grays[1]:.4g}, {wrong}", round(grays[1]), True),
    )
    yield Swatches(f"{case.call}; right is {case.expected}", found)


def example() -> Iterator[Picture]:
    yield two_of_one_mean("Two colors that the mean cannot tell apart")
