"""The whole topic done right, one decision a method. Each misconception makes some of them otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import ceil, floor
from typing import Any

import numpy as np

from .images import Array
from .right_grays import Axis, Grays, entries

__all__ = ["Axis", "Model", "Step", "entries"]

Step = tuple[int, ...]  # from one color to another


class Model(Grays):
    # Two colors of one gray

    level = 0.5  # grays that are closer are the same
    smallest = 1  # size of a step

    def metamer_pair(self, weights: Sequence[float], min_distance: float = 100.0) -> Any:
        step = self.step(self.steps(self.believed(weights)), min_distance)
        if step is None:
            return self.refused()
        change = np.array(step)
        one, other = self.placed(np.maximum(change, 0), np.maximum(-change, 0))
        return self.as_color(one), self.as_color(other)

    def refused(self) -> Any:
        raise ValueError("min_distance is out of reach")

    def placed(self, one: Array, other: Array) -> tuple[Array, Array]:
        """Both colors, as bright and in the order that somebody likes."""
        return one, other

    def as_color(self, channels: Array) -> Any:
        return channels.astype(np.uint8)

    def step(self, steps: Iterable[Step], min_distance: float) -> Step | None:
        for step in steps:
            if self.length(step) >= min_distance:
                return step
        return None

    def steps(self, weights: Array) -> Iterator[Step]:
        """Those that keep the gray: two channels go `size`, the third makes up for them. The last is the longest."""
        for size in range(self.smallest, 256):
            found: list[Step] = []
            for third, sign in product(range(3), (1, -1)):
                step = self.two_channels(size, sign)
                fit = farthest_fit(weights[third], float(np.delete(weights, third) @ step), self.level)
                if fit is not None:
                    found.append((*step[:third], fit, *step[third:]))
            yield from sorted(found, key=lambda step: sum(part**2 for part in step))

    def two_channels(self, size: int, sign: int) -> Step:
        return size, sign * size

    def length(self, step: Step) -> float:
        return float(sum(self.gap(part) ** 2 for part in step) ** 0.5)

    def gap(self, part: int) -> int:
        """The difference of two channels."""
        return part

    # The nearest of labeled images

    all_right = 1.0

    def compare_representations(self, x_rgb: Array, y: Any, n_train: int, n_repeats: int = 5, seed: int = 0) -> Any:
        labels, images = np.asarray(y), self.as_numbers(x_rgb)
        points = {"rgb": images, "gray": self.gray_images(images)}
        seeds = {name: self.seed_of(seed, name) for name in points}
        orders = {own: self.orders(own, len(labels), n_repeats) for own in set(seeds.values())}
        found = {}
        for name, point in points.items():
            table = self.distances(point.reshape(len(labels), -1))
            parts = [self.parts(order, n_train) for order in orders[seeds[name]]]
            shares = [self.share_of_hits(table, labels, train, test) for train, test in parts]
            found[name] = self.all_right * self.average(shares)
        return self.named(found)

    def share_of_hits(self, table: Array, labels: Array, train: Array, test: Array) -> float:
        nearest = train[table[np.ix_(test, train)].argmin(axis=1)]
        return self.out_of(self.hits(labels[nearest], labels[test]), len(labels))

    def seed_of(self, seed: int, _name: str) -> int:
        """Of the draws for one representation."""
        return seed

    def orders(self, seed: int, count: int, n_repeats: int) -> list[Array]:
        """For each repeat all images, in the order in which they are drawn."""
        luck = self.luck(seed)
        return [self.order(luck, count) for _ in range(n_repeats)]

    def luck(self, seed: int) -> Any:
        return np.random.default_rng(seed)

    def order(self, luck: Any, count: int) -> Array:
        drawn: Array = luck.permutation(count)
        return drawn

    def out_of(self, hits: Array, _count: int) -> float:
        return float(hits.mean())

    def named(self, found: dict[str, float]) -> Any:
        return found

    def gray_images(self, images: Array) -> Array:
        return self.mean(images.astype(float), -1)

    def distances(self, points: Array) -> Array:
        """Whose order is that of the distances."""
        differences = points[:, None] - points[None]  # in uint8 if the images are: 10 - 90 is 176
        terms: Array = self.terms(differences).sum(axis=-1)
        return self.rooted(terms)

    def rooted(self, sums: Array) -> Array:
        """The square root would change no order."""
        return sums

    def terms(self, differences: Array) -> Array:
        return differences * differences

    def parts(self, order: Array, n_train: int) -> tuple[Array, Array]:
        """Images that keep their labels, and images to test."""
        return order[:n_train], order[n_train:]

    def hits(self, said: Array, labels: Array) -> Array:
        right: Array = said == labels
        return right

    def average(self, shares: Sequence[float]) -> float:
        return sum(shares) / len(shares)

    # Shifts

    def equivariance_error(self, fn: Callable[[Array], Array], img: Array, shift: tuple[int, int]) -> float:
        rows, columns = self.rows_and_columns(shift)
        step = (self.forward(rows), self.forward(columns))
        last = self.moved_along(fn(img), step)
        first = fn(self.shifted(img, step))
        borders = [min(self.border(size, part), (size - 1) // 2) for size, part in zip(img.shape, step, strict=False)]
        inner = tuple(slice(border, size - border) for border, size in zip(borders, img.shape, strict=False))
        difference = self.as_numbers(first) - self.as_numbers(last)
        return float(self.worst(self.size(difference[inner])))

    def rows_and_columns(self, shift: tuple[int, int]) -> tuple[int, int]:
        return shift

    def forward(self, part: int) -> int:
        """Down, or to the right."""
        return part

    def moved_along(self, after: Array, step: tuple[int, int]) -> Array:
        return self.shifted(after, step)

    def shifted(self, img: Array, step: tuple[int, int]) -> Array:
        out = np.roll(img, step, axis=(0, 1))
        for axis, part in enumerate(step):
            came_in = slice(0, part) if part >= 0 else slice(part, None)
            out[(slice(None),) * axis + (came_in,)] = 0
        return out

    def border(self, size: int, step: int) -> int:
        return abs(step) + size // 4

    def size(self, difference: Array) -> Array:
        return np.abs(difference)

    def worst(self, differences: Array) -> float:
        return float(differences.max())


def farthest_fit(weight: float, gray: float, level: float) -> int | None:
    """The whole number farthest from 0 with |gray + weight · number| < level, if a color has room for one."""
    low = max(ceil((-level - gray) / weight + 1e-9), -255)
    high = min(floor((level - gray) / weight - 1e-9), 255)
    return None if low > high else max(low, high, key=abs)
