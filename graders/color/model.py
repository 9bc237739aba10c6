"""The whole topic done right, one decision a method. Each misconception makes some of them otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import ceil, floor
from typing import Any

import numpy as np

from .images import Array
from .weights import TELEVISION

Axis = Any  # an int, or a tuple of them
Step = tuple[int, ...]  # from one color to another


class Model:
    # Gray

    tolerance = 1e-3  # by how much the sum of weights may be off

    def to_gray_mean(self, img: Array, channel_axis: int = -1) -> Any:
        self.require_image(img, channel_axis)
        img, axis = self.turned(img, self.axis_of_channels(img, channel_axis))
        gray = self.mean(self.ranged(self.channels(img, axis)), axis)
        return self.given(self.without_axis(self.as_result(gray, img), axis))

    def to_gray_weighted(self, img: Array, weights: Sequence[float] = TELEVISION, channel_axis: int = -1) -> Any:
        self.require_image(img, channel_axis)
        weights = self.usual if weights is TELEVISION else weights
        self.require_weights(weights)
        img, axis = self.turned(img, self.axis_of_channels(img, channel_axis))
        gray = self.weighted_sum(self.ranged(self.channels(img, axis)), self.believed(weights), axis)
        return self.given(self.without_axis(self.as_result(gray, img), axis))

    usual: Sequence[float] = TELEVISION  # weights, if none are given

    def require_image(self, img: Any, channel_axis: Any) -> None:
        require_image(img, channel_axis)

    def require_weights(self, weights: Any) -> None:
        require_weights(weights, self.tolerance)

    def turned(self, img: Array, axis: Axis) -> tuple[Array, Axis]:
        """The image as it is computed with, and where its channels are then."""
        return img, axis

    def ranged(self, img: Array) -> Array:
        return img

    def axis_of_channels(self, _img: Array, channel_axis: int) -> Axis:
        return channel_axis

    def channels(self, img: Array, _axis: Axis) -> Array:
        return img

    def as_numbers(self, values: Array) -> Array:
        """What is added and subtracted."""
        return values.astype(float)

    def mean(self, img: Array, axis: Axis) -> Array:
        """One number for each pixel; the axis is kept, with one entry."""
        return self.total(img, axis) / entries(img, axis)

    def total(self, img: Array, axis: Axis) -> Array:
        numbers = self.as_numbers(img)
        total: Array = numbers.sum(axis=axis, keepdims=True, dtype=numbers.dtype)
        return total

    def weighted_sum(self, img: Array, weights: Sequence[float], axis: Axis) -> Array:
        shares = self.share(self.weighted(img.astype(float), np.asarray(weights, dtype=float), axis))
        total: Array = shares.sum(axis=axis, keepdims=True)
        return total

    def weighted(self, img: Array, weights: Array, axis: Axis) -> Array:
        return np.moveaxis(np.moveaxis(img, axis, -1) * weights, -1, axis)

    def share(self, weighted: Array) -> Array:
        """What each channel adds to the sum."""
        return weighted

    def as_result(self, gray: Array, _img: Array) -> Array:
        return gray

    def without_axis(self, gray: Array, axis: Axis) -> Array:
        alone: Array = gray.squeeze(axis=axis)[()]  # one color's is a number, as sums and means of NumPy are
        return alone

    def given(self, gray: Array) -> Any:
        return gray

    def believed(self, weights: Sequence[float]) -> Any:
        """The weights that are used, whatever was given."""
        return self.in_order(self.scaled(self.chosen(weights)))

    def chosen(self, weights: Sequence[float]) -> Array:
        return np.asarray(weights, dtype=float)

    def scaled(self, weights: Array) -> Array:
        return weights

    def in_order(self, weights: Array) -> Array:
        return weights

    # Layouts, layers and filters

    kernel_shape: tuple[int, ...] = (1, 3, 1, 1)

    def hwc_to_chw(self, img: Array) -> Array:
        return self.kept(self.to_front(self.all_channels(img)))

    def all_channels(self, img: Array) -> Array:
        return img

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img, -1, -3)

    def kept(self, values: Array) -> Array:
        return values.copy()

    def dense_weight_count(self, h: int, w: int, c: int, hidden: int, bias: bool = True) -> Any:
        inputs = self.inputs(h, w, c)
        return self.counted(inputs * hidden + self.biases(inputs, hidden, bias))

    def counted(self, number: int) -> Any:
        return number

    def inputs(self, h: int, w: int, c: int) -> int:
        return h * w * c

    def biases(self, _inputs: int, hidden: int, bias: bool) -> int:
        return hidden if bias else 0

    def gray_as_conv(self, weights: Sequence[float]) -> Array:
        return self.as_kernel(np.array(self.believed(weights)), weights).reshape(self.kernel_shape)

    def as_kernel(self, kernel: Array, _weights: Any) -> Array:
        return kernel

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

    # The nearest of labelled images

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


def entries(img: Array, axis: Axis) -> Array:
    """How many numbers lie along an axis."""
    count: Array = np.ones_like(img, dtype=float).sum(axis=axis, keepdims=True)
    return count


def farthest_fit(weight: float, gray: float, level: float) -> int | None:
    """The whole number farthest from 0 with |gray + weight · number| < level, if a color has room for one."""
    low = max(ceil((-level - gray) / weight + 1e-9), -255)
    high = min(floor((level - gray) / weight - 1e-9), 255)
    return None if low > high else max(low, high, key=abs)


def require_image(img: object, channel_axis: object) -> None:
    if not isinstance(img, np.ndarray):
        raise TypeError("img is not an array")
    if not isinstance(channel_axis, int):
        raise TypeError("channel_axis is not an int")
    if channel_axis not in range(-img.ndim, img.ndim):
        raise ValueError("channel_axis is not an axis of the image")
    if img.shape[channel_axis] != 3:
        raise ValueError("img does not have three channels")


def require_weights(weights: object, tolerance: float) -> None:
    if not isinstance(weights, tuple | list | np.ndarray):
        raise TypeError("weights is not three numbers")
    if len(weights) != 3 or abs(float(np.sum(weights)) - 1) > tolerance:
        raise ValueError("weights is not three numbers that sum to 1")
