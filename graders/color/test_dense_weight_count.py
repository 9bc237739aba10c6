"""Criteria of `dense_weight_count`."""

from __future__ import annotations

from typing import Any

import pytest
from numpy.random import Generator

from receptive.grader import check_equal

from .dense_weight_count import dense_weight_count


@pytest.mark.criterion("dense_by_hand")
def test_a_dense_layer_by_hand(student: Any, rng: Generator) -> None:
    check_equal(student.dense_weight_count(2, 2, 3, 4), 52)
    # Twice the units, twice the parameters; with twice the columns each has twice its 12 weights and still one bias
    units, columns = rng.integers(2, 40, size=2).tolist()
    check_equal(student.dense_weight_count(2, 2 * columns, 3, 4 * units), units * (48 * columns + 4))


@pytest.mark.criterion("dense_plain")
def test_an_oblong_image_without_biases_by_hand(student: Any, rng: Generator) -> None:
    for times in (1, int(rng.integers(2, 40))):
        check_equal(student.dense_weight_count(2, 3, 1, 5 * times, bias=False), 30 * times)


@pytest.mark.criterion("dense_sizes")
def test_dense_layers_on_images_of_any_size(student: Any, rng: Generator) -> None:
    for c in (1, 4):
        h, w, hidden = (int(n) for n in rng.permutation([2, 3, 5, 6, 7, 9])[:3])
        check_equal(student.dense_weight_count(h, w, c, hidden), dense_weight_count(h, w, c, hidden))


@pytest.mark.criterion("dense_no_bias")
def test_a_dense_layer_without_biases(student: Any, rng: Generator) -> None:
    h, w, hidden = (int(n) for n in rng.permutation([2, 3, 5, 7])[:3])
    check_equal(student.dense_weight_count(h, w, 3, hidden, bias=False), h * w * 3 * hidden)
