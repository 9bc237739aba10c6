"""Criteria of `tf_out`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import uneven
from .tf_out import tf_out


@pytest.mark.criterion("tf_sizes")
def test_tensorflow_has_two_sizes(student: Any, py_rng: Random) -> None:
    check_equal(student.tf_out(28, 3, 2, padding="SAME"), 14)
    check_equal(student.tf_out(28, 3, 2, padding="VALID"), 13)
    # An odd number of positions more: round() goes to the even neighbor, which hides it in the case above.
    more, wider = py_rng.randrange(3, 60, 2), 2 * py_rng.randint(2, 12)
    check_equal(student.tf_out(28 + 2 * more, 3 + wider, 2, padding="SAME"), 14 + more)
    check_equal(student.tf_out(28 + 2 * more + wider, 3 + wider, 2, padding="VALID"), 13 + more)


@pytest.mark.criterion("tf_valid")
def test_valid_is_a_window_without_padding(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng)
    check_equal(student.tf_out(i, k, s), tf_out(i, k, s))
    for size in (10, 8):  # half a step is left over, of either parity
        check_equal(student.tf_out(size, 3, 2, padding="VALID"), tf_out(size, 3, 2))
    check_equal(student.tf_out(i, 3, d=4, padding="VALID"), tf_out(i, 3, d=4))


@pytest.mark.criterion("tf_same")
def test_same_looks_at_the_stride_only(student: Any, py_rng: Random) -> None:
    i, k, s = uneven(py_rng)
    for case in ((i, k, s, 1), (s * py_rng.randint(4, 9) + 1, k, s, 1), (3, 8, 2, 1), (15, 3, 1, 2)):
        check_equal(student.tf_out(*case, padding="SAME"), tf_out(*case, padding="SAME"))
