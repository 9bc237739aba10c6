"""Criteria of `im2col`, and memory layouts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import IMAGE, A, C, drawn, filled
from .conv2d import conv2d
from .im2col import im2col
from .images import Array
from .results import check_values


@pytest.mark.criterion("columns_by_hand")
def test_columns_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[[1, 2], [2, 4], [0, 1], [1, 5], [2, 0], [0, 1], [1, 1], [1, 2]]])
    check_values(student.im2col(IMAGE, (2, 2)), want.astype(float))
    numbers = rng.permutation(100).astype(float)  # whatever the numbers are, each goes to the same places
    check_values(student.im2col(numbers[IMAGE.astype(int)], (2, 2)), numbers[want])


@pytest.mark.criterion("columns_moves")
def test_columns_of_windows_that_step_and_of_a_border(student: Any, rng: Generator) -> None:
    at = np.arange(1, 13).reshape(1, 1, 3, 4)  # of each place a number; 0 is the border
    steps = [[1, 2, 3, 9, 10, 11], [2, 3, 4, 10, 11, 12]]
    border = [[0, 1, 5, 9], [0, 2, 6, 10], [0, 3, 7, 11], [0, 4, 8, 12],
              [1, 5, 9, 0], [2, 6, 10, 0], [3, 7, 11, 0], [4, 8, 12, 0]]  # fmt: skip
    for numbers in (np.arange(13.0), np.array([0.0, *rng.permutation(np.arange(1.0, 13.0))])):
        check_values(student.im2col(numbers[at], (1, 2), stride=(2, 1)), numbers[[steps]])
        check_values(student.im2col(numbers[at], (2, 4), padding=(1, 0)), numbers[[border]])


@pytest.mark.criterion("columns_order")
def test_the_order_of_rows_and_columns(student: Any, rng: Generator) -> None:
    for case in filled(rng, A, C, drawn(rng)):
        kernel = case.w.shape[2:]
        check_values(student.im2col(case.x, kernel, **case.move), im2col(case.x, kernel, **case.move))
    x = rng.normal(size=(2, 2, 3, 4))
    check_values(student.im2col(x, 2), im2col(x, 2))


@pytest.mark.criterion("layouts")
def test_memory_layouts(student: Any, rng: Generator) -> None:
    x, even = rng.normal(size=(1, 1, 5, 5)), np.ones((1, 1, 3, 3))
    for laid_out in (np.asfortranarray(x), strided(x)):
        check_values(student.conv2d(laid_out, even), conv2d(x, even))
        check_values(student.im2col(laid_out, 3), im2col(x, 3))


def strided(array: Array) -> Array:
    """The same numbers, every second cell of a larger array."""
    wide = np.full((*array.shape[:-2], 2 * array.shape[-2], 2 * array.shape[-1]), 99, dtype=array.dtype)
    wide[..., ::2, ::2] = array
    return wide[..., ::2, ::2]
