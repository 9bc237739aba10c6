"""`bottleneck_saving`: how many times fewer weights a detour through few channels has."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call

from .blocks import made_of
from .conv_params import conv_params
from .dense_params import dense_params
from .draws import pair
from .filters import taps
from .windows import Pair, both


def bottleneck_saving(c_in: int, c_out: int, kernel: Pair, c_mid: int) -> float:
    through = dense_params(c_in, c_mid, False) + conv_params(c_mid, c_out, kernel, False)
    return conv_params(c_in, c_out, kernel, False) / through


def calls(rng: Random) -> Iterator[Call]:
    yield call(2, 2, 3, 1)
    yield call(4, 2, 2, 1)
    yield call(2, 4, 2, 3)
    yield call(4, 6, (1, 2), 2)
    while True:
        c_in, c_out, c_mid = rng.sample(range(2, 20), 3)
        yield call(c_in, c_out, pair(rng, 1, 2, 3), c_mid)


def arithmetic(_: Place, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> str:
    (direct, weights), (behind, last) = taps(c_in, kernel), taps(c_mid, kernel)
    line = f"{direct}·{c_out}/(1·1·{c_in}·{c_mid} + {behind}·{c_out})"
    numbers = f"{weights * c_out}/({c_in * c_mid} + {last * c_out})"
    return f"{line} = {numbers} = {bottleneck_saving(c_in, c_out, kernel, c_mid):.6g}"


def pictures(case: Case, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> Iterator[Picture]:
    high, wide = both(kernel)
    direct, first, last = high * wide * c_in * c_out, c_in * c_mid, high * wide * c_mid * c_out
    way = Block("the direct way", f"{high}·{wide}·{c_in}·{c_out}", str(direct), (high, wide))
    detour = Block("the detour", f"{c_in}·{c_mid} + {high}·{wide}·{c_mid}·{c_out}", str(first + last))
    yield made_of(case, way, detour, how="divided")


def example() -> Iterator[Picture]:
    parts = (
        Block("the direct way", "3·3·64·64", "36864", (3, 3)),
        Block("the detour", "64·16 + 3·3·16·64", "10240"),
    )
    yield Blocks("64 channels to 64 by way of 16", parts, "3.6", how="divided")
