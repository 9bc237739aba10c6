"""`inputs_giving`: the inputs that give an output."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, call

from .conv_out import conv_out, example

__all__ = ["calls", "example", "inputs_giving"]


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    """Try every input that could matter."""
    found = [i for i in range(1, o * s + k + 1) if conv_out(i, k, s, p) == o]
    return range(found[0], found[-1] + 1) if found else range(0)


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(1, 1, 1, 0), call(2, 1, 2, 0), call(2, 3, 1, 0), call(2, 3, 2, 0), call(3, 3, 2, 1), call(2, 2, 3, 1),
        call(1, 1, 1, 1), call(1, 3, 4, 2), call(1, 1, 4, 1), call(4, 3, 5, 2),
    )  # fmt: skip
    while True:
        yield call(rng.randint(1, 9), rng.randint(1, 7), rng.randint(1, 6), rng.randint(0, 4))
