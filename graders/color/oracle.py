"""What each function means, as the slowest and plainest program that says it: places, loops and sums."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Scores = tuple[float, float]  # accuracy on RGB, accuracy on gray


def to_gray_weighted(img: Array, weights: Sequence[float], channel_axis: int = -1) -> Array:
    axis = channel_axis % img.ndim
    out = np.zeros(img.shape[:axis] + img.shape[axis + 1 :])
    for place in np.ndindex(*img.shape):
        out[place[:axis] + place[axis + 1 :]] += float(weights[place[axis]]) * float(img[place])
    return out


def to_gray_mean(img: Array, channel_axis: int = -1) -> Array:
    return to_gray_weighted(img, (1.0, 1.0, 1.0), channel_axis) / 3


def hwc_to_chw(img: Array) -> Array:
    *batch, height, width, channels = img.shape
    out = np.zeros((*batch, channels, height, width), dtype=img.dtype)
    for *n, i, j, c in np.ndindex(*img.shape):
        out[(*n, c, i, j)] = img[(*n, i, j, c)]
    return out


def dense_weight_count(h: int, w: int, c: int, hidden: int, bias: bool = True) -> int:
    wires = sum(1 for _ in product(range(h), range(w), range(c), range(hidden)))
    return wires + sum(1 for _ in range(hidden) if bias)


def gray_as_conv(weights: Sequence[float]) -> Array:
    return np.array([[[[float(weight)]] for weight in weights]])


def distance(a: Array, b: Array) -> float:
    return float(sum((float(p) - float(q)) ** 2 for p, q in zip(a.ravel(), b.ravel(), strict=True)) ** 0.5)


@functools.cache
def reach(weights: tuple[float, float, float]) -> float:
    """The largest distance of two colors whose grays differ by less than 0.5 (blue must have a weight).

    Tries every difference in red and in green (by symmetry no negative red). The difference in blue must make up
    for them, so it lies in an interval; its end that is farther from 0 is of interest.
    """
    red, green = np.arange(0.0, 256.0)[:, None], np.arange(-255.0, 256.0)[None, :]
    level = weights[0] * red + weights[1] * green
    lowest = np.maximum(np.ceil((-0.5 - level) / weights[2]), -255)
    highest = np.minimum(np.floor((0.5 - level) / weights[2]), 255)
    squares = red**2 + green**2 + np.maximum(lowest**2, highest**2)
    return float(squares[lowest <= highest].max() ** 0.5)


def outcomes(x: Array, y: Sequence[int], n_train: int) -> set[Scores]:
    """What one repeat may give: the accuracies for every choice of the training images there is."""
    rgb = list(x.astype(float))
    gray = list(to_gray_mean(x))
    tables = [[[distance(a, b) for b in images] for a in images] for images in (rgb, gray)]
    draws = combinations(range(len(y)), n_train)
    return {_scores(tables, y, train) for train in draws}


def average_outcome(x: Array, y: Array, n_train: int, n_repeats: int, rng: np.random.Generator) -> Scores:
    """The accuracies over many draws, near which any fair average lies."""
    points = [images.reshape(len(y), -1) for images in (x.astype(float), x.astype(float).mean(axis=-1))]
    tables = [np.linalg.norm(point[:, None] - point[None], axis=-1).tolist() for point in points]
    draws = [rng.permutation(len(y))[:n_train].tolist() for _ in range(n_repeats)]
    rgb, gray = zip(*(_scores(tables, y.tolist(), train) for train in draws), strict=True)
    return sum(rgb) / n_repeats, sum(gray) / n_repeats


def _scores(tables: list[list[list[float]]], y: Sequence[int], train: Sequence[int]) -> Scores:
    test = sorted(set(range(len(y))) - set(train))
    rgb, gray = (sum(y[min(train, key=table[i].__getitem__)] == y[i] for i in test) / len(test) for table in tables)
    return rgb, gray


def shifted(img: Array, shift: tuple[int, int]) -> Array:
    """Each pixel moves; one that leaves the image is lost, and where none arrives there is zero."""
    out = np.zeros_like(img)
    for i, j in _places(img):
        if 0 <= i + shift[0] < img.shape[0] and 0 <= j + shift[1] < img.shape[1]:
            out[i + shift[0], j + shift[1]] = img[i, j]
    return out


def equivariance_error(fn: Callable[[Array], Array], img: Array, shift: tuple[int, int]) -> float:
    first, last = fn(shifted(img, shift)), shifted(fn(img), shift)
    border = [min(abs(step) + size // 4, (size - 1) // 2) for size, step in zip(img.shape, shift, strict=False)]
    worst = 0.0
    for i, j in _places(img):
        inside = all(edge <= at < size - edge for at, edge, size in zip((i, j), border, img.shape, strict=False))
        if inside:
            differences = np.abs(np.asarray(first[i, j], float) - np.asarray(last[i, j], float))
            worst = max(worst, float(differences.max()))
    return worst


def _places(img: Array) -> Iterator[tuple[int, int]]:
    return product(range(img.shape[0]), range(img.shape[1]))
