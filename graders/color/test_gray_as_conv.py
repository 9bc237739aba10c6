"""Criteria of `gray_as_conv`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .gray_as_conv import gray_as_conv
from .results import check_values
from .weights import some_weights


@pytest.mark.criterion("kernel_by_hand")
def test_the_kernel_by_hand(student: Any, rng: Generator) -> None:
    red, green = (rng.integers(100, 450, size=2) / 1000).tolist()
    for weights in ((0.5, 0.3, 0.2), (red, green, 1 - red - green)):
        check_values(student.gray_as_conv(weights), np.array([[[[weights[0]]], [[weights[1]]], [[weights[2]]]]]))


@pytest.mark.criterion("kernel_gray")
def test_the_convolution_computes_the_gray(student: Any, rng: Generator) -> None:
    whole = rng.permutation([0, 2, 5])  # nothing is asked about their sum
    forms: tuple[Any, ...] = (some_weights(rng), [0.2989, 0.5870, 0.1140], np.array(some_weights(rng)))
    for weights in (*forms, whole, whole.astype(np.uint8)):
        check_values(student.gray_as_conv(weights), gray_as_conv(weights))
