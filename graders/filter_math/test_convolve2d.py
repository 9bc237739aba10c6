"""Criteria of `convolve2d`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import KERNEL, OBLONG, PLANE, a_number, a_pair, a_place, with_more
from .convolve2d import convolve2d
from .results import check_values


@pytest.mark.criterion("convolve_by_hand")
def test_convolution_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[6.0, 2.0, 0.0], [-1.0, 4.0, 3.0]])
    check_values(student.convolve2d(PLANE, KERNEL), want)
    bright, more, (u, v) = a_number(rng), a_number(rng), a_place(rng, KERNEL)
    want += more * PLANE[1 - u : 3 - u, 1 - v : 4 - v]
    check_values(student.convolve2d(bright * PLANE, with_more(KERNEL, (u, v), more)), bright * want)


@pytest.mark.criterion("convolve_tall")
def test_a_tall_kernel(student: Any, rng: Generator) -> None:
    kernel = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 0.0]])
    want = np.array([[44.0, 19.0, 33.0, 27.0], [52.0, 41.0, 40.0, 69.0]])
    for bright in (1.0, a_number(rng)):
        check_values(student.convolve2d(bright * OBLONG, kernel), bright * want)


@pytest.mark.criterion("convolve_oblong")
def test_the_kernel_is_flipped_on_both_axes(student: Any, rng: Generator) -> None:
    # Wider than high: the kernel has more places along the rows than down
    x, k = rng.normal(size=sorted(a_pair(rng, 4, 7))), rng.normal(size=(3, 2))
    check_values(student.convolve2d(x, k), convolve2d(x, k))
