"""Criteria of `separable_params`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import channels, sides
from .separable_params import separable_params


@pytest.mark.criterion("separable")
def test_a_separable_convolution(student: Any, py_rng: Random) -> None:
    check_equal(student.separable_params(8, 16, 3), 224)
    filters, deeper = py_rng.randint(2, 90), py_rng.randint(2, 90)
    # A filter more has 8 weights and a bias; a channel more has 9 weights and a bias, and a weight in each of the 16.
    check_equal(student.separable_params(8, 16 + filters, 3), 224 + 9 * filters)
    check_equal(student.separable_params(8 + deeper, 16, 3), 224 + 26 * deeper)


@pytest.mark.criterion("separable_pair")
def test_an_oblong_kernel(student: Any, py_rng: Random) -> None:
    """Without biases, which are asked above. A filter more has four weights."""
    for filters in (0, py_rng.randint(2, 90)):
        check_equal(student.separable_params(4, 5 + filters, (2, 3), bias=False), 44 + 4 * filters)


@pytest.mark.criterion("separable_parts")
def test_each_part_has_its_own_weights_and_biases(student: Any, py_rng: Random) -> None:
    """Without biases, which are asked above."""
    c_in, c_out = channels(py_rng)
    kernels = ((9, 4, 3), (3, 7, (3, 5)), (c_in, c_out, sides(py_rng)), (c_in, c_out, 2))
    for wide, deep, kernel in kernels:
        check_equal(
            student.separable_params(wide, deep, kernel, bias=False), separable_params(wide, deep, kernel, False)
        )
