"""Criteria of `unused_pixels`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import uneven
from .unused_pixels import unused_pixels


@pytest.mark.criterion("left_over")
def test_pixels_behind_the_last_window(student: Any, py_rng: Random) -> None:
    check_equal(student.unused_pixels(10, 3, 2), 1)
    check_equal(student.unused_pixels(11, 3, 4), 0)
    check_equal(student.unused_pixels(10, 3), 0)
    # Two steps come out even, whatever the stride. Pixels more are left over, as long as they are less than a step.
    k, s = py_rng.randint(2, 20), py_rng.choice((8, 16, 32, 64))  # floats divide by these exactly
    for more in py_rng.sample(range(1, s), 2):
        check_equal(student.unused_pixels(k + 2 * s + more, k, s), more)


@pytest.mark.criterion("left_over_padded")
def test_padding_counts_towards_what_is_left(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng, least=5)
    # 2p is no multiple of any stride from 5 on, and neither is p: padding forgotten or counted once must show.
    for case in ((10, 3, 4, 1), (12, 5, 3, 2), (i, k, s, py_rng.choice((1, 2)))):
        check_equal(student.unused_pixels(*case), unused_pixels(*case))
