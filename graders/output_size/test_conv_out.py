"""Criteria of `conv_out`, and what is refused in the whole topic."""

from random import Random
from typing import Any

import pytest

from receptive.grader import BreakRefusals, Refusals, check_equal

from .conv_out import conv_out
from .draws import uneven
from .refusals import broken_chains, check_shapes, check_windows

# What an open criterion expects of drawn numbers follows from the case above them, by what the lesson says of windows.


@pytest.mark.criterion("window")
def test_a_window_counts_its_positions(student: Any, py_rng: Random) -> None:
    for arguments, positions in (((7, 3), 5), ((9, 3, 2), 4)):
        check_equal(student.conv_out(*arguments), positions)
    more, wider = py_rng.randint(3, 90), py_rng.randint(2, 90)
    # A step more for each pixel, or for each two; and where line and window are longer by as much, nothing changes
    check_equal(student.conv_out(7 + more + wider, 3 + wider), 5 + more)
    check_equal(student.conv_out(9 + 2 * more + wider, 3 + wider, 2), 4 + more)


@pytest.mark.criterion("stride")
def test_larger_strides_round_down(student: Any, py_rng: Random) -> None:
    # The first two are halves of either parity: Python's round() goes to the even neighbor and hides in one of them.
    for i, k, s in ((10, 3, 2), (8, 3, 2), (37, 4, 5), uneven(py_rng), uneven(py_rng)):
        check_equal(student.conv_out(i, k, s), conv_out(i, k, s))


@pytest.mark.criterion("padding")
def test_padding_counts_on_both_sides(student: Any, py_rng: Random) -> None:
    window = py_rng.choice(((2, 1), (3, 2), (4, 3), (6, 1), (7, 2)))  # none of them keeps the size
    for i, k, p in ((9, 3, 2), (2, 4, 1), (py_rng.randint(12, 90), *window)):
        check_equal(student.conv_out(i, k, p=p), conv_out(i, k, p=p))


@pytest.mark.criterion("dilation")
def test_dilation_spreads_the_taps(student: Any, py_rng: Random) -> None:
    for i, k, d in ((20, 4, 2), (9, 1, 3), (py_rng.randint(24, 90), py_rng.randint(3, 5), py_rng.randint(3, 5))):
        check_equal(student.conv_out(i, k, d=d), conv_out(i, k, d=d))


@pytest.mark.criterion("together")
def test_everything_at_once(student: Any, py_rng: Random) -> None:
    cases = [(37, 4, 2, 2, 1), (17, 7, 3, 0, 1), (12, 4, 3, 1, 1), (16, 3, 2, 1, 3)]
    for _ in range(2):
        i, k, s = uneven(py_rng)
        cases.append((i + 20, k, s, py_rng.randint(1, 4), py_rng.randint(2, 3)))
    for case in cases:
        check_equal(student.conv_out(*case), conv_out(*case))


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any, py_rng: Random) -> None:
    check_windows(Refusals(student.conv_out), py_rng)
    check_shapes(Refusals(student.conv2d_out_shape), py_rng)
    refusals = BreakRefusals(student.trace)
    for chain in broken_chains(py_rng):
        refusals.check(chain)
