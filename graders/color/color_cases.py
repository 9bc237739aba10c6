"""Labelled images whose outcome is known whatever is drawn, and images as a topic on color needs them."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Labelled = tuple[Array, Array]

# Images come in fours: two colors in two lights. In RGB the nearest image has the same color, in gray the same light.
# What the labels are about, and so the accuracy on RGB and on gray when one image is left out
OUTCOMES = {"color": (1.0, 0.0), "light": (0.0, 1.0), "whether color and light agree": (0.0, 0.0)}


def strided(array: Array) -> Array:
    """The same numbers, every second cell of a larger array."""
    wide = np.full((*array.shape[:-1], 2 * array.shape[-1]), 99, dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def a_number(rng: np.random.Generator) -> float:
    """One that nobody guesses, with one decimal, from 1.1 to 9.9."""
    return float(rng.integers(11, 100)) / 10


def some_weights(rng: np.random.Generator) -> tuple[float, float, float]:
    """Three positive weights that sum to 1 and differ from one another."""
    a, b, c = rng.permutation([0.15, 0.3, 0.55]) + rng.permutation([-0.04, 0.01, 0.03])
    return float(a), float(b), float(c)


def each_lightest(rng: np.random.Generator) -> list[tuple[float, ...]]:
    """Three different weights in three orders: each color is once the lightest, which has to change the most.

    If that were green alone, a pair would often change red and blue alike, and exchanging their weights pass unseen.
    """
    weights = some_weights(rng)
    return [weights[turn:] + weights[:turn] for turn in range(3)]


def near_equal_weights(rng: np.random.Generator) -> tuple[float, float, float]:
    """Three weights close to those of the mean, which leave two colors of one gray the least room."""
    change = rng.uniform(0.005, 0.03, size=2)
    red, green = 1 / 3 + change * rng.choice([-1, 1], size=2)
    return float(red), float(green), float(1 - red - green)


def red_and_green(about: str = "color") -> Labelled:
    """Four images of one pixel, in color and in gray with a twin each; `about` is one of `OUTCOMES`."""
    reds, greens = [(90, 0, 0), (96, 0, 0)], [(0, 90, 0), (0, 96, 0)]
    labels = [_label(about, color, light) for color in (0, 1) for light in (0, 1)]
    return np.array(reds + greens, dtype=float).reshape(4, 1, 1, 3), np.array(labels)


def twins(rng: np.random.Generator, turned: tuple[int, int, int] = (2, 0, 1), about: str = "color") -> Labelled:
    """The same with eight larger images, when one is left out.

    Within a family two images of one color differ by a little light; those of the other color have their
    channels in another order, which the mean of the channels does not see.
    """
    images, labels = [], []
    for family in range(2):
        base = 40 * rng.permuted(np.tile([0.0, 1.0, 4.0], (2, 3, 1)), axis=-1) + 300 * family
        for light in (0, 1):
            images += [base + 5 * light, base[..., turned] + 5 * light]
            labels += [_label(about, color, light) for color in (0, 1)]
    return _shuffled(rng, np.array(images), np.array(labels))


def spread_and_steep(rng: np.random.Generator, about: str = "steepness") -> Labelled:
    """Eight gray images: the nearest other one is equally steep by Euclidean distance, and by that alone.

    Two that are equally steep differ a little in four pixels. Others differ more, in two pixels: less in the sum of
    all differences, and not at all in mean brightness. If the labels are about something else, none is recognised.
    """
    spread, steep = np.array([5.0, -5, 5, 5, 0, 0]), np.array([0.0, 0, 0, 0, 8, -8])
    images, labels = [], []
    for family in range(2):
        order = rng.permutation(6)
        base = rng.integers(20, 60, size=6) + 500.0 * family
        for steepness, twin in ((0, 0), (0, 1), (1, 0), (1, 1)):
            plane = (base + steepness * steep + twin * spread)[order].reshape(2, 3)
            images.append(np.repeat(plane[:, :, None], 3, axis=2))
            labels.append(steepness if about == "steepness" else twin)
    return _shuffled(rng, np.array(images), np.array(labels))


def close_pairs(rng: np.random.Generator, alike: int) -> Labelled:
    """Eight images in four close pairs, `alike` of which have one label: with one left out, those are recognised.

    If all or none are, both labels are equally frequent, so one image alone tells nothing about the others.
    """
    base = np.repeat(100.0 * np.arange(4), 2) + np.tile([0.0, 1.0], 4)
    images = base[:, None, None, None] + np.zeros((1, 2, 2, 3))
    first = rng.permutation([0, 0, 1, 1])
    second = np.where(np.arange(4) < alike, first, 1 - first)
    return _shuffled(rng, images, np.stack([first, second], axis=1).reshape(-1))


def small_integers(rng: np.random.Generator, about: str = "brightness") -> Labelled:
    """Four gray uint8 images. Brightness differs by 16·k in each pixel, whose square is 0 in uint8; twins by 5.

    The nearest other one is equally bright. If the labels are about something else, none is recognised.
    """
    plane = rng.integers(20, 100, size=(2, 2, 1)) + np.zeros((2, 2, 3), dtype=int)
    other = plane + 16 * int(rng.choice([2, 4, 6]))
    images = np.array([plane, plane + 5, other, other + 5], dtype=np.uint8)
    return _shuffled(rng, images, np.array([0, 0, 1, 1] if about == "brightness" else [0, 1, 0, 1]))


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


def _label(about: str, color: int, light: int) -> int:
    return {"color": color, "light": light}.get(about, color ^ light)


def _shuffled(rng: np.random.Generator, images: Array, labels: Array) -> Labelled:
    order = rng.permutation(len(labels))
    return images[order], labels[order]
