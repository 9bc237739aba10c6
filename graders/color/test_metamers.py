"""Hidden grader of `metamer_pair`: any pair that does what is asked is right."""

from __future__ import annotations

import numpy as np
import oracle
import pytest
from color_cases import some_weights
from color_checks import MEAN, ROUNDING, as_colors, require_pair

from receptive.grading.checks import Mismatch, check, show
from receptive.grading.failures import StudentRaised

# Their reach takes a while to work out, so it is remembered
BT601, BT709 = (0.299, 0.587, 0.114), (0.2126, 0.7152, 0.0722)
KNOWN = (MEAN, BT601, BT709, (0.2, 0.7, 0.1), (0.1, 0.25, 0.65), (0.25, 0.5, 0.25))
# Sums of these have no rounding, and (255, 0, 0) and (0, 255, 217) are exactly 0.5 apart: that is not less than 0.5
EXACT = (15 / 32, 4 / 32, 13 / 32)
DIAGONAL = 255 * 3**0.5


@pytest.mark.criterion("pair_mean")
def test_two_colors_of_one_mean(student):
    first, second = as_colors(student.metamer_pair(MEAN))
    shown = f"{first.astype(int).tolist()} and {second.astype(int).tolist()}"
    check((first != second).any(), "the two colors are the same", shown)
    apart = abs(first.mean() - second.mean())
    check(apart < 0.5 + ROUNDING, "the two colors do not have the same gray", f"{shown}: {apart:.3f} apart")
    check(np.linalg.norm(first - second) >= 100.0 - ROUNDING, "the two colors are too close", shown)


@pytest.mark.criterion("pair_weights")
def test_two_colors_of_one_weighted_gray(student, rng):
    for _ in range(2):
        weights = some_weights(rng)
        require_pair(student.metamer_pair(weights), weights, 100.0)
    require_pair(student.metamer_pair(EXACT), EXACT, 100.0, rounding=0.0)


@pytest.mark.criterion("pair_different")
def test_the_colors_differ_even_if_no_distance_is_asked(student, rng):
    weights = some_weights(rng)
    for form in (weights, np.array(weights)):
        require_pair(student.metamer_pair(form, min_distance=0.0), weights, 0.0)


@pytest.mark.criterion("pair_far")
def test_colors_far_apart(student, rng):
    for index in rng.permutation(len(KNOWN))[:3].tolist():
        weights = KNOWN[index]
        asked = 0.95 * oracle.reach(weights)
        require_pair(student.metamer_pair(weights, asked), weights, asked)


@pytest.mark.criterion("pair_out_of_reach")
def test_what_is_out_of_reach(student, rng):
    weights = KNOWN[rng.integers(len(KNOWN))]
    as_colors(student.metamer_pair(weights, 50.0))
    for asked in (1.03 * oracle.reach(weights), 1.03 * DIAGONAL):
        try:
            got = student.metamer_pair(weights, asked)
        except StudentRaised as raised:
            check(
                raised.type_name == "ValueError", f"a distance out of reach raises {raised.type_name}, not ValueError"
            )
        else:
            raise Mismatch(
                "no two colors of one gray are that far apart; this must be a ValueError", f"got {show(got)}"
            )
