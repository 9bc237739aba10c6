"""Criteria of `zero_pad2d`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import a_number
from .results import check_values
from .zero_pad2d import zero_pad2d


@pytest.mark.criterion("pad_by_hand")
def test_a_border_by_hand(student: Any, rng: Generator) -> None:
    for row in ([1.0, 2.0], [a_number(rng) for _ in range(rng.integers(3, 7))]):
        nothing = [0.0] * (len(row) + 2)
        check_values(student.zero_pad2d(np.array([row]), 1), np.array([nothing, [0.0, *row, 0.0], nothing]))


@pytest.mark.criterion("pad_pair")
def test_pads_that_are_a_pair_or_four(student: Any, rng: Generator) -> None:
    for a, b in ((5.0, 6.0), (a_number(rng), a_number(rng))):
        row = np.array([[a, b]])
        check_values(student.zero_pad2d(row, (0, 1)), np.array([[0.0, a, b, 0.0]]))
        check_values(student.zero_pad2d(row, ((1, 0), (0, 2))), np.array([[0.0, 0.0, 0.0, 0.0], [a, b, 0.0, 0.0]]))


@pytest.mark.criterion("pad_leading")
def test_only_the_last_two_axes_are_padded(student: Any, rng: Generator) -> None:
    x = rng.normal(size=(2, 3, 2, 4))
    check_values(student.zero_pad2d(x, 2), zero_pad2d(x, 2))


@pytest.mark.criterion("pad_sides")
def test_a_pad_of_its_own_for_each_side(student: Any, rng: Generator) -> None:
    for shape, pad in (((3, 4), (2, 0)), ((2, 3, 4), ((0, 2), (3, 1)))):
        x = rng.normal(size=shape)
        check_values(student.zero_pad2d(x, pad), zero_pad2d(x, pad))
