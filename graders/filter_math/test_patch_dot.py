"""Criteria of `patch_dot`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import a_number, a_place, with_more
from .patch_dot import patch_dot
from .results import check_values


@pytest.mark.criterion("patch_by_hand")
def test_one_patch_by_hand(student: Any, rng: Generator) -> None:
    patch = np.array([[[1.0, 2.0], [0.0, 3.0]], [[2.0, 1.0], [1.0, 0.0]]])
    kernel = np.array([[[1.0, 0.0], [2.0, 1.0]], [[-1.0, 1.0], [3.0, 2.0]]])
    check_values(student.patch_dot(patch, kernel, 0.5), 6.5)
    # Products grow with both factors, and a weight that is larger counts its pixel as many times more
    bright, strong, more, bias = (a_number(rng) for _ in range(4))
    place = a_place(rng, kernel)
    got = student.patch_dot(bright * patch, strong * with_more(kernel, place, more), bias)
    check_values(got, bright * strong * (6 + more * patch[place]) + bias)


@pytest.mark.criterion("patch_oblong")
def test_an_oblong_patch_without_bias(student: Any, rng: Generator) -> None:
    patch, kernel = np.array([[[1.0, 0.0, 2.0], [3.0, 1.0, 1.0]]]), np.array([[[2.0, 1.0, 0.0], [1.0, -1.0, 3.0]]])
    check_values(student.patch_dot(patch, kernel), 7.0)
    bright, strong = a_number(rng), a_number(rng)
    check_values(student.patch_dot(bright * patch, strong * kernel), bright * strong * 7)


@pytest.mark.criterion("patch_deep")
def test_a_patch_of_many_channels(student: Any, rng: Generator) -> None:
    for shape, bias in (((4, 2, 3), float(rng.normal())), ((3, 4, 1), 0.0)):
        patch, kernel = rng.normal(size=shape), rng.normal(size=shape)
        got = student.patch_dot(patch, kernel, bias) if bias else student.patch_dot(patch, kernel)
        check_values(got, patch_dot(patch, kernel, bias))
