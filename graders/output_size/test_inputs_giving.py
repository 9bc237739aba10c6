"""Criteria of `inputs_giving`."""

from random import Random
from typing import Any

import pytest

from .collected import check_inputs
from .inputs_giving import inputs_giving


@pytest.mark.criterion("inputs")
def test_two_inputs_share_an_output(student: Any, py_rng: Random) -> None:
    check_inputs(student.inputs_giving(3, 3, 2, 1), range(5, 7))
    more, wider = py_rng.randint(2, 40), py_rng.randint(2, 20)
    longer = 2 * more + wider  # by a stride for each position, and as much as the window
    check_inputs(student.inputs_giving(3 + more, 3 + wider, 2, 1), range(5 + longer, 7 + longer))


@pytest.mark.criterion("inputs_all")
def test_every_input_is_found(student: Any, py_rng: Random) -> None:
    wide = (py_rng.randint(4, 9), py_rng.randint(3, 7), py_rng.randint(3, 6), py_rng.randint(1, 3))
    for case in ((6, 5, 4, 0), (7, 4, 1, 1), wide):
        check_inputs(student.inputs_giving(*case), inputs_giving(*case))


@pytest.mark.criterion("inputs_positive")
def test_an_input_has_at_least_one_pixel(student: Any, py_rng: Random) -> None:
    p, below = py_rng.randint(2, 9), py_rng.randint(0, 3)
    for case in ((1, 2 * p - below, py_rng.randint(6, 20), p), (1, 1, 1, p)):
        check_inputs(student.inputs_giving(*case), inputs_giving(*case))
