"""`conv_macs`: the multiply-accumulates of a convolution."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call

from .blocks import made_of, places_block
from .draws import pair, some
from .filters import can_be_dealt, filter_taps, products
from .layers import Shape
from .windows import Pair, both, grid, on_grid, places


def conv_macs(
    in_shape: Shape, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
) -> int:  # fmt: skip
    """Each number of the output takes one product for each tap of its filter."""
    numbers = places(in_shape[1:], kernel, stride, padding, dilation) * n_filters
    each = filter_taps(in_shape[0], kernel, groups)
    return sum(each for _ in range(numbers))


def calls(rng: Random) -> Iterator[Call]:
    yield call((1, 2, 3), 1, 2)
    yield call((2, 3, 4), 2, 2)
    yield call((1, 4, 5), 1, 2, stride=2)
    yield call((1, 3, 3), 1, 2, padding=1)
    yield call((1, 3, 4), 1, 2, dilation=2)
    yield call((1, 3, 4), 1, (1, 2))
    yield call((2, 2, 3), 2, 1, groups=2)
    while True:
        groups = rng.choice((1, 2, 3))
        shape = (groups * rng.randint(1, 3), *rng.sample(range(9, 16), 2))
        window = some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2), dilation=pair(rng, 1, 2, 3))
        yield call(shape, groups * rng.randint(1, 4), pair(rng, 1, 2, 3), **window, groups=groups)


def is_possible(
    in_shape: Shape, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
) -> bool:  # fmt: skip
    stands = places(in_shape[1:], kernel, stride, padding, dilation) > 0
    return stands and can_be_dealt(in_shape[0], n_filters, groups)


def arithmetic(
    _: Place, in_shape: Shape, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
) -> str:  # fmt: skip
    down, across = grid(in_shape[1:], kernel, stride, padding, dilation)
    if not down * across or not can_be_dealt(in_shape[0], n_filters, groups):
        return ""
    sides = on_grid(in_shape, kernel, stride, padding, dilation)
    return f"{sides}, {products((n_filters, down, across), in_shape[0], kernel, groups)}"


def pictures(
    case: Case, in_shape: Shape, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
) -> Iterator[Picture]:  # fmt: skip
    if not can_be_dealt(in_shape[0], n_filters, groups):
        return
    (high, wide), depth = both(kernel), in_shape[0] // groups
    line, value = f"{n_filters}·({high}·{wide}·{depth})", str(n_filters * high * wide * depth)
    each = Block("products at each place", line, value, (high, wide))
    yield made_of(case, places_block(*grid(in_shape[1:], kernel, stride, padding, dilation)), each, how="multiplied")


def example() -> Iterator[Picture]:
    parts = (Block("places of the output", "6·4", "24"), Block("products at each", "4·(3·3·3)", "108", (3, 3)))
    yield Blocks("Four filters of 3×3 on (3, 8, 6)", parts, "2592", how="multiplied")
