"""Criteria of `max_filters_within`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check, check_equal, show

from .conv_params import conv_params
from .dense_params import dense_params
from .max_filters_within import max_filters_within
from .numbers_given import number
from .windows import places


@pytest.mark.criterion("filters_fit")
def test_twelve_filters_fit(student: Any, py_rng: Random) -> None:
    check_equal(student.max_filters_within(1000, 1, 3, 2, (8, 8)), 12)
    # A filter costs 82; with 1000 parameters 14 are left over, which is far from one more. The biases of so
    # many filters, if they are left out, make room for another.
    more, rest = py_rng.randint(70, 200), py_rng.randint(-9, 60)
    check_equal(student.max_filters_within(1000 + 82 * more + rest, 1, 3, 2, (8, 8)), 12 + more)


@pytest.mark.criterion("filters_oblong")
def test_ten_filters_of_two_by_three(student: Any, py_rng: Random) -> None:
    # On 4×7 pixels there are 15 places. A filter costs 58, and 17 are left over.
    for more, rest in ((0, 0), (py_rng.randint(2, 5), py_rng.randint(-9, 20))):
        check_equal(student.max_filters_within(600 + 58 * more + rest, 2, (2, 3), 3, (4, 7)), 10 + more)


@pytest.mark.criterion("filters_most")
def test_not_one_more_would_fit(student: Any, py_rng: Random) -> None:
    for kernel in (3, (2, 4)):
        c_in, classes = py_rng.randint(2, 5), py_rng.randint(3, 9)
        in_hw = (py_rng.randint(5, 7), py_rng.randint(8, 10))
        filters = py_rng.randint(8, 20)
        exact = conv_params(c_in, filters, kernel) + dense_params(filters * places(in_hw, kernel), classes)
        for budget in (exact, exact - 1, exact + py_rng.randint(20, 40)):
            arguments = (budget, c_in, kernel, classes, in_hw)
            check_equal(student.max_filters_within(*arguments), max_filters_within(*arguments))


@pytest.mark.criterion("filters_none")
def test_a_budget_may_be_too_small_for_one(student: Any, py_rng: Random) -> None:
    classes = py_rng.randint(20, 30)
    for budget in (classes + 60, classes, 5):
        check_equal(student.max_filters_within(budget, 3, 3, classes, (5, 6)), 0)
    # The first filter here is far cheaper than the one above, so a budget that was too small is plenty.
    few, plenty = py_rng.randint(2, 4), classes + 60
    got = student.max_filters_within(plenty, 1, 1, few, (1, py_rng.randint(1, 3)))
    check(number(got) > 0, "a budget for several filters is called too small for one", f"returned {show(got)}")
