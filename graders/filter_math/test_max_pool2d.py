"""Criteria of `max_pool2d`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import GRID, OBLONG, a_number, a_pair, turned
from .max_pool2d import max_pool2d
from .results import check_values

WINNERS = ((1, 0), (1, 2), (2, 0), (2, 3))  # the largest pixel of each window of 2×2


@pytest.mark.criterion("max_by_hand")
def test_max_pooling_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[[[4.0, 8.0], [-1.0, 7.0]]]])
    check_values(student.max_pool2d(GRID, 2), want)
    # The image turned, all of it darker or brighter, and the largest pixel of one window larger
    (n, strong, level, more), grid = (rng.integers(4), *(a_number(rng) for _ in range(3))), GRID.copy()
    grid[0, 0][WINNERS[n]] += more
    want.flat[n] += more
    grid, want = turned(rng, grid, want)
    check_values(student.max_pool2d(strong * grid - level, 2), strong * want - level)


@pytest.mark.criterion("max_pairs")
def test_windows_and_strides_that_are_pairs(student: Any, rng: Generator) -> None:
    for bright in (1.0, a_number(rng)):
        image = bright * OBLONG[None, None]
        overlapping = np.array([[[[14.0, 14.0, 12.0], [19.0, 20.0, 20.0]]]])
        check_values(student.max_pool2d(image, (2, 3), (2, 1)), bright * overlapping)
        check_values(student.max_pool2d(image, (4, 1)), bright * np.array([[[[16.0, 18.0, 19.0, 20.0, 17.0]]]]))


@pytest.mark.criterion("max_negative")
def test_windows_below_zero(student: Any, rng: Generator) -> None:
    x = rng.normal(size=(2, 3, 7, 10)) - 3
    for kernel, stride in ((2, 2), (3, 2)):
        check_values(student.max_pool2d(x, kernel, stride), max_pool2d(x, kernel, stride))


@pytest.mark.criterion("max_windows")
def test_max_pooling_in_oblong_windows(student: Any, rng: Generator) -> None:
    for kernel, stride in (((3, 2), (1, 2)), (a_pair(rng, 1, 3), None)):
        height, width = 2 * rng.integers(3, 6, size=2) + (1, 0)  # never square; of the first a column is left over
        x = rng.uniform(1, 2, size=(2, 3, height, width))
        check_values(student.max_pool2d(x, kernel, stride=stride), max_pool2d(x, kernel, stride))
