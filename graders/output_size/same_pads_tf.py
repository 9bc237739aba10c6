"""`same_pads_tf`: how many zeros SAME puts before and after."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, call

from .conv_out import conv_out
from .draws import for_same
from .rulers import ruler
from .tf_out import example, tf_out

__all__ = ["arithmetic", "calls", "example", "pictures", "same_pads_tf"]


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    """Add one zero after the other, at the end first, until there are as many positions as SAME promises."""
    before = after = 0
    while conv_out(i + before + after, k, s, 0, d) < tf_out(i, k, s, d, "SAME"):
        before, after = (before + 1, after) if before < after else (before, after + 1)
    return before, after


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(3, 1), call(4, 3), call(4, 2), call(5, 3, 2), call(6, 3, 2), call(5, 1, 3), call(6, 4), call(6, 2, 1, 2),
        call(7, 4, 3), call(8, 3, 1, 2), call(8, 4, 1, 3), call(9, 2, 5),
    )  # fmt: skip
    while True:
        yield call(*for_same(rng))


def arithmetic(place: Place, i: int, k: int, s: int = 1, d: int = 1) -> str:
    """How far the windows reach, what is missing, and the share of one side."""
    windows = tf_out(i, k, s, d, "SAME")
    reach = (windows - 1) * s + d * (k - 1) + 1
    total = max(reach - i, 0)
    span = f"{k}" if d == 1 else f"{d}·({k} - 1) + 1"
    half = total // 2
    before = f"before = floor({total}/2) = {half}"
    share = f"after = {total} - floor({total}/2) = {total} - {half} = {total - half}" if place[0] else before
    reaching = f"ceil({i}/{s}) = {windows} {'window needs' if windows == 1 else 'windows need'}"
    reaching += f" ({windows} - 1)·{s} + {span} = {reach} pixel{'' if reach == 1 else 's'}"
    return f"{reaching}, zeros in all = max({reach} - {i}, 0) = {total}, {share}"


def pictures(case: Case, i: int, k: int, s: int = 1, d: int = 1) -> Iterator[Picture]:
    yield from ruler(case, i, k, s, same_pads_tf(i, k, s, d), d)
