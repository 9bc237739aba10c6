"""Right ways of writing `make_loaders` that draw, round and sort otherwise."""

from __future__ import annotations

import math

import numpy as np

from .loading import Luck
from .model import Model


class AnotherGenerator(Model):
    def luck(self, number: int) -> Luck:
        return np.random.RandomState(number)

    def seed_of_order(self, seed: int) -> int:
        return 7 * seed + 1


class RoundsUp(Model):
    def share(self, test_size: float, count: int) -> int:
        return math.ceil(test_size * count)


class InTheOrderOfTheDraw(Model):
    def arranged(self, chosen: np.ndarray, luck: Luck) -> np.ndarray:
        return luck.permutation(chosen)


class TheLastFirst(Model):
    def arranged(self, chosen: np.ndarray, _luck: Luck) -> np.ndarray:
        return np.sort(chosen)[::-1].copy()


FREE_CHOICES = (AnotherGenerator, RoundsUp, InTheOrderOfTheDraw, TheLastFirst)
