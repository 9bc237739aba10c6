"""`dense_weight_count`: how many parameters a dense layer needs for an image."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from random import Random

from receptive.grader import Block, Blocks, Call, Case, Picture, Place, call

from .images import generator


def dense_weight_count(h: int, w: int, c: int, hidden: int, bias: bool = True) -> int:
    wires = sum(1 for _ in product(range(h), range(w), range(c), range(hidden)))
    return wires + sum(1 for _ in range(hidden) if bias)


def calls(rng: Random) -> Iterator[Call]:
    yield call(1, 2, 3, 10)
    yield call(1, 1, 3, 2, bias=False)
    yield call(2, 2, 3, 4)
    drawn = generator(rng)
    for turn in count():
        h, w, c, hidden = drawn.integers(2, 13, size=4).tolist()
        yield call(h, w, c, hidden, **({"bias": False} if turn % 3 == 2 else {}))


def arithmetic(_: Place, h: int, w: int, c: int, hidden: int, bias: bool = True) -> str:
    """One unit, then all; counted here, since the obvious program takes its time over large layers."""
    unit, size = (f"({h}·{w}·{c} + 1)", h * w * c + 1) if bias else (f"{h}·{w}·{c}", h * w * c)
    return f"{unit}·{hidden} = {size}·{hidden} = {size * hidden}"


def pictures(case: Case, h: int, w: int, c: int, hidden: int, bias: bool = True) -> Iterator[Picture]:
    if case.place is None:
        return
    weights = Block("weights", f"{hidden}·({h}·{w}·{c})", str(hidden * h * w * c), (h, w))
    one = Block("biases", "one for each unit" if bias else "none asked for", str(hidden if bias else 0))
    yield Blocks(case.call, (weights, one), str(case.expected), str(case.returned), case.arithmetic)


def example() -> Iterator[Picture]:
    parts = (Block("weights", "100·(32·32·3)", "307200"), Block("biases", "one for each unit", "100"))
    yield Blocks("100 units on 32×32 pixels in color", parts, "307300")
