"""Criteria of `metamer_pair`: any pair that does what is asked is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import Mismatch, StudentRaised, check, show

from .metamer_pair import reach
from .results import ROUNDING, as_colors
from .weights import MEAN, Weights, some_weights

# Sums of these have no rounding, and (255, 0, 0) and (0, 255, 217) are exactly 0.5 apart: that is not less than 0.5
EXACT = (15 / 32, 4 / 32, 13 / 32)
DIAGONAL = 255 * 3**0.5


def require_pair(pair: Any, weights: Sequence[float], min_distance: float, rounding: float = ROUNDING) -> None:
    """The two colors are what was asked for. `rounding` is 0 for weights whose every sum is exact."""
    first, second = as_colors(pair)
    shown = f"{first.astype(int).tolist()} and {second.astype(int).tolist()}"
    step = first - second
    check(step.any(), "the two colors are the same", shown)
    off = abs(float(step @ np.array(weights)))
    check(off < 0.5 + rounding, "the two colors do not have the same gray", f"{shown}: their grays are {off:.3f} apart")
    apart = float(np.linalg.norm(step))
    check(apart >= min_distance - ROUNDING, "the two colors are too close", f"{shown}: {apart:.2f} apart")


def each_lightest(rng: Generator) -> list[Weights]:
    """Three different weights in three orders: each color is once the lightest, which has to change the most.

    If that were green alone, a pair would often change red and blue alike, and exchanging their weights pass unseen.
    """
    a, b, c = some_weights(rng)
    return [(a, b, c), (b, c, a), (c, a, b)]


def near_equal_weights(rng: Generator) -> Weights:
    """Three weights close to those of the mean, which leave two colors of one gray the least room."""
    change = rng.uniform(0.005, 0.03, size=2)
    red, green = 1 / 3 + change * rng.choice([-1, 1], size=2)
    return float(red), float(green), float(1 - red - green)


@pytest.mark.criterion("pair_mean")
def test_two_colors_of_one_mean_and_two_of_one_weighted_gray(student: Any, rng: Generator) -> None:
    require_pair(student.metamer_pair(MEAN), MEAN, 100.0)
    for weights in each_lightest(rng):  # for the mean there is a pair that one can know by heart
        require_pair(student.metamer_pair(weights), weights, 100.0)


@pytest.mark.criterion("pair_distance")
def test_two_colors_as_far_apart_as_asked(student: Any, rng: Generator) -> None:
    for weights in each_lightest(rng):
        asked = float(rng.uniform(150, 170))
        require_pair(student.metamer_pair(weights, asked), weights, asked)


@pytest.mark.criterion("pair_weights")
def test_two_colors_of_one_weighted_gray(student: Any, rng: Generator) -> None:
    for weights in each_lightest(rng):
        asked = float(rng.uniform(50, 150))
        require_pair(student.metamer_pair(weights, asked), weights, asked)
    require_pair(student.metamer_pair(EXACT), EXACT, 100.0, rounding=0.0)


@pytest.mark.criterion("pair_different")
def test_the_colors_differ_even_if_no_distance_is_asked(student: Any, rng: Generator) -> None:
    weights = some_weights(rng)
    for form in (weights, np.array(weights)):
        require_pair(student.metamer_pair(form, min_distance=0.0), weights, 0.0)
    single = np.array(weights, dtype=np.float32)
    require_pair(student.metamer_pair(single, min_distance=0.0), single.astype(float).tolist(), 0.0, rounding=1e-3)
    # Any two dark colors have nearly one gray, so a distance is asked as well
    for weights in each_lightest(rng):
        asked = float(rng.uniform(50, 150))
        require_pair(student.metamer_pair(weights, min_distance=asked), weights, asked)


@pytest.mark.criterion("pair_far")
def test_colors_far_apart(student: Any, rng: Generator) -> None:
    for weights in (some_weights(rng), near_equal_weights(rng), some_weights(rng)):
        asked = 0.95 * reach(weights)
        require_pair(student.metamer_pair(weights, asked), weights, asked)


@pytest.mark.criterion("pair_out_of_reach")
def test_what_is_out_of_reach(student: Any, rng: Generator) -> None:
    """What is out of reach for the one weights is less than what is within reach for the others."""
    narrow, wide = ((weights, reach(weights)) for weights in (near_equal_weights(rng), some_weights(rng)))
    if 1.03 * narrow[1] > 0.95 * wide[1]:
        raise RuntimeError("one bound for all weights would do")
    for weights, farthest in (narrow, wide):
        require_pair(student.metamer_pair(weights, 0.95 * farthest), weights, 0.95 * farthest)
        require_refusal(student, weights, 1.03 * farthest)
    require_refusal(student, wide[0], 1.03 * DIAGONAL)


def require_refusal(student: Any, weights: Weights, asked: float) -> None:
    try:
        got = student.metamer_pair(weights, asked)
    except StudentRaised as raised:
        told = "a distance out of reach must raise ValueError"
        check(raised.type_name == "ValueError", told, f"it raised {raised.type_name}")
    else:
        told = "no two colors of one gray are that far apart; this must be a ValueError"
        raise Mismatch(told, f"got {show(got)}")
