"""`configs`: the windows that lead from one size to another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from receptive.grader import Call, call

from .conv_out import conv_out, example

__all__ = ["calls", "configs", "example"]


def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    choices = product(range(1, max_k + 1), range(1, max_s + 1), range(max_p + 1))
    return {(k, s, p) for k, s, p in choices if conv_out(i, k, s, p) == o}


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(1, 1, 1, 1, 0), call(3, 3, 2, 1, 0), call(3, 2, 2, 2, 0), call(5, 3, 3, 2, 0), call(2, 1, 3, 2, 0),
        call(3, 3, 3, 1, 1), call(4, 2, 3, 3, 1), call(5, 2, 4, 3, 2),
    )  # fmt: skip
    while True:
        yield call(rng.randint(2, 14), rng.randint(1, 5), *(rng.randint(2, 4) for _ in range(3)))
