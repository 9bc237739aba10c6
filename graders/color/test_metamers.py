"""Hidden grader of `metamer_pair`: any pair that does what is asked is right."""

from __future__ import annotations

import numpy as np
import oracle
import pytest
from color_cases import each_lightest, near_equal_weights, some_weights
from color_checks import MEAN, require_pair

from receptive.grader import Mismatch, StudentRaised, check, show

# Sums of these have no rounding, and (255, 0, 0) and (0, 255, 217) are exactly 0.5 apart: that is not less than 0.5
EXACT = (15 / 32, 4 / 32, 13 / 32)
DIAGONAL = 255 * 3**0.5


@pytest.mark.criterion("pair_mean")
def test_two_colors_of_one_mean_and_two_of_one_weighted_gray(student, rng):
    require_pair(student.metamer_pair(MEAN), MEAN, 100.0)
    for weights in each_lightest(rng):  # for the mean there is a pair that one can know by heart
        require_pair(student.metamer_pair(weights), weights, 100.0)


@pytest.mark.criterion("pair_weights")
def test_two_colors_of_one_weighted_gray(student, rng):
    for weights in each_lightest(rng):
        asked = float(rng.uniform(50, 150))
        require_pair(student.metamer_pair(weights, asked), weights, asked)
    require_pair(student.metamer_pair(EXACT), EXACT, 100.0, rounding=0.0)


@pytest.mark.criterion("pair_different")
def test_the_colors_differ_even_if_no_distance_is_asked(student, rng):
    weights = some_weights(rng)
    for form in (weights, np.array(weights)):
        require_pair(student.metamer_pair(form, min_distance=0.0), weights, 0.0)
    # Any two dark colors have nearly one gray, so a distance is asked as well
    for weights in each_lightest(rng):
        asked = float(rng.uniform(50, 150))
        require_pair(student.metamer_pair(weights, min_distance=asked), weights, asked)


@pytest.mark.criterion("pair_far")
def test_colors_far_apart(student, rng):
    for weights in (some_weights(rng), near_equal_weights(rng), some_weights(rng)):
        asked = 0.95 * oracle.reach(weights)
        require_pair(student.metamer_pair(weights, asked), weights, asked)


@pytest.mark.criterion("pair_out_of_reach")
def test_what_is_out_of_reach(student, rng):
    """What is out of reach for the one weights is less than what is within reach for the others."""
    narrow, wide = ((weights, oracle.reach(weights)) for weights in (near_equal_weights(rng), some_weights(rng)))
    if 1.03 * narrow[1] > 0.95 * wide[1]:
        raise RuntimeError("one bound for all weights would do")
    for weights, reach in (narrow, wide):
        require_pair(student.metamer_pair(weights, 0.95 * reach), weights, 0.95 * reach)
        require_refusal(student, weights, 1.03 * reach)
    require_refusal(student, wide[0], 1.03 * DIAGONAL)


def require_refusal(student, weights, asked):
    try:
        got = student.metamer_pair(weights, asked)
    except StudentRaised as raised:
        told = "a distance out of reach must raise ValueError"
        check(raised.type_name == "ValueError", told, f"it raised {raised.type_name}")
    else:
        told = "no two colors of one gray are that far apart; this must be a ValueError"
        raise Mismatch(told, f"got {show(got)}")
