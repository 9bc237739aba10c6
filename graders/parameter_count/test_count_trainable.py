"""Criteria of `count_trainable`. Models are doubles, made beside the student's code."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .count_trainable import count_trainable


def check_model(student: Any, probes: Any, description: list[Any]) -> None:
    check_equal(student.count_trainable(probes.build(description)), count_trainable(description))


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
    # One thing after the other, so that who misses several is told which: depth and types, names, then all at once
    inner = ["Sequential", ["Linear", 4, units, {"bias": False}]]
    check_model(student, probes, ["Sequential", inner, ["Shifted", (units,), {"bias": False}]])
    check_model(student, probes, ["Sequential", ["Scaled", (units,)]])
    block = ["Scaled", (3, 1, 1), ["Conv2d", 2, 3, (3, 2), {"bias": False}], ["Sequential", ["Linear", 4, units]]]
    check_model(student, probes, ["Sequential", block, ["Scaled", (), ["Linear", units, 3]]])
    check_model(student, probes, ["Linear", units, 3])


@pytest.mark.criterion("trainable_frozen")
def test_frozen_parameters_do_not_count(student: Any, probes: Any, py_rng: Random) -> None:
    c_in, units = py_rng.randint(2, 5), py_rng.randint(6, 90)
    backbone = ["Sequential", ["Conv2d", c_in, 5, (3, 3)], ["ReLU"], ["Conv2d", 5, 6, (2, 2)], {"frozen": "all"}]
    check_model(student, probes, ["Sequential", backbone, ["Linear", units, 4, {"bias": False}]])
    check_model(student, probes, ["Sequential", ["Linear", 7, units, {"frozen": ["weight"]}], ["Linear", units, 2]])


@pytest.mark.criterion("trainable_tied")
def test_what_is_used_twice_counts_once(student: Any, probes: Any, py_rng: Random) -> None:
    """Weights only: whether biases are counted is asked elsewhere."""
    width, units = py_rng.randint(4, 9), py_rng.randint(10, 90)
    bare = {"bias": False}
    twice = ["Linear", width, width, {"name": "twice", **bare}]
    check_model(student, probes, ["Sequential", twice, ["ReLU"], ["again", "twice"], ["Linear", width, 3, bare]])
    rows = ["Linear", width, units, {"name": "rows", **bare}]
    tied = ["Linear", width, units, {"weight_of": "rows", **bare}]
    check_model(student, probes, ["Sequential", rows, ["Sequential", tied]])
    # As large as each other, but not the same
    check_model(student, probes, ["Sequential", ["Linear", units, width, bare], ["Linear", units, width, bare]])


@pytest.mark.criterion("trainable_buffers")
def test_running_statistics_do_not_count(student: Any, probes: Any, py_rng: Random) -> None:
    width = py_rng.randint(5, 90)
    check_model(student, probes, ["Sequential", ["Conv2d", 2, width, (1, 1)], ["BatchNorm2d", width], ["ReLU"]])
