"""Weights for red, green and blue, and other factors."""

from __future__ import annotations

from numpy.random import Generator

Weights = tuple[float, float, float]

LEVEL = 0.5  # grays that are closer are the same

MEAN: Weights = (1 / 3, 1 / 3, 1 / 3)
TELEVISION: Weights = (0.299, 0.587, 0.114)
SHOWN: tuple[Weights, ...] = ((0.5, 0.3, 0.2), (0.2989, 0.5870, 0.1140), (0.2126, 0.7152, 0.0722), (0.2, 0.3, 0.5))


def some_weights(rng: Generator) -> Weights:
    """Three positive weights that sum to 1 and differ from one another."""
    a, b, c = rng.permutation([0.15, 0.3, 0.55]) + rng.permutation([-0.04, 0.01, 0.03])
    return float(a), float(b), float(c)


def a_number(rng: Generator) -> float:
    """One that nobody guesses, with one decimal, from 1.1 to 9.9."""
    return float(rng.integers(11, 100)) / 10
