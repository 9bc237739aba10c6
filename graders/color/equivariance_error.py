"""`equivariance_error`: does a function move along when the image moves? Its demonstrations bring functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from receptive.grader import Case, Grids, Picture, beside, grid

from . import probes as instruments
from .equivariance_questions import QUESTIONS
from .images import Array

LINES = (
    "1 - 1 = 0",
    "1 - 1 = 0",
    "4·1 - 3·1 = 1",
    "4²·1 - 3²·1 = 7",
    "|4²·1 - 5²·1| = 9",
    "(1 - 28/32) - 0 = 0.125",
    "|4·1 - 5·1| = 1",
)
DEMONSTRATIONS = tuple(question.with_line(line) for question, line in zip(QUESTIONS, LINES, strict=True))


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
