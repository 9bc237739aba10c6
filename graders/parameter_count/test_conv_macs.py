"""Criteria of `conv_macs`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .conv_macs import conv_macs
from .draws import several, sides
from .numbers_given import check_in_proportion, number


@pytest.mark.criterion("macs")
def test_products_of_four_filters(student: Any, py_rng: Random) -> None:
    check_equal(student.conv_macs((3, 8, 6), 4, 3), 2592)
    times, more = several(py_rng)
    # Six rows of places take 2592, so each takes 432.
    check_equal(student.conv_macs((3, 8 + more, 6), 4 * times, 3), times * (2592 + 432 * more))


@pytest.mark.criterion("macs_moves")
def test_products_of_windows_that_step_and_of_a_border(student: Any, py_rng: Random) -> None:
    """In proportion to the 25 places of steps of 1: what one product counts for is asked elsewhere."""
    plain = student.conv_macs((2, 7, 6), 3, (3, 2))
    for more in (0, py_rng.randint(1, 60)):  # two rows more are a place more in each column, or two
        in_shape = (2, 7 + 2 * more, 6)
        check_in_proportion(student.conv_macs(in_shape, 3, (3, 2), stride=(2, 1)), plain, 15 + 5 * more, 25)
        check_in_proportion(student.conv_macs(in_shape, 3, (3, 2), padding=(1, 0)), plain, 35 + 10 * more, 25)
        check_in_proportion(student.conv_macs(in_shape, 3, (3, 2), dilation=(1, 2)), plain, 20 + 8 * more, 25)


@pytest.mark.criterion("macs_grid")
def test_products_are_counted_on_the_output_grid(student: Any, py_rng: Random) -> None:
    """In proportion to a plain 3×3 layer: what one product counts for is asked elsewhere."""
    shape = (py_rng.randint(2, 4), py_rng.randint(9, 14), py_rng.randint(15, 30))
    spread = {"stride": (2, 1), "padding": (1, 2), "dilation": (2, 3)}
    for in_shape, kernel, options in (
        ((2, 8, 12), 3, {"stride": 2}),
        ((2, 5, 6), 3, {"padding": 1}),
        ((2, 8, 12), 3, {"dilation": 2}),
        (shape, sides(py_rng), spread),
    ):
        plain, got = student.conv_macs(in_shape, 3, 3), student.conv_macs(in_shape, 3, kernel, **options)
        check_in_proportion(got, plain, conv_macs(in_shape, 3, kernel, **options), conv_macs(in_shape, 3, 3))


@pytest.mark.criterion("macs_groups")
def test_groups_save_products(student: Any, py_rng: Random) -> None:
    """Two groups save a half, four save three quarters: whatever a place takes besides."""
    shape = (4 * py_rng.randint(1, 3), py_rng.randint(5, 9), py_rng.randint(10, 30))
    for in_shape, n_filters, kernel in (((4, 6, 5), 4, 3), (shape, 8, py_rng.randint(2, 4))):
        one, two, four = (number(student.conv_macs(in_shape, n_filters, kernel, groups=parts)) for parts in (1, 2, 4))
        check_in_proportion(one - two, one - four, 2, 3)
