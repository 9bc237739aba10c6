"""`conv_params`: the weights and biases of a convolution."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call, counted

from .blocks import biases_block, made_of
from .draws import pair, some
from .filters import filter_taps, taps
from .windows import Pair, both


def conv_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> int:
    one_filter = filter_taps(c_in, kernel, groups) + (1 if bias else 0)
    return sum(one_filter for _ in range(c_out))


def calls(rng: Random) -> Iterator[Call]:
    yield call(1, 1, 2)
    yield call(2, 1, 2)
    yield call(2, 3, 1)
    yield call(2, 3, 2, bias=False)
    yield call(1, 2, (1, 2))
    yield call(2, 4, 1, groups=2)
    while True:
        groups = rng.choice((1, 1, 2, 3))
        c_in, c_out = (groups * number for number in rng.sample(range(1, 6), 2))
        yield call(c_in, c_out, pair(rng, 1, 2, 3, 5), **some(rng, bias=rng.random() < 0.5), groups=groups)


def arithmetic(_: Place, c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> str:
    weights, count = taps(c_in, kernel, groups)
    if not bias:
        return f"without biases ({weights})·{c_out} = {count}·{c_out} = {count * c_out}"
    return f"({weights} + 1)·{c_out} = {count + 1}·{c_out} = {(count + 1) * c_out}"


def pictures(case: Case, c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> Iterator[Picture]:
    if c_in % groups or c_out % groups:
        return
    (high, wide), depth = both(kernel), c_in // groups
    weights = str(c_out * high * wide * depth)
    name, line = f"weights of {counted(c_out, 'filter')}", f"{c_out}·({high}·{wide}·{depth})"
    yield made_of(case, Block(name, line, weights, (high, wide)), biases_block("filter", c_out, bias))


def example() -> Iterator[Picture]:
    filters = Block("6 filters, used at every place", "6·(5·5·4 + 1)", "606", (5, 5))
    yield Blocks("Six filters of 5×5 on 4 channels", (filters,), "606")
