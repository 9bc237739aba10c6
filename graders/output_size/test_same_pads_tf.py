"""Criteria of `same_pads_tf`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .same_pads_tf import same_pads_tf


@pytest.mark.criterion("same_pads")
def test_same_pads_of_a_three_pixel_window(student: Any, py_rng: Random) -> None:
    check_equal(student.same_pads_tf(28, 3), (1, 1))
    check_equal(student.same_pads_tf(28, 3, 2), (0, 1))
    more, wider = py_rng.randint(10, 60), py_rng.randint(2, 12)
    # Two pixels more of the window are a zero more on each side, however long the line is
    check_equal(student.same_pads_tf(28 + more, 3 + 2 * wider), (1 + wider, 1 + wider))
    check_equal(student.same_pads_tf(28 + 2 * more, 3 + 2 * wider, 2), (wider, 1 + wider))


@pytest.mark.criterion("odd_after")
def test_the_odd_pad_goes_after(student: Any, py_rng: Random) -> None:
    s = py_rng.randint(3, 6)
    rest = py_rng.randint(1, s - 1)  # the pads make up for this many pixels less than the kernel has
    odd = (s * py_rng.randint(4, 40) + rest, rest + py_rng.choice((3, 5)), s)
    for case in ((10, 4), (32, 9, 2), (12, 4, 1, 3), odd):
        check_equal(student.same_pads_tf(*case), same_pads_tf(*case))


@pytest.mark.criterion("never_negative")
def test_no_pad_is_negative(student: Any, py_rng: Random) -> None:
    k = py_rng.randint(2, 4)
    s = k + py_rng.randint(2, 4)
    outputs, each = py_rng.randint(4, 12), py_rng.randint(1, 12)
    # Where pads are due they must be given: two zeros always are no answer. Their total is even here.
    due = (s * outputs, s + 2 * each, s)
    for case in ((9, 1, 3), (11, 2, 6), (s * outputs, k, s), due):
        check_equal(student.same_pads_tf(*case), same_pads_tf(*case))
