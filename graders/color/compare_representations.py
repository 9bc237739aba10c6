"""`compare_representations`: is gray or color the better input?

How a seed becomes a draw is the student's choice, so there is no one right answer. What is asked has one outcome
whatever is drawn, or few possible ones, and no arithmetic to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, count
from random import Random
from typing import Any

import numpy as np
from numpy.random import Generator

from receptive.grader import Call, Picture, call

from .compare_choices import FREE_CHOICES
from .compare_decisions import DECISIONS, Scores
from .images import Array, Labeled, generator, red_and_green, small_integers, spread_and_steep, twins
from .pixels import two_of_one_mean
from .results import require_scores
from .to_gray_mean import to_gray_mean

__all__ = [
    "DECISIONS",
    "FREE_CHOICES",
    "Scores",
    "average_outcome",
    "calls",
    "example",
    "is_possible",
    "outcomes",
    "require_certain",
]


def outcomes(x: Array, y: Sequence[int], n_train: int) -> set[Scores]:
    """What one repeat may give: the accuracies for every choice of the training images there is."""
    tables = _distances(x), _distances(to_gray_mean(x))
    draws = combinations(range(len(y)), n_train)
    return {_scores(tables, y, train) for train in draws}


def average_outcome(x: Array, y: Array, n_train: int, n_repeats: int, rng: Generator) -> Scores:
    """The accuracies over many draws, near which any fair average lies."""
    tables = _distances(x), _distances(x.astype(float).mean(axis=-1))
    draws = [rng.permutation(len(y))[:n_train].tolist() for _ in range(n_repeats)]
    rgb, gray = zip(*(_scores(tables, y.tolist(), train) for train in draws), strict=True)
    return sum(rgb) / n_repeats, sum(gray) / n_repeats


def require_certain(student: Any, labeled: Labeled, rgb: float, gray: float, n_repeats: int) -> None:
    """One image is left out in each repeat, and whichever it is, the outcome is the same."""
    x, y = labeled
    if outcomes(x, y.tolist(), len(y) - 1) != {(rgb, gray)}:
        raise RuntimeError("the outcome depends on the draw")
    require_scores(student.compare_representations(x, y, len(y) - 1, n_repeats=n_repeats), rgb, gray)


def calls(rng: Random) -> Iterator[Call]:
    yield call(*red_and_green(), 3, n_repeats=1)
    yield call(*red_and_green(), 3)
    yield call(red_and_green()[0], np.zeros(4, dtype=int), 2, n_repeats=1)
    drawn = generator(rng)
    for number in count():
        for x, y in (
            small_integers(drawn),
            twins(drawn),
            twins(drawn, turned=(0, 2, 1)),
            spread_and_steep(drawn),
        ):
            yield call(x, y, len(y) - 1, n_repeats=2 + number % 5, seed=number)


def is_possible(x_rgb: Array, y: Array, n_train: int, n_repeats: int = 5, seed: int = 0) -> bool:
    """Of labeled images, some are left to test."""
    del n_repeats, seed
    return 0 < n_train < len(x_rgb) == len(y)


def example() -> Iterator[Picture]:
    yield two_of_one_mean("Two colors that the mean cannot tell apart")


def _distances(images: Array) -> list[list[float]]:
    """How far each image is from each other: Euclidean, over all that they hold."""
    points = images.reshape(len(images), -1).astype(float)
    table: list[list[float]] = np.linalg.norm(points[:, None] - points[None], axis=-1).tolist()
    return table


def _scores(tables: Sequence[Sequence[Sequence[float]]], y: Sequence[int], train: Sequence[int]) -> Scores:
    test = sorted(set(range(len(y))) - set(train))
    rgb, gray = (sum(y[min(train, key=table[i].__getitem__)] == y[i] for i in test) / len(test) for table in tables)
    return rgb, gray
