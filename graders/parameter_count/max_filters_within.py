"""`max_filters_within`: how many filters a budget of parameters pays for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call, counted

from .blocks import made_of
from .conv_params import conv_params
from .dense_params import dense_params
from .draws import pair
from .filters import taps
from .layers import Shape
from .windows import Pair, both, grid, places


def max_filters_within(budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> int:
    """Add filters until the network is too large."""
    each, filters = places(in_hw, kernel), 0
    while conv_params(c_in, filters + 1, kernel) + dense_params((filters + 1) * each, head_classes) <= budget:
        filters += 1
    return filters


def calls(rng: Random) -> Iterator[Call]:
    yield call(20, 1, 1, 2, (2, 2))
    yield call(22, 1, 1, 2, (2, 2))
    yield call(50, 1, 2, 2, (3, 4))
    yield call(9, 1, 2, 2, (3, 4))
    yield call(1, 1, 1, 2, (2, 2))
    yield call(100, 2, 2, 2, (3, 4))
    yield call(100, 1, (1, 2), 2, (2, 3))
    while True:
        c_in, classes, kernel = rng.randint(1, 4), rng.randint(2, 9), pair(rng, 1, 2, 3)
        size = tuple(rng.sample(range(4, 9), 2))
        budget = rng.choice((classes - 1, rng.randint(20, 300), rng.randint(500, 5000)))
        yield call(budget, c_in, kernel, classes, size)


def is_possible(budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> bool:
    del budget, c_in, head_classes
    return all(size >= window for size, window in zip(in_hw, both(kernel), strict=True))


def arithmetic(_: Place, budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> str:
    down, across = grid(in_hw, kernel)
    if not down * across:
        return ""
    weights, count = taps(c_in, kernel)
    own, head = count + 1, down * across * head_classes
    sides = "·".join(f"({size} - {side} + 1)" for size, side in zip(in_hw, both(kernel), strict=True))
    cost = f"a filter costs {weights} + 1 = {own} and in the head {sides}·{head_classes} = {head}"
    left, each = budget - head_classes, own + head
    fitting = f"floor(({budget} - {head_classes})/({own} + {head})) = floor({left / each:.6g}) = {left // each}"
    return f"{cost}, {fitting}" + (f", not even one fits, max({left // each}, 0) = 0" if left < 0 else "")


def pictures(case: Case, budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> Iterator[Picture]:
    """The network with as many filters as are right: what each part of it costs."""
    down, across = grid(in_hw, kernel)
    if not down * across:
        return
    high, wide = both(kernel)
    own, head = high * wide * c_in + 1, down * across * head_classes
    yield made_of(
        case,
        Block(f"{counted(case.expected, 'filter')}, each with", f"{high}·{wide}·{c_in} + 1", str(own), (high, wide)),
        Block("and in the head", f"{down}·{across}·{head_classes}", str(head)),
        Block("the head's biases, once", f"budget {budget} - {head_classes} leaves", str(budget - head_classes)),
        how="filters that fit:",
    )


def example() -> Iterator[Picture]:
    parts = (
        Block("12 filters, each with", "3·3·1 + 1", "10", (3, 3)),
        Block("and in the head", "6·6·2", "72"),
        Block("the head's biases, once", "budget 1000 - 2 leaves", "998"),
    )
    yield Blocks("What a budget of 1000 pays for", parts, "12", line="floor(998/82) = 12", how="filters that fit:")
