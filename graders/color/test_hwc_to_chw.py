"""Criteria of `hwc_to_chw`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .hwc_to_chw import hwc_to_chw
from .results import check_values


@pytest.mark.criterion("layout_by_hand")
def test_two_pixels_change_their_layout(student: Any, rng: Generator) -> None:
    img, want = np.array([[[1, 2, 3], [4, 5, 6]]]), np.array([[[1, 4]], [[2, 5]], [[3, 6]]])
    check_values(student.hwc_to_chw(img), want)
    numbers = rng.permutation(100)  # whatever the numbers are, each goes to the same place
    check_values(student.hwc_to_chw(numbers[img]), numbers[want])


@pytest.mark.criterion("layout_oblong")
def test_oblong_images_of_any_channels(student: Any, rng: Generator) -> None:
    for shape in ((2, 4, 3), (5, 3, 1), (3, 2, 4)):
        img = rng.normal(size=shape)
        check_values(student.hwc_to_chw(img), hwc_to_chw(img))
    check_values(student.hwc_to_chw(np.asfortranarray(img)), hwc_to_chw(img))


@pytest.mark.criterion("layout_batch")
def test_a_batch_keeps_its_first_axis(student: Any, rng: Generator) -> None:
    for shape in ((2, 4, 5, 3), (3, 3, 2, 2)):
        img = rng.normal(size=shape)
        check_values(student.hwc_to_chw(img), hwc_to_chw(img))
