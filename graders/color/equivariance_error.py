"""`equivariance_error`: does a function move along when the image moves? Its demonstrations bring functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from receptive.grader import Case, Demonstration, Grids, Picture, beside, check_close, grid

from . import probes as instruments
from .images import Array

HEIGHT, WIDTH = 4, 8
DOT = np.zeros((HEIGHT, WIDTH))
DOT[1, 3] = 9
ONES = np.ones((HEIGHT, WIDTH))
COLUMNS = np.tile(np.arange(float(WIDTH)), (HEIGHT, 1))
SQUARES = COLUMNS**2
FALLING = np.tile(np.arange(WIDTH, 0, -1, dtype=np.uint8), (HEIGHT, 1))


def equivariance_error(fn: Callable[[Array], Array], img: Array, shift: Sequence[int]) -> float:
    first, last = fn(shifted(img, shift)), shifted(fn(img), shift)
    differences = [
        np.abs(np.asarray(first[place], float) - np.asarray(last[place], float)).max() for place in compared(img, shift)
    ]
    return float(max(differences))


def shifted(img: Array, shift: Sequence[int]) -> Array:
    """Each pixel moves; one that leaves the image is lost, and where none arrives there is zero."""
    out = np.zeros_like(img)
    for i, j in product(range(img.shape[0]), range(img.shape[1])):
        if 0 <= i + shift[0] < img.shape[0] and 0 <= j + shift[1] < img.shape[1]:
            out[i + shift[0], j + shift[1]] = img[i, j]
    return out


def compared(img: Array, shift: Sequence[int]) -> list[tuple[int, int]]:
    """The places that are no border."""
    borders = [min(abs(step) + size // 4, (size - 1) // 2) for size, step in zip(img.shape, shift, strict=False)]
    rows, columns = (range(border, size - border) for border, size in zip(borders, img.shape, strict=False))
    return list(product(rows, columns))


def _error(
    name: str, factors: Array | None, img: Array, shift: tuple[int, int], words: str, line: str
) -> Demonstration:
    """How far an instrument of the probes is from moving along with an image."""

    def ask(student: Any, probes: Any) -> float:
        fn = getattr(probes, name)(*([] if factors is None else [factors]))
        found = student.equivariance_error(fn, img, shift)
        check_close(found, 0.0, atol=math.inf)
        return float(found)

    call = f"equivariance_error({words}, {shift})"
    return Demonstration(call, ask, (name, factors, img, shift), lambda _: line)


DEMONSTRATIONS = (
    _error("blur", None, DOT, (0, 2), "a 3×3 mean, an image with one dot", "1 - 1 = 0"),
    _error("blur", None, ONES, (0, 1), "a 3×3 mean, a 4×8 image of ones", "1 - 1 = 0"),
    _error("times", COLUMNS, ONES, (0, 1), "column j times j, a 4×8 image of ones", "4·1 - 3·1 = 1"),
    _error("times", SQUARES, ONES, (0, 1), "column j times j², a 4×8 image of ones", "4²·1 - 3²·1 = 7"),
    _error("times", SQUARES, ONES, (0, -1), "column j times j², a 4×8 image of ones", "|4²·1 - 5²·1| = 9"),
    _error("from_the_mean", None, ONES, (0, 1), "an image less its mean, one of ones", "(1 - 28/32) - 0 = 0.125"),
    _error(
        "times", FALLING, ONES.astype(np.uint8), (0, 1), "column j times 8 - j, a 4×8 image of ones as uint8",
        "|4·1 - 5·1| = 1",
    ),
)  # fmt: skip


def pictures(case: Case, name: str, factors: Any, img: Any, shift: Sequence[int]) -> Iterator[Picture]:
    """What is compared, framed, and the largest difference; none of an exception."""
    if isinstance(case.returned, str):
        return
    image = np.array(img)
    fn = getattr(instruments, name)(*([] if factors is None else [np.array(factors)]))
    first, last = fn(shifted(image, shift)), shifted(fn(image), shift)
    window = compared(image, shift)
    grids = (
        grid("fn(shifted image), framed: what is compared", first.tolist(), window=window),
        grid("shifted fn(image)", last.tolist(), window=window),
    )
    yield Grids(case.call, (*grids, *beside(case).grids), ("−", "→", "but"), case.arithmetic)


def example() -> Iterator[Picture]:
    dot = np.zeros((5, 5))
    dot[1, 1] = 9
    moved = np.roll(dot, (1, 2), (0, 1))
    grids = (
        grid("an image", dot.tolist(), window=[(1, 1)]),
        grid("shifted by (1, 2)", moved.tolist(), window=[(2, 3)]),
    )
    yield Grids("Shift, then compute, or compute, then shift: an equivariant function gives the same", grids, ("→",))
