"""`unused_pixels`: what is left over behind the last window."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, Ruler, call

from .conv_out import conv_out
from .draws import fitting
from .rulers import ruler


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    """What is left of the padded line behind the last window."""
    last_start = -p + s * (conv_out(i, k, s, p) - 1)
    return i + p - (last_start + k)


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(3, 1), call(4, 2, 2), call(5, 2, 2), call(7, 2, 3), call(5, 2, 4, 1), call(10, 3, 2), call(10, 3, 4, 1),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    i, k, s, p, _ = fitting(rng, dilations=1)
    return call(i, k, s + 1, p)


def is_possible(i: int, k: int, s: int = 1, p: int = 0) -> bool:
    return conv_out(i, k, s, p) > 0


def arithmetic(_: Place, i: int, k: int, s: int = 1, p: int = 0) -> str:
    free = i + 2 * p - k
    if free < 0:
        return ""
    steps = free // s
    used = f"floor({free}/{s}) = {steps} {'step uses' if steps == 1 else 'steps use'} {steps}·{s} = {steps * s}"
    return f"{i} + 2·{p} - {k} = {free} free, {used}, left over {free} - {steps * s} = {free % s}"


def pictures(case: Case, i: int, k: int, s: int = 1, p: int = 0) -> Iterator[Picture]:
    yield from ruler(case, i, k, s, (p, p), theirs=case.returned, asks_left_over=True)


def example() -> Iterator[Picture]:
    title = "A window of 3 on 10 pixels, moved by 2"
    yield Ruler(title, 10, (0, 0), 3, 2, line="10 - (6 + 3) = 1", asks_left_over=True)
