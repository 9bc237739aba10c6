"""Criteria of `locally_connected_params`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import channels, several, sides
from .locally_connected_params import locally_connected_params
from .numbers_given import check_in_proportion


@pytest.mark.criterion("local_layer")
def test_two_filters_at_each_of_twelve_places(student: Any, py_rng: Random) -> None:
    check_equal(student.locally_connected_params((1, 6, 5), 2, 3), 240)
    times, more = several(py_rng)
    # A row more has three places more, with 20 parameters each.
    check_equal(student.locally_connected_params((1, 6 + more, 5), 2 * times, 3), times * (240 + 60 * more))


@pytest.mark.criterion("local_moves")
def test_places_of_windows_that_step_and_of_a_border(student: Any, py_rng: Random) -> None:
    """In proportion to the 25 places of steps of 1: what each place has of its own is asked elsewhere."""
    plain = student.locally_connected_params((2, 7, 6), 3, (3, 2))
    for more in (0, py_rng.randint(1, 60)):  # two rows more are a place more in each column
        in_shape = (2, 7 + 2 * more, 6)
        stepping = student.locally_connected_params(in_shape, 3, (3, 2), stride=(2, 1))
        check_in_proportion(stepping, plain, 15 + 5 * more, 25)
        padded = student.locally_connected_params(in_shape, 3, (3, 2), padding=(1, 0))
        check_in_proportion(padded, plain, 35 + 10 * more, 25)


@pytest.mark.criterion("local_places")
def test_each_place_has_filters_and_biases_of_its_own(student: Any, py_rng: Random) -> None:
    c_in, n_filters = channels(py_rng)
    shape = (c_in, py_rng.randint(5, 7), py_rng.randint(8, 11))
    for case in (((3, 7, 7), 4, 3), (shape, n_filters, py_rng.randint(2, 4)), (shape, n_filters, sides(py_rng))):
        check_equal(student.locally_connected_params(*case), locally_connected_params(*case))


@pytest.mark.criterion("local_grid")
def test_places_follow_stride_and_padding(student: Any, py_rng: Random) -> None:
    """In proportion to steps of 1: what each place has of its own is asked elsewhere."""
    shape, filters = (1, py_rng.randint(8, 12), py_rng.randint(13, 30)), py_rng.randint(2, 9)
    mixed = (shape, filters, sides(py_rng), (2, 3), (1, 2))
    cases: tuple[tuple[Any, ...], ...] = (((1, 8, 10), 2, 3, 2, 1), ((1, 9, 8), 3, (2, 3), 1, (2, 0)), mixed)
    for case in cases:
        got = student.locally_connected_params(*case[:3], stride=case[3], padding=case[4])
        plain, want = student.locally_connected_params(*case[:3]), locally_connected_params(*case[:3])
        check_in_proportion(got, plain, locally_connected_params(*case), want)
