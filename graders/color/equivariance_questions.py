"""What `equivariance_error` is asked, at home too: how far functions of the probes are from moving along."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from receptive.grader import Demonstration, check_close

from .images import Array

HEIGHT, WIDTH = 4, 8
DOT = np.zeros((HEIGHT, WIDTH))
DOT[1, 3] = 9
DIGITS = 3  # of an answer
ONES = np.ones((HEIGHT, WIDTH))
COLUMNS = np.tile(np.arange(float(WIDTH)), (HEIGHT, 1))
SQUARES = COLUMNS**2
FALLING = np.tile(np.arange(WIDTH, 0, -1, dtype=np.uint8), (HEIGHT, 1))


def error(name: str, factors: Array | None, img: Array, shift: tuple[int, int], words: str) -> Demonstration:
    """How far an instrument of the probes is from moving along with an image."""

    def ask(student: Any, probes: Any) -> float:
        fn = getattr(probes, name)(*([] if factors is None else [factors]))
        found = student.equivariance_error(fn, img, shift)
        check_close(found, 0.0, atol=math.inf)
        return float(found)

    call = f"equivariance_error({words}, {shift})"
    return Demonstration(call, ask, (name, factors, img, shift), decides=lambda found: round(found, DIGITS) + 0.0)


QUESTIONS = (
    error("blur", None, DOT, (0, 2), "a 3×3 mean, an image with one dot"),
    error("blur", None, ONES, (0, 1), "a 3×3 mean, a 4×8 image of ones"),
    error("times", COLUMNS, ONES, (0, 1), "column j times j, a 4×8 image of ones"),
    error("times", SQUARES, ONES, (0, 1), "column j times j², a 4×8 image of ones"),
    error("times", SQUARES, ONES, (0, -1), "column j times j², a 4×8 image of ones"),
    error("from_the_mean", None, ONES, (0, 1), "an image less its mean, one of ones"),
    error("times", FALLING, ONES.astype(np.uint8), (0, 1), "column j times 8 - j, a 4×8 image of ones as uint8"),
)
