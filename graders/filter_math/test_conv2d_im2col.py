"""Criteria of `conv2d_im2col`: the matrix product, and how fast it is."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import check

from .cases import MIRRORED, MOVED, OBLONG, A, C, a_number, drawn, filled, filtered_by_hand
from .conv2d import conv2d
from .images import Array
from .results import check_values

TIMED, TIMED_FILTERS = (4, 8, 28, 28), (16, 8, 3, 3)


@pytest.mark.criterion("product_by_hand")
def test_the_matrix_product_by_hand(student: Any, rng: Generator) -> None:
    for args, want in filtered_by_hand(rng):
        check_values(student.conv2d_im2col(*args), want)


@pytest.mark.criterion("product_moves")
def test_moves_by_hand(student: Any, rng: Generator) -> None:
    for move, want in MOVED:
        for bright in (1.0, a_number(rng)):
            got = student.conv2d_im2col(bright * OBLONG[None, None], MIRRORED, **move)
            check_values(got, bright * np.array([[want]]))


@pytest.mark.criterion("product_together")
def test_the_matrix_product_agrees_with_the_loops(student: Any, rng: Generator) -> None:
    for case in filled(rng, A, C, drawn(rng)):
        got = student.conv2d_im2col(case.x, case.w, case.b, **case.move)
        check_values(got, conv2d(case.x, case.w, case.b, **case.move))


@pytest.mark.criterion("product_dilation")
def test_the_matrix_product_dilated(student: Any, rng: Generator) -> None:
    for dilation in (2, (2, 3)):
        x, w = rng.normal(size=(1, 2, 6, 8)), rng.normal(size=(3, 2, 2, 3))
        check_values(student.conv2d_im2col(x, w, dilation=dilation), conv2d(x, w, dilation=dilation))


@pytest.mark.criterion("product_speed")
def test_the_matrix_product_is_ten_times_faster(student: Any, rng: Generator, clock: Callable[[], float]) -> None:
    loops_s = seconds_of_loops()
    for _ in range(3):
        x, w = rng.normal(size=TIMED), rng.normal(size=TIMED_FILTERS)  # never seen before: what is kept does not help
        start = clock()
        got = student.conv2d_im2col(x, w)
        seconds = clock() - start
        check_values(got, by_taps(x, w))
        if 10 * seconds <= loops_s:
            return
        if seconds > 3 * loops_s:  # no further try turns this into a tenth
            break
    check(False, "right, but not ten times faster than the loops", f"{seconds:.3f} s, the loops take {loops_s:.3f} s")


@functools.cache
def seconds_of_loops() -> float:
    """The processor time that plain loops need for a convolution that is large enough to be timed."""
    fixed = np.random.default_rng(28)
    x, w = fixed.normal(size=TIMED), fixed.normal(size=TIMED_FILTERS)
    start = time.process_time()
    looped = conv2d(x, w)
    seconds = time.process_time() - start
    if not np.allclose(by_taps(x, w), looped):
        raise RuntimeError("the taps do not add up to what the loops give")
    return seconds


def by_taps(x: Array, w: Array) -> Array:
    """The same as `conv2d` without the wait: each of the 3×3 taps weighs a shifted image, and all are added."""
    height, width = x.shape[2] - 2, x.shape[3] - 2
    shifted = (
        np.einsum("nchw,fc->nfhw", x[:, :, u : u + height, v : v + width], w[:, :, u, v]) for u, v in np.ndindex(3, 3)
    )
    total: Array = sum(shifted, np.zeros(()))
    return total
