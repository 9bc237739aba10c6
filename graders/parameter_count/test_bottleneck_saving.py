"""Criteria of `bottleneck_saving`."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest

from receptive.grader import check, show

from .bottleneck_saving import bottleneck_saving
from .draws import channels, sides
from .numbers_given import number


@pytest.mark.criterion("bottleneck")
def test_a_bottleneck_saves(student: Any, py_rng: Random) -> None:
    check_ratio(student.bottleneck_saving(64, 64, 3, 16), 3.6)
    times, eighths = py_rng.randint(2, 20), py_rng.randint(1, 6)
    # A detour of times as many channels is times as long; if all numbers of channels grow or shrink alike, it stays.
    check_ratio(student.bottleneck_saving(8 * eighths, 8 * eighths, 3, 2 * eighths * times), 3.6 / times)


@pytest.mark.criterion("bottleneck_pair")
def test_an_oblong_kernel(student: Any, py_rng: Random) -> None:
    """Either way up: which of the two is divided is asked above. A wider detour is as many times longer."""
    for times in (1, py_rng.randint(2, 20)):
        check_ratio(student.bottleneck_saving(12, 10, (2, 3), 4 * times), 2.5 / times, times / 2.5)


@pytest.mark.criterion("bottleneck_detour")
def test_the_detour_is_narrow_first(student: Any, py_rng: Random) -> None:
    c_in, c_out = channels(py_rng)
    # Either way up: which of the two is divided is asked above.
    for case in ((12, 5, 3, 4), (3, 8, 2, 20), (c_in, c_out, sides(py_rng), py_rng.randint(2, 9))):
        want = bottleneck_saving(*case)
        check_ratio(student.bottleneck_saving(*case), want, 1 / want)


def check_ratio(got: Any, want: float, *as_well: float) -> None:
    right = any(math.isclose(number(got), each, rel_tol=1e-9) for each in (want, *as_well))
    check(right, "the ratio is wrong", f"returned {show(got)}, expected {want:.10g}")
