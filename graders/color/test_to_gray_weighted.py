"""Criteria of `to_gray_weighted`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .images import COLORS, mixed
from .results import check_values
from .to_gray_weighted import to_gray_weighted
from .weights import TELEVISION, some_weights


@pytest.mark.criterion("weighted_by_hand")
def test_the_weighted_sum_of_two_pixels_by_hand(student: Any, rng: Generator) -> None:
    check_values(student.to_gray_weighted(COLORS), np.array([[125.34, 149.685]]))
    img, want = mixed(rng, np.array([125.34, 149.685]))
    check_values(student.to_gray_weighted(img), want)


@pytest.mark.criterion("weighted_halves")
def test_a_half_of_red_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[142.0, 76.5]])
    for img, gray in ((COLORS, want), mixed(rng, want[0])):
        check_values(student.to_gray_weighted(img, (0.5, 0.3, 0.2)), gray)


@pytest.mark.criterion("weighted_own")
def test_weights_of_ones_own(student: Any, rng: Generator) -> None:
    for shape, form in (((4, 5, 3), tuple), ((2, 3, 4, 3), np.array)):
        img, weights = rng.normal(size=shape), some_weights(rng)
        check_values(student.to_gray_weighted(img, form(weights)), to_gray_weighted(img, weights))


@pytest.mark.criterion("weighted_axis")
def test_the_weighted_sum_along_another_axis(student: Any, rng: Generator) -> None:
    for shape, axis in (((3, 4, 3), 0), ((2, 3, 3, 5), -3), ((3, 3, 3), 1)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_weighted(img, channel_axis=axis), to_gray_weighted(img, TELEVISION, axis))


@pytest.mark.criterion("weights_rounded")
def test_published_weights_are_taken_as_they_are(student: Any, rng: Generator) -> None:
    img = rng.uniform(10, 200, size=(2, 3, 3))
    for weights in ((0.2989, 0.5870, 0.1140), (0.2129, 0.7154, 0.0722)):
        check_values(student.to_gray_weighted(img, weights), to_gray_weighted(img, weights))
