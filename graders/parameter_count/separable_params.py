"""`separable_params`: the parameters of a depthwise and a pointwise convolution."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call

from .blocks import made_of
from .conv_params import conv_params
from .dense_params import dense_params
from .draws import pair, some
from .windows import Pair, both


def separable_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> int:
    """One filter for each channel alone, then filters of one tap through all channels."""
    depthwise = sum(conv_params(1, 1, kernel, bias) for _ in range(c_in))
    return depthwise + dense_params(c_in, c_out, bias)


def calls(rng: Random) -> Iterator[Call]:
    yield call(1, 2, 2)
    yield call(2, 3, 2)
    yield call(2, 3, 2, bias=False)
    yield call(2, 1, (1, 2))
    while True:
        yield call(*rng.sample(range(2, 12), 2), pair(rng, 2, 3, 4), **some(rng, bias=rng.random() < 0.5))


def arithmetic(_: Place, c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> str:
    """The depthwise part, the pointwise part, and both together."""
    high, wide = both(kernel)
    depthwise, pointwise = parts_of(c_in, c_out, kernel, bias)
    if bias:
        line = f"{c_in}·({high}·{wide} + 1) + {c_out}·({c_in} + 1)"
    else:
        line = f"without biases {c_in}·{high}·{wide} + {c_out}·{c_in}"
    return f"{line} = {depthwise} + {pointwise} = {depthwise + pointwise}"


def pictures(case: Case, c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> Iterator[Picture]:
    (high, wide), one = both(kernel), int(bias)
    depthwise, pointwise = map(str, parts_of(c_in, c_out, kernel, bias))
    yield made_of(
        case,
        Block("depthwise", f"{c_in}·({high}·{wide} + {one})", depthwise, (high, wide)),
        Block("pointwise", f"{c_out}·({c_in} + {one})", pointwise, (1, 1)),
    )


def parts_of(c_in: int, c_out: int, kernel: Pair, bias: bool) -> tuple[int, int]:
    high, wide = both(kernel)
    return c_in * (high * wide + int(bias)), c_out * (c_in + int(bias))


def example() -> Iterator[Picture]:
    parts = (Block("depthwise", "8·(3·3 + 1)", "80", (3, 3)), Block("pointwise", "16·(8 + 1)", "144", (1, 1)))
    yield Blocks("8 channels to 16, separably", parts, "224")
