"""`to_gray_mean`: the mean of the three channels."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from receptive.grader import Call, Case, Picture, Place

from .images import Array, calls_for_gray, generator
from .pixels import channels_at, number, part, pixel_and_gray, wrong_pixel
from .to_gray_weighted import to_gray_weighted


def to_gray_mean(img: Array, channel_axis: int = -1) -> Array:
    return to_gray_weighted(img, (1.0, 1.0, 1.0), channel_axis) / 3


def calls(rng: Random) -> Iterator[Call]:
    yield from calls_for_gray(generator(rng))


def arithmetic(place: Place, img: Array, channel_axis: int = -1) -> str:
    terms = " + ".join(part(value) for value in channels_at(img, channel_axis, place))
    return f"({terms})/3 = {number(to_gray_mean(img, channel_axis)[place])}"


def pictures(case: Case, img: Any, channel_axis: int = -1) -> Iterator[Picture]:
    yield from wrong_pixel(case, img, channel_axis)


def example() -> Iterator[Picture]:
    yield pixel_and_gray(("1/3", "1/3", "1/3"), "120")
