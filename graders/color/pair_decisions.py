"""What `metamer_pair` decides whichever pair is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from receptive.grader import Demonstration, StudentRaised

from .images import Array
from .results import ROUNDING, as_colors
from .weights import LEVEL, MEAN, TELEVISION, Weights

ORDERS: tuple[Weights, ...] = tuple((a, b, c) for a, b, c in permutations((0.55, 0.3, 0.15)))
BELIEFS: dict[str, Callable[[Weights], Weights]] = {
    "mean": lambda _: MEAN,
    "television": lambda _: TELEVISION,
    "reversed": lambda weights: (weights[2], weights[1], weights[0]),
}
NEAR, FOUND = "too near", "far enough"


def gray_of(steps: Sequence[tuple[Weights, Array]]) -> str:
    """By which gray the pairs agree: the one that is asked if they do, since a right pair may agree by others, too."""
    off = [abs(float(step @ weights)) for weights, step in steps]
    if max(off) < LEVEL + ROUNDING:
        return "the same gray"
    for name, believed in BELIEFS.items():
        if all(abs(float(step @ believed(weights))) < LEVEL + ROUNDING for weights, step in steps):
            return f"the same by {name}"
    return "within a level" if max(off) < 2 * LEVEL + ROUNDING else "other grays"


def grays(student: Any, _probes: Any) -> str:
    pairs = [(weights, as_colors(student.metamer_pair(weights))) for weights in ORDERS]
    return gray_of([(weights, first - second) for weights, (first, second) in pairs])


def pair_at(student: Any, asked: float) -> str:
    """What comes back where a distance is asked."""
    try:
        got = student.metamer_pair(TELEVISION, asked)
    except StudentRaised as raised:
        return "refused" if raised.type_name == "ValueError" else "raised"
    if got is None:
        return "nothing"
    first, second = as_colors(got)
    length = float(np.linalg.norm(first - second))
    if length == 0:
        return "one color twice"
    return FOUND if length >= asked - ROUNDING else NEAR


def far_enough(student: Any, _probes: Any) -> bool:
    """Whether no pair comes out too near, among distances that some or many pairs have."""
    return NEAR not in [pair_at(student, asked) for asked in (100.0, 150.0, 200.0, 240.0, 300.0, 350.0)]


def far_pair(student: Any, probes: Any) -> str:
    """Whether a pair is found that few have; not asked of code that takes near ones for far ones."""
    return is_found(student, 380.0) if far_enough(student, probes) else "not asked"


def is_found(student: Any, asked: float) -> str:
    """Whether a pair comes back at all; how far apart it is has been asked."""
    answer = pair_at(student, asked)
    return "a pair" if answer in (NEAR, FOUND) else answer


def types(student: Any, _probes: Any) -> list[str]:
    pair = student.metamer_pair(ORDERS[0])
    as_colors(pair)
    return [str(color.dtype) if isinstance(color, np.ndarray) else "no array" for color in pair]


def at(asked: float) -> Demonstration:
    return Demonstration(f"distance {asked:g}", lambda student, _: is_found(student, asked))


DECISIONS = (
    Demonstration("grays", grays),
    Demonstration("types", types),
    Demonstration("distances", far_enough),
    Demonstration("a far pair", far_pair),
    *map(at, (0, 300, 500, 1000)),  # two channels reach 286 for these weights, three 402; by the sum of parts 689
)
