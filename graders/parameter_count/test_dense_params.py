"""Criteria of `dense_params`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .dense_params import dense_params
from .draws import several
from .numbers_given import check_biases


@pytest.mark.criterion("dense_layer")
def test_six_neurons_on_twenty_numbers(student: Any, py_rng: Random) -> None:
    check_equal(student.dense_params(20, 6), 126)
    times, more = several(py_rng)
    check_equal(student.dense_params(20 + more, 6 * times), times * (126 + 6 * more))


@pytest.mark.criterion("dense_plain")
def test_four_neurons_without_biases(student: Any, py_rng: Random) -> None:
    for times in (1, py_rng.randint(2, 20)):
        check_equal(student.dense_params(7, 4 * times, bias=False), 28 * times)


@pytest.mark.criterion("dense_bias")
def test_one_bias_for_each_neuron(student: Any, py_rng: Random) -> None:
    n_in, n_out = py_rng.sample(range(5, 60), 2)
    check_biases(student.dense_params, n_in, n_out, count=n_out)
    check_equal(student.dense_params(n_in, n_out, bias=False), dense_params(n_in, n_out, False))
