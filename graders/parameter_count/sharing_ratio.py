"""`sharing_ratio`: by how much sharing divides the parameters."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, call

from .blocks import made_of, places_block
from .conv_params import conv_params
from .draws import image, pair, some
from .layers import Shape
from .locally_connected_params import example, locally_connected_params
from .windows import Pair, grid, on_grid, places

__all__ = ["arithmetic", "calls", "example", "is_possible", "pictures", "sharing_ratio"]


def sharing_ratio(in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
    return locally_connected_params(in_shape, 1, kernel, stride, padding) // conv_params(in_shape[0], 1, kernel)


def calls(rng: Random) -> Iterator[Call]:
    yield call((1, 2, 3), 2)
    yield call((2, 3, 4), 2)
    yield call((1, 4, 5), 2, stride=2)
    yield call((1, 3, 3), 2, padding=1)
    while True:
        window = image(rng), pair(rng, 2, 3, 4)
        yield call(*window, **some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2)))


def is_possible(in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> bool:
    return places(in_shape[1:], kernel, stride, padding) > 0


def arithmetic(_: Place, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    if not down * across:
        return ""
    return f"{on_grid(in_shape, kernel, stride, padding)}, places = {down}·{across} = {down * across}"


def pictures(case: Case, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Iterator[Picture]:
    yield made_of(case, places_block(*grid(in_shape[1:], kernel, stride, padding)))
