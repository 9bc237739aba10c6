"""`conv_out`: how many positions a window has on a line of pixels."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, Ruler, call

from .arithmetic import positions
from .draws import fitting
from .rulers import ruler


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    """Slide the window from the first padded pixel for as long as its last tap is on the line."""
    start, count = -p, 0
    while start + d * (k - 1) < i + p:
        start, count = start + s, count + 1
    return count


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(3, 1), call(3, 3), call(5, 3), call(5, 2, 2), call(6, 2, 3), call(3, 1, 1, 1), call(5, 2, d=2),
        call(6, 3, 1, 0, 2), call(10, 3, 2), call(8, 3, 2), call(9, 1, 3, 2), call(2, 4, 1, 1), call(12, 4, 3, 1),
    )  # fmt: skip
    while True:
        yield call(*fitting(rng))


def is_possible(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> bool:
    return conv_out(i, k, s, p, d) > 0


def arithmetic(_: Place, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> str:
    return positions(i, k, s, p, d)


def pictures(case: Case, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Iterator[Picture]:
    yield from ruler(case, i, k, s, (p, p), d, case.returned)


def example() -> Iterator[Picture]:
    yield Ruler("A window of 3 on 10 pixels, stride 2", 10, (0, 0), 3, 2)
