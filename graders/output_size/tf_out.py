"""`tf_out`: the sizes of TensorFlow, VALID and SAME."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, Ruler, call

from .arithmetic import positions
from .conv_out import conv_out
from .draws import for_same
from .rulers import ruler


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    return conv_out(i, k, s, 0, d) if padding == "VALID" else len(range(0, i, s))


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(3, 1), call(4, 3), call(5, 2, 2), call(6, 2, 3), call(4, 3, padding="SAME"), call(6, 2, 1, 2),
        call(5, 3, 2, padding="SAME"), call(6, 3, 2, padding="SAME"), call(10, 3, 2), call(4, 2, padding="SAME"),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    i, k, s, d = for_same(rng)
    return call(i, k, s, d, "SAME") if rng.random() < 0.5 else call(i + k * d, k, s, d)


def is_possible(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> bool:
    return tf_out(i, k, s, d, padding) > 0


def arithmetic(_: Place, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> str:
    if padding == "VALID":
        return positions(i, k, s, 0, d)
    return f"ceil({i}/{s}) = ceil({i / s:.6g}) = {tf_out(i, k, s, d, padding)}"


def pictures(case: Case, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Iterator[Picture]:
    zeros = max((tf_out(i, k, s, d, padding) - 1) * s + d * (k - 1) + 1 - i, 0) if padding == "SAME" else 0
    yield from ruler(case, i, k, s, (zeros // 2, zeros - zeros // 2), d, case.returned)


def example() -> Iterator[Picture]:
    title = "SAME: a window of 3 on 6 pixels, moved by 2; the odd zero comes after"
    yield Ruler(title, 6, (0, 1), 3, 2, line="ceil(6/2) = 3")
