"""`locally_connected_params`: the parameters of a convolution whose places share nothing."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call

from .blocks import made_of, places_block
from .conv_params import conv_params
from .draws import image, pair, some
from .filters import taps
from .layers import Shape
from .windows import Pair, both, grid, on_grid, places


def locally_connected_params(in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
    """A convolution of its own at every place."""
    own = conv_params(in_shape[0], n_filters, kernel)
    return sum(own for _ in range(places(in_shape[1:], kernel, stride, padding)))


def calls(rng: Random) -> Iterator[Call]:
    yield call((1, 2, 3), 2, 2)
    yield call((2, 3, 4), 2, 2)
    yield call((1, 4, 5), 1, 2, stride=2)
    yield call((1, 3, 3), 1, 2, padding=1)
    yield call((1, 3, 4), 2, (1, 2))
    while True:
        options = some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2))
        yield call(image(rng), rng.randint(2, 6), pair(rng, 2, 3, 4), **options)


def is_possible(in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> bool:
    del n_filters
    return places(in_shape[1:], kernel, stride, padding) > 0


def arithmetic(_: Place, in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    if not down * across:
        return ""
    weights, count = taps(in_shape[0], kernel)
    each, stands = n_filters * (count + 1), down * across
    line = f"{down}·{across} = {stands} places with {n_filters}·({weights} + 1) = {each} each"
    return f"{on_grid(in_shape, kernel, stride, padding)}, {line}, {stands}·{each} = {stands * each}"


def pictures(
    case: Case, in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
) -> Iterator[Picture]:
    high, wide = both(kernel)
    each = str(n_filters * (high * wide * in_shape[0] + 1))
    own = Block("parameters at each place", f"{n_filters}·({high}·{wide}·{in_shape[0]} + 1)", each, (high, wide))
    yield made_of(case, places_block(*grid(in_shape[1:], kernel, stride, padding)), own, how="multiplied")


def example() -> Iterator[Picture]:
    parts = (
        Block("places of the window", "4·3", "12", (4, 3)),
        Block("parameters at each", "2·(3·3·1 + 1)", "20", (3, 3)),
    )
    yield Blocks("Two filters of 3×3 on 6×5 pixels, not shared", parts, "240", how="multiplied")
