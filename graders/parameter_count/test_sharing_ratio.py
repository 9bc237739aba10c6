"""Criteria of `sharing_ratio`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import several, sides
from .sharing_ratio import sharing_ratio


@pytest.mark.criterion("ratio")
def test_forty_eight_places_share(student: Any, py_rng: Random) -> None:
    check_equal(student.sharing_ratio((3, 10, 8), 3), 48)
    c_in, more = several(py_rng)
    # Eight rows of places or eight columns; one more of them has six places more.
    check_equal(student.sharing_ratio((c_in, 10 + more, 8), 3), 48 + 6 * more)
    check_equal(student.sharing_ratio((3, 8, 20 + more), 3), 108 + 6 * more)


@pytest.mark.criterion("ratio_moves")
def test_windows_that_step_and_a_border(student: Any, py_rng: Random) -> None:
    for more in (0, py_rng.randint(1, 60)):  # two rows more are a place more in each column, or two
        check_equal(student.sharing_ratio((2, 7 + 2 * more, 6), (3, 2), stride=(2, 1)), 15 + 5 * more)
        check_equal(student.sharing_ratio((2, 7 + 2 * more, 6), (3, 2), padding=(1, 0)), 35 + 10 * more)


@pytest.mark.criterion("ratio_grid")
def test_every_place_of_the_output_shares(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(2, 5), py_rng.randint(9, 12), py_rng.randint(15, 20))
    wide = (shape, sides(py_rng), (2, 3), (1, 2))
    rows = ((1, 9, 8), (2, 3), 1, (2, 0))  # here padding counts, whatever the draw
    for in_shape, kernel, stride, padding in (((4, 8, 6), 3, 2, 1), ((2, 7, 12), (3, 4), 3, 0), rows, wide):
        got = student.sharing_ratio(in_shape, kernel, stride=stride, padding=padding)
        check_equal(got, sharing_ratio(in_shape, kernel, stride, padding))
