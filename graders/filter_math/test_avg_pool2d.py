"""Criteria of `avg_pool2d`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .avg_pool2d import avg_pool2d
from .cases import GRID, OBLONG, WINDOWS, a_number, a_pair, a_place, turned
from .results import check_values


@pytest.mark.criterion("avg_by_hand")
def test_average_pooling_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[[[2.0, 3.0], [-3.0, 4.0]]]])
    check_values(student.avg_pool2d(GRID, 2), want)
    # The image turned, all of it darker or brighter, and some pixel brighter by four times what its mean grows by
    strong, level, more, (*_, i, j) = *(a_number(rng) for _ in range(3)), a_place(rng, GRID)
    grid = GRID.copy()
    grid[0, 0, i, j] += 4 * more
    want[0, 0, i // 2, j // 2] += more
    grid, want = turned(rng, grid, want)
    check_values(student.avg_pool2d(strong * grid - level, 2), strong * want - level)


@pytest.mark.criterion("avg_pairs")
def test_windows_and_strides_that_are_pairs(student: Any, rng: Generator) -> None:
    for bright in (1.0, a_number(rng)):
        image = bright * OBLONG[None, None]
        overlapping = np.array([[[[6.125, 7.0], [14.875, 13.625]]]])
        check_values(student.avg_pool2d(image, (2, 4), (2, 1)), bright * overlapping)
        check_values(student.avg_pool2d(image, (4, 1)), bright * np.array([[[[11.25, 10.5, 10.0, 10.25, 10.5]]]]))


@pytest.mark.criterion("avg_windows")
def test_average_pooling_in_oblong_windows(student: Any, rng: Generator) -> None:
    x = rng.normal(size=(2, 3, 7, 10))
    for args in (*WINDOWS, (a_pair(rng, 1, 3),), ((3, 4), (2, 3), (1, 2))):
        check_values(student.avg_pool2d(x, *args), avg_pool2d(x, *args))


@pytest.mark.criterion("avg_inside")
def test_the_border_is_not_counted(student: Any, rng: Generator) -> None:
    for kernel, stride, padding in ((2, 1, 1), (3, 2, 1)):
        x = rng.uniform(1, 2, size=(1, 2, 5, 7))
        check_values(student.avg_pool2d(x, kernel, stride, padding), avg_pool2d(x, kernel, stride, padding))


@pytest.mark.criterion("avg_border")
def test_the_border_is_counted_on_request(student: Any, rng: Generator) -> None:
    for kernel, stride, padding in ((2, None, 1), (3, 2, 1)):
        x = rng.uniform(1, 2, size=(1, 2, 5, 7))
        got = student.avg_pool2d(x, kernel, stride, padding, count_include_pad=True)
        check_values(got, avg_pool2d(x, kernel, stride, padding, count_include_pad=True))
