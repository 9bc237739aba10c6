"""Hidden grader of `parameter_count`, models and budgets. Models are doubles, made beside the student's code."""

from random import Random
from typing import Any

import pytest
from numbers_given import number
from oracle import conv_params, count_trainable, dense_params, max_filters_within, places

from receptive.grader import check, check_equal, show


def check_model(student: Any, probes: Any, description: list[Any]) -> None:
    check_equal(student.count_trainable(probes.build(description)), count_trainable(description))


# count_trainable


@pytest.mark.criterion("trainable")
def test_a_convolution_and_a_dense_layer(student: Any, probes: Any, py_rng: Random) -> None:
    model = probes.build(["Sequential", ["Conv2d", 3, 4, (2, 2)], ["ReLU"], ["Linear", 5, 2]])
    check_equal(student.count_trainable(model), 64)
    # 52 of them are the convolution's and 12 the dense layer's; times as many filters have times as many, and so on.
    filters, units = py_rng.randint(2, 30), py_rng.randrange(3, 30, 2)  # odd: no two tensors are of one shape
    model = probes.build(["Sequential", ["Conv2d", 3, 4 * filters, (2, 2)], ["ReLU"], ["Linear", 5, 2 * units]])
    check_equal(student.count_trainable(model), 52 * filters + 12 * units)


@pytest.mark.criterion("trainable_nested")
def test_modules_within_modules(student: Any, probes: Any, py_rng: Random) -> None:
    units = py_rng.randint(6, 90)
    block = ["Scaled", (3, 1, 1), ["Conv2d", 2, 3, (3, 2), {"bias": False}], ["Sequential", ["Linear", 4, units]]]
    check_model(student, probes, ["Sequential", block, ["Scaled", (), ["Linear", units, 3]]])
    check_model(student, probes, ["Linear", units, 3])


@pytest.mark.criterion("trainable_frozen")
def test_frozen_parameters_do_not_count(student: Any, probes: Any, py_rng: Random) -> None:
    c_in, units = py_rng.randint(2, 5), py_rng.randint(6, 90)
    backbone = ["Sequential", ["Conv2d", c_in, 5, (3, 3)], ["ReLU"], ["Conv2d", 5, 6, (2, 2)], {"frozen": "all"}]
    check_model(student, probes, ["Sequential", backbone, ["Linear", units, 4]])
    check_model(student, probes, ["Sequential", ["Linear", 7, units, {"frozen": ["weight"]}], ["Linear", units, 2]])


@pytest.mark.criterion("trainable_tied")
def test_what_is_used_twice_counts_once(student: Any, probes: Any, py_rng: Random) -> None:
    width, units = py_rng.randint(4, 9), py_rng.randint(10, 90)
    twice = ["Linear", width, width, {"name": "twice"}]
    check_model(student, probes, ["Sequential", twice, ["ReLU"], ["again", "twice"], ["Linear", width, 3]])
    rows = ["Linear", width, units, {"name": "rows"}]
    tied = ["Linear", width, units, {"weight_of": "rows"}]
    check_model(student, probes, ["Sequential", rows, ["Scaled", (2,), tied]])
    # As large as each other, but not the same
    check_model(student, probes, ["Sequential", ["Linear", units, width], ["Linear", units, width]])


@pytest.mark.criterion("trainable_buffers")
def test_running_statistics_do_not_count(student: Any, probes: Any, py_rng: Random) -> None:
    width = py_rng.randint(5, 90)
    check_model(student, probes, ["Sequential", ["Conv2d", 2, width, (1, 1)], ["BatchNorm2d", width], ["ReLU"]])


# max_filters_within


@pytest.mark.criterion("filters_fit")
def test_twelve_filters_fit(student: Any, py_rng: Random) -> None:
    check_equal(student.max_filters_within(1000, 1, 3, 2, (8, 8)), 12)
    # A filter costs 82; with 1000 parameters 14 are left over, which is far from one more. The biases of so
    # many filters, if they are left out, make room for another.
    more, rest = py_rng.randint(70, 200), py_rng.randint(-9, 60)
    check_equal(student.max_filters_within(1000 + 82 * more + rest, 1, 3, 2, (8, 8)), 12 + more)


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
    got = student.max_filters_within(plenty, 1, (1, py_rng.randint(1, 2)), few, (1, py_rng.randint(2, 3)))
    check(number(got) > 0, "a budget for several filters is called too small for one", f"returned {show(got)}")
