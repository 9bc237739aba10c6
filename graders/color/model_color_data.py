"""Models of the last three exercises. Each misconception flips one decision; without any the model is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt
from model_color_gray import TELEVISION, believed, mean_of, weighted_sum

Array = npt.NDArray[Any]
Ids = frozenset[str]

# Answers to one question, of which a model can give but one
RIVALS = (
    {"COL-3", "COL-9", "COL-40"},  # what an image is in gray
    {"COL-3", "COL-19"},  # whose weights
    {"COL-30", "COL-34"},  # what happens if no pair is far enough
    {"COL-36", "COL-41"},  # which images are tested
    {"COL-46", "COL-47"},  # which border is left out
)


def metamer_pair(ids: Ids) -> Callable[..., Any]:
    def model(weights: Sequence[float], min_distance: float = 100.0) -> tuple[Array, Array]:
        step = (0, 0, 0)
        for step in growing_steps(ids, believed(ids, weights)):
            if "COL-30" in ids or length(ids, step) >= min_distance:
                return as_pair(step)
        if "COL-34" in ids:
            return as_pair(step)
        raise ValueError("min_distance is out of reach")

    return model


def growing_steps(ids: Ids, weights: Array) -> Iterator[tuple[int, int, int]]:
    """Steps from color to color that keep the gray: two channels go `size`, the third makes up for them.

    The last of all is the longest.
    """
    level = 1.0 if "COL-32" in ids else 0.5
    for size in range(0 if "COL-35" in ids else 1, 256):
        steps = []
        for third, sign in product(range(3), (1, -1)):
            pair = [0, size] if "COL-33" in ids else [size, sign * size]
            if "COL-33" in ids and sign < 0:
                pair.reverse()
            fit = farthest_fit(weights[third], float(np.delete(weights, third) @ pair), level)
            if fit is not None:
                pair.insert(third, fit)
                steps.append(tuple(pair))
        yield from sorted(steps, key=lambda step: sum(part**2 for part in step))


def farthest_fit(weight: float, gray: float, level: float) -> int | None:
    """The whole number farthest from 0 with |gray + weight · number| < level, if a color has room for one."""
    low = max(ceil((-level - gray) / weight + 1e-9), -255)
    high = min(floor((level - gray) / weight - 1e-9), 255)
    return None if low > high else max(low, high, key=abs)


def length(ids: Ids, step: Sequence[int]) -> float:
    if "COL-31" in ids:
        return float(sum(abs(part) for part in step))
    return float(sum(part**2 for part in step) ** 0.5)


def as_pair(step: Sequence[int]) -> tuple[Array, Array]:
    change = np.array(step)
    return np.maximum(change, 0).astype(np.uint8), np.maximum(-change, 0).astype(np.uint8)


def compare_representations(ids: Ids) -> Callable[..., Any]:
    def model(x_rgb: Array, y: Any, n_train: int, n_repeats: int = 5, seed: int = 0) -> dict[str, float]:
        rng, labels = np.random.default_rng(seed), np.asarray(y)
        images = x_rgb if "COL-4" in ids else x_rgb.astype(float)
        points = {"rgb": images, "gray": gray_images(ids, images)}
        tables = {name: distances(ids, point.reshape(len(labels), -1)) for name, point in points.items()}
        shares: dict[str, list[float]] = {name: [] for name in points}
        for _ in range(n_repeats):
            order = rng.permutation(len(labels))
            train, test = order[:n_train], order[n_train:]
            if "COL-41" in ids:
                train, test = test, train
            if "COL-36" in ids:
                test = order
            for name, table in tables.items():
                nearest = train[table[np.ix_(test, train)].argmin(axis=1)]
                shares[name].append(float((labels[nearest] == labels[test]).mean()))
        return {name: reported(ids, values) for name, values in shares.items()}

    return model


def gray_images(ids: Ids, images: Array) -> Array:
    if "COL-3" in ids:
        return weighted_sum(images.astype(float), TELEVISION, -1)
    gray = mean_of(ids & {"COL-9"}, images, -1)
    return gray.mean(axis=(1, 2, 3)) if "COL-40" in ids else gray


def distances(ids: Ids, points: Array) -> Array:
    differences = points[:, None] - points[None]  # in uint8 if the images are: 10 - 90 is 176
    parts = abs(differences) if "COL-31" in ids else differences * differences
    return parts.sum(axis=-1)


def reported(ids: Ids, shares: list[float]) -> float:
    value = sum(shares) if "COL-39" in ids else sum(shares) / len(shares)
    if "COL-37" in ids:
        value = (len(shares) if "COL-39" in ids else 1) - value
    return 100 * value if "COL-38" in ids else value


def equivariance_error(ids: Ids) -> Callable[..., Any]:
    def model(fn: Callable[[Array], Array], img: Array, shift: tuple[int, int]) -> float:
        rows, columns = shift[::-1] if "COL-44" in ids else shift
        step = (-rows, -columns) if "COL-43" in ids else (rows, columns)
        after = fn(img)
        first, last = fn(moved(ids, img, step)), after if "COL-12" in ids else moved(ids, after, step)
        if "COL-4" not in ids:
            first, last = first.astype(float), last.astype(float)
        inner = tuple(kept(ids, size, part) for size, part in zip(img.shape[:2], step, strict=True))
        difference = (first - last)[inner]
        size = difference if "COL-48" in ids else abs(difference)
        return float(size.mean() if "COL-45" in ids else size.max())

    return model


def moved(ids: Ids, img: Array, step: tuple[int, int]) -> Array:
    """Rolled round, and then what came in is made zero."""
    out = np.roll(img, step, axis=(0, 1))
    if "COL-42" in ids:
        return out
    for axis, part in enumerate(step):
        came_in = slice(0, part) if part >= 0 else slice(part, None)
        out[(slice(None),) * axis + (came_in,)] = 0
    return out


def kept(ids: Ids, size: int, step: int) -> slice:
    border = 0 if "COL-46" in ids else abs(step) + (0 if "COL-47" in ids else size // 4)
    border = min(border, (size - 1) // 2)
    return slice(border, size - border)
