"""Demonstrations of `metamer_pair`, where many pairs are right, and of `equivariance_error`, which takes a function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from color_checks import ROUNDING, as_colors

from receptive.grader import Demonstration, Demonstrations, StudentRaised, a_thing, check_close

Array = npt.NDArray[Any]

WEIGHTS = (0.5, 0.3, 0.2)
OUT_OF_REACH = 1000  # nothing is farther than from black to white


def pair(min_distance: float) -> Demonstration:
    """Two colors, or the name of the error that comes instead."""

    def ask(student: Any, probes: Any) -> Any:
        del probes
        try:
            found = student.metamer_pair(WEIGHTS, min_distance)
        except StudentRaised as raised:
            return a_thing(raised)
        return [color.astype(int).tolist() for color in as_colors(found)]

    def decides(answer: Any) -> Any:
        return answer if isinstance(answer, str) else facts(answer, min_distance)

    wanted = "two colors" if min_distance == 0 else f"two colors at least {min_distance} apart"
    return Demonstration(
        f"metamer_pair({WEIGHTS}, {min_distance})",
        ask,
        ("pair", WEIGHTS, min_distance),
        decides=decides,
        wanted=f"{wanted} whose grays differ by less than 0.5" if min_distance < OUT_OF_REACH else "a ValueError",
    )


def facts(colors: Sequence[Sequence[int]], min_distance: float) -> list[bool]:
    """Whether the two are different, of one gray, and far enough from each other."""
    step = np.subtract(*np.array(colors, dtype=float))
    gray, length = abs(float(step @ WEIGHTS)), float(np.linalg.norm(step))
    return [bool(step.any()), gray < 0.5 + ROUNDING, length >= min_distance - ROUNDING]


def error(name: str, factors: Array | None, img: Array, shift: tuple[int, int], words: str, line: str) -> Demonstration:
    """How far an instrument of the probes is from moving along with an image."""

    def ask(student: Any, probes: Any) -> float:
        fn = getattr(probes, name)(*([] if factors is None else [factors]))
        found = student.equivariance_error(fn, img, shift)
        check_close(found, 0.0, atol=math.inf)
        return float(found)

    call = f"equivariance_error({words}, {shift})"
    return Demonstration(call, ask, ("error", name, factors, img, shift), lambda _: line)


HEIGHT, WIDTH = 4, 8
DOT = np.zeros((HEIGHT, WIDTH))
DOT[1, 3] = 9
ONES = np.ones((HEIGHT, WIDTH))
COLUMNS = np.tile(np.arange(float(WIDTH)), (HEIGHT, 1))
SQUARES = COLUMNS**2
FALLING = np.tile(np.arange(WIDTH, 0, -1, dtype=np.uint8), (HEIGHT, 1))

DEMONSTRATIONS: Demonstrations = {
    "metamer_pair": (pair(0), pair(100), pair(400), pair(OUT_OF_REACH)),
    "equivariance_error": (
        error("blur", None, DOT, (0, 2), "a 3×3 mean, an image with one dot", "1 - 1 = 0"),
        error("blur", None, ONES, (0, 1), "a 3×3 mean, a 4×8 image of ones", "1 - 1 = 0"),
        error("times", COLUMNS, ONES, (0, 1), "column j times j, a 4×8 image of ones", "4·1 - 3·1 = 1"),
        error("times", SQUARES, ONES, (0, 1), "column j times j², a 4×8 image of ones", "4²·1 - 3²·1 = 7"),
        error("times", SQUARES, ONES, (0, -1), "column j times j², a 4×8 image of ones", "|4²·1 - 5²·1| = 9"),
        error("from_the_mean", None, ONES, (0, 1), "an image less its mean, one of ones", "(1 - 28/32) - 0 = 0.125"),
        error(
            "times", FALLING, ONES.astype(np.uint8), (0, 1), "column j times 8 - j, a 4×8 image of ones as uint8",
            "|4·1 - 5·1| = 1",
        ),
    ),
}  # fmt: skip
