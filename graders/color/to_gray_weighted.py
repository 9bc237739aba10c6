"""`to_gray_weighted`: a weighted sum of the three channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Picture, Place

from .images import Array, calls_for_gray, generator
from .pixels import channels_at, number, part, pixel_and_gray, wrong_pixel
from .weights import SHOWN, TELEVISION


def to_gray_weighted(img: Array, weights: Sequence[float] = TELEVISION, channel_axis: int = -1) -> Array:
    axis = channel_axis % img.ndim
    out = np.zeros(img.shape[:axis] + img.shape[axis + 1 :])
    for place in np.ndindex(*img.shape):
        out[place[:axis] + place[axis + 1 :]] += float(weights[place[axis]]) * float(img[place])
    return out


def calls(rng: Random) -> Iterator[Call]:
    for turn, (args, kwargs) in enumerate(calls_for_gray(generator(rng))):
        yield args, kwargs
        yield (*args, SHOWN[turn % len(SHOWN)]), kwargs


def arithmetic(place: Place, img: Array, weights: Sequence[float] = TELEVISION, channel_axis: int = -1) -> str:
    met = list(zip(weights, channels_at(img, channel_axis, place), strict=True))
    products = " + ".join(f"{part(weight)}·{part(value)}" for weight, value in met)
    terms = " + ".join(part(float(weight) * float(value)) for weight, value in met)
    return f"{products} = {terms} = {number(to_gray_weighted(img, weights, channel_axis)[place])}"


def pictures(case: Case, img: Any, weights: Any = TELEVISION, channel_axis: int = -1) -> Iterator[Picture]:
    del weights  # the arithmetic has them
    yield from wrong_pixel(case, img, channel_axis)


def example() -> Iterator[Picture]:
    yield pixel_and_gray([str(weight) for weight in TELEVISION], "125.34")
