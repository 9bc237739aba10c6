"""Right ways of drawing for `compare_representations`: what its writer may choose."""

from __future__ import annotations

from typing import Any

import numpy as np

from .images import Array
from .model import Model


class AnotherGenerator(Model):
    def luck(self, seed: int) -> Any:
        return np.random.RandomState(seed)


class Backwards(Model):
    def order(self, luck: Any, count: int) -> Array:
        return super().order(luck, count)[::-1]


class Chosen(Model):
    def order(self, luck: Any, count: int) -> Array:
        chosen: Array = luck.choice(count, count, replace=False)
        return chosen


class AGeneratorForEachRepeat(Model):
    def luck(self, seed: int) -> Any:
        return np.random.default_rng(seed)

    def orders(self, seed: int, count: int, n_repeats: int) -> list[Array]:
        return [self.order(self.luck(1000 * seed + repeat), count) for repeat in range(n_repeats)]


class TakesRoots(Model):
    def rooted(self, sums: Array) -> Array:
        return np.sqrt(sums)


FREE_CHOICES = (AnotherGenerator, Backwards, Chosen, AGeneratorForEachRepeat, TakesRoots)
