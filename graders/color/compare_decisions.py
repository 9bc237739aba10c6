"""What `compare_representations` decides whatever the draws are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from receptive.grader import Demonstration

from .images import Labeled, close_pairs, red_and_green, small_integers, spread_and_steep, twins
from .results import scores

Scores = tuple[float, float]  # accuracy on RGB, accuracy on gray
Run = Callable[..., Scores]  # of a seed, and of how many repeats; one if nothing is said

REPEATS, SEEDS = 60, range(8)


def fixed() -> np.random.Generator:
    return np.random.default_rng(5)


def gray_images() -> Labeled:
    """Images whose neighbors are the same in both representations, and labels that have nothing to do with them."""
    return np.repeat(fixed().normal(size=(12, 2, 2, 1)), 3, axis=3), np.array([0, 1] * 6)


def values(name: str, labeled: Labeled, n_train: int, n_repeats: int) -> Demonstration:
    """Images for which every draw gives the same."""
    return Demonstration(name, lambda student, _: list(asked(student, labeled, n_train, n_repeats=n_repeats)))


def property_of(name: str, judge: Callable[[Run], Any]) -> Demonstration:
    """What holds of many results on gray images."""

    def ask(student: Any, _probes: Any) -> Any:
        return judge(lambda seed, n_repeats=1: asked(student, gray_images(), 6, seed=seed, n_repeats=n_repeats))

    return Demonstration(name, ask)


def of_repeats(run: Run, seed: int) -> set[Scores]:
    return {run(seed, n_repeats) for n_repeats in range(1, 9)}


def asked(student: Any, labeled: Labeled, n_train: int, **options: int) -> Scores:
    return scores(student.compare_representations(*labeled, n_train, **options))


def of_many_draws(student: Any, _probes: Any) -> list[str]:
    """With one image left out an accuracy is 0 or 1, and their average in between if the draws differ."""
    return [kind(score) for score in asked(student, close_pairs(fixed(), 1), 7, n_repeats=REPEATS)]


def kind(score: float) -> str:
    if score in (0, 1):
        return "one draw"
    return "many draws" if 0 < score < 1 else "no share"


DECISIONS = (
    values("color", red_and_green(), 3, 2),
    values("light", red_and_green("light"), 3, 2),
    values("green and blue exchanged", twins(fixed(), turned=(0, 2, 1)), 7, 2),
    values("the same labels", (gray_images()[0], np.zeros(12, dtype=int)), 4, 2),
    values("steepness", spread_and_steep(fixed()), 7, 2),
    values("something else", spread_and_steep(fixed(), "something else"), 7, 2),
    values("bytes", small_integers(fixed()), 3, 2),
    Demonstration("many repeats", of_many_draws),
    property_of("both the same", lambda run: all(rgb == gray for rgb, gray in map(run, SEEDS))),
    property_of("the same twice", lambda run: all(run(seed) == run(seed) for seed in SEEDS)),
    property_of("seeds", lambda run: len(set(map(run, SEEDS))) > 1),
    property_of("more repeats", lambda run: all(len(of_repeats(run, seed)) == 1 for seed in range(2))),
)
