"""Labelled images whose outcome is known whatever is drawn, and images as a topic on color needs them."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Labelled = tuple[Array, Array]


def strided(array: Array) -> Array:
    """The same numbers, every second cell of a larger array."""
    wide = np.full((*array.shape[:-1], 2 * array.shape[-1]), 99, dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def some_weights(rng: np.random.Generator) -> tuple[float, float, float]:
    """Three positive weights that sum to 1 and differ from one another."""
    a, b, c = rng.permutation([0.15, 0.3, 0.55]) + rng.permutation([-0.04, 0.01, 0.03])
    return float(a), float(b), float(c)


def red_and_green() -> Labelled:
    """Four images of one pixel. Color tells the labels apart; in gray each has a twin of the other label."""
    reds, greens = [(90, 0, 0), (96, 0, 0)], [(0, 90, 0), (0, 96, 0)]
    return np.array(reds + greens, dtype=float).reshape(4, 1, 1, 3), np.array([0, 0, 1, 1])


def twins(rng: np.random.Generator, turned: tuple[int, int, int] = (2, 0, 1)) -> Labelled:
    """The same with eight larger images: with one image left out, RGB is always right and gray always wrong.

    Within a family two images of one label differ by a little light; those of the other label have their
    channels in another order, which the mean of the channels does not see.
    """
    images, labels = [], []
    for family in range(2):
        base = 40 * rng.permuted(np.tile([0.0, 1.0, 4.0], (2, 3, 1)), axis=-1) + 300 * family
        for light in (0, 5):
            images += [base + light, base[..., turned] + light]
            labels += [0, 1]
    return _shuffled(rng, np.array(images), np.array(labels))


def spread_and_steep(rng: np.random.Generator) -> Labelled:
    """Eight gray images: the nearest other one is of the same label by Euclidean distance, and by that alone.

    Two of one label differ a little in four pixels. Two of different labels differ more, in two pixels: less in the
    sum of all differences, and not at all in mean brightness.
    """
    spread, steep = np.array([5.0, -5, 5, 5, 0, 0]), np.array([0.0, 0, 0, 0, 8, -8])
    images, labels = [], []
    for family in range(2):
        order = rng.permutation(6)
        base = rng.integers(20, 60, size=6) + 500.0 * family
        for label, twin in ((0, 0), (0, 1), (1, 0), (1, 1)):
            plane = (base + label * steep + twin * spread)[order].reshape(2, 3)
            images.append(np.repeat(plane[:, :, None], 3, axis=2))
            labels.append(label)
    return _shuffled(rng, np.array(images), np.array(labels))


def coin_tosses(rng: np.random.Generator) -> Labelled:
    """Eight images in four close pairs, two pairs of one label: with one left out, half are recognised."""
    base = np.repeat(100.0 * np.arange(4), 2) + np.tile([0.0, 1.0], 4)
    images = base[:, None, None, None] + np.zeros((1, 2, 2, 3))
    return _shuffled(rng, images, np.array([0, 0, 1, 1, 0, 1, 1, 0]))


def small_integers(rng: np.random.Generator) -> Labelled:
    """Four gray uint8 images. Labels differ by 16·k in each pixel, whose square is 0 in uint8; twins by 5."""
    plane = rng.integers(20, 100, size=(2, 2, 1)) + np.zeros((2, 2, 3), dtype=int)
    other = plane + 16 * int(rng.choice([2, 4, 6]))
    images = np.array([plane, plane + 5, other, other + 5], dtype=np.uint8)
    return _shuffled(rng, images, np.array([0, 0, 1, 1]))


@functools.cache
def any_ink() -> Labelled:
    """Four strokes on 5×5 pixels, badly printed in red, green or blue ink: the label is the shape."""
    rng = np.random.default_rng(3)
    strokes = np.zeros((4, 5, 5))
    strokes[0, 2, :] = strokes[1, :, 2] = 1
    strokes[2], strokes[3] = np.eye(5), np.eye(5)[::-1]
    labels = np.repeat(np.arange(4), 20)
    printed = np.abs(strokes[labels] - (rng.uniform(size=(80, 5, 5)) < 0.1))
    ink = np.eye(3)[rng.integers(0, 3, 80)] * rng.uniform(0.8, 1.0, (80, 1))
    return printed[..., None] * ink[:, None, None, :], labels


@functools.cache
def red_or_green_light() -> Labelled:
    """Plain red or green images of random brightness: the label is the color."""
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 1], 30)
    images = np.zeros((60, 3, 3, 3))
    images[np.arange(60), :, :, labels] = rng.uniform(0.4, 1.0, (60, 1, 1)) * rng.uniform(0.8, 1.0, (60, 3, 3))
    return images + rng.normal(scale=0.02, size=images.shape), labels


def _shuffled(rng: np.random.Generator, images: Array, labels: Array) -> Labelled:
    order = rng.permutation(len(labels))
    return images[order], labels[order]
