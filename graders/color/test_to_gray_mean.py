"""Criteria of `to_gray_mean`, and what both grays refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import Refusals, check

from .images import COLORS, Array, mixed
from .results import as_array, check_values
from .to_gray_mean import to_gray_mean
from .weights import a_number, some_weights


@pytest.mark.criterion("mean_by_hand")
def test_the_mean_of_two_pixels_by_hand(student: Any, rng: Generator) -> None:
    check_values(student.to_gray_mean(COLORS), np.array([[120.0, 85.0]]))
    img, want = mixed(rng, np.array([120.0, 85.0]))
    check_values(student.to_gray_mean(img), want)


@pytest.mark.criterion("mean_first")
def test_the_mean_of_two_pixels_with_channels_first(student: Any, rng: Generator) -> None:
    want = np.array([[120.0, 85.0]])
    for img, gray in ((COLORS, want), mixed(rng, want[0])):
        check_values(student.to_gray_mean(img.transpose(2, 0, 1), channel_axis=0), gray)


@pytest.mark.criterion("mean_uint8")
def test_the_mean_of_bytes(student: Any, rng: Generator) -> None:
    img = rng.integers(100, 256, size=(3, 4, 3), dtype=np.uint8)
    check_values(student.to_gray_mean(img), to_gray_mean(img))


@pytest.mark.criterion("mean_batches")
def test_the_mean_of_one_color_one_image_and_many(student: Any, rng: Generator) -> None:
    for shape in ((3,), (2, 4, 5, 3), (2, 1, 4, 2, 3)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_mean(np.asfortranarray(img)), to_gray_mean(img))
    img = rng.normal(size=(3, 2, 3))
    check_values(student.to_gray_mean(strided(img)), to_gray_mean(img))


def strided(array: Array) -> Array:
    """The same numbers, every second cell of a larger array."""
    wide = np.full((*array.shape[:-1], 2 * array.shape[-1]), 99, dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


@pytest.mark.criterion("mean_axis")
def test_the_mean_along_another_axis(student: Any, rng: Generator) -> None:
    for shape, axis in (((3, 4, 3), 0), ((2, 3, 3, 5), -3), ((3, 3, 3), 1)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_mean(img, channel_axis=axis), to_gray_mean(img, axis))


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any, rng: Generator) -> None:
    height, width, other = rng.permutation([1, 2, 4, 5, 6])[:3].tolist()
    img, cube, axis = rng.normal(size=(height, width, 3)), rng.normal(size=(3, 3, 3)), int(rng.integers(3))
    refuses = refusing(student.to_gray_mean)
    refuses(ValueError, "img", rng.normal(size=(height, width, other)), img)
    refuses(ValueError, "img", rng.normal(size=(3, other, 3)), cube, channel_axis=1)
    refuses(TypeError, "img", None, img)
    refuses(ValueError, "channel_axis", int(rng.integers(3, 9)), cube, channel_axis=axis)
    refuses(TypeError, "channel_axis", axis + 0.5, cube, channel_axis=axis)
    refuses = refusing(student.to_gray_weighted)
    refuses(ValueError, "img", rng.normal(size=(3, width, other)), img)
    red, green, blue = weights = some_weights(rng)
    refuses(ValueError, "weights", (red, green, blue - a_number(rng) / 100), img, weights=weights)
    refuses(ValueError, "weights", (red, 1 - red), img, weights=weights)
    refuses(TypeError, "weights", None, img, weights=weights)


def refusing(function: Any) -> Callable[..., None]:
    """Asks for refusals of one function; the same call with a possible value must give an array, whatever is in it."""
    refusals = Refusals(function)

    def refuses(error: type[Exception], argument: str, impossible: Any, img: Array, **options: Any) -> None:
        gray = as_array(function(img, **options))
        check(isinstance(gray, np.ndarray) and gray.dtype.kind in "iuf", "possible input gives no array of numbers")
        call = {"img": img, **options, argument: impossible}
        refusals.check(call.pop("img"), error=error, argument=argument, **call)

    return refuses
