"""Images as a topic on color needs them: two pixels, small ones to ask about, labeled ones of a certain outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from receptive.grader import Call, call

Array = npt.NDArray[Any]
Labeled = tuple[Array, Array]

COLORS = np.array([[[200.0, 100.0, 60.0], [0.0, 255.0, 0.0]]])

# Labeled images come in fours: two colors in two lights. In RGB the nearest image has the same color, in gray the same
# light. What the labels are about, and so the accuracy on RGB and on gray when one image is left out
OUTCOMES = {"color": (1.0, 0.0), "light": (0.0, 1.0), "whether color and light agree": (0.0, 0.0)}


def mixed(rng: Generator, grays: Array) -> tuple[Array, Array]:
    """The two colors mixed with each other and with white, and their grays, which mix in the same way."""
    parts, white = rng.integers(1, 10, size=(2, 2)) / 10, rng.integers(1, 50, size=2) + 0.25  # no gray is whole
    return parts @ COLORS + white[:, None], (parts @ grays + white)[None]


def generator(rng: Random) -> Generator:
    """NumPy's random numbers, drawn from Python's."""
    return np.random.default_rng(rng.getrandbits(64))


def filled(rng: Generator, shape: Sequence[int], number: int) -> Array:
    """Whole numbers from 0 to 255, in turn as bytes, as ints and as floats."""
    return rng.integers(0, 256, size=shape).astype((np.uint8, np.int64, np.float64)[number % 3])


def calls_for_gray(rng: Generator) -> Iterator[Call]:
    """An image, and often the axis of its channels."""
    pixel = np.array([[[200, 100, 60]]])
    yield call(pixel.astype(float))
    yield call(pixel.astype(np.uint8))
    yield call(np.array([[[0.0, 255.0, 0.0]]]))
    yield call(np.array([1, 1, 0], dtype=np.uint8))
    yield call(np.array([[[200.0, 100.0, 60.0], [10.0, 40.0, 20.0]]]))
    yield call(np.arange(12.0).reshape(2, 2, 1, 3))
    yield call(np.array([200.0, 100.0, 60.0]).reshape(3, 1, 1), channel_axis=0)
    yield call(np.arange(27.0).reshape(3, 3, 3), channel_axis=0)
    for number in count():
        lead = rng.permutation([1, 2, 3, 4, 5])[: 1 + number % 3].tolist()
        axis = int(rng.integers(-len(lead) - 1, len(lead) + 1)) if number % 2 else -1
        shape = [*lead, 3] if axis in (-1, len(lead)) else np.insert(lead, axis % (len(lead) + 1), 3).tolist()
        options = {"channel_axis": axis} if number % 2 else {}
        yield call(filled(rng, shape, number), **options)


def red_and_green(about: str = "color") -> Labeled:
    """Four images of one pixel, in color and in gray with a twin each; `about` is one of `OUTCOMES`."""
    reds, greens = [(90, 0, 0), (96, 0, 0)], [(0, 90, 0), (0, 96, 0)]
    labels = [_label(about, color, light) for color in (0, 1) for light in (0, 1)]
    return np.array(reds + greens, dtype=float).reshape(4, 1, 1, 3), np.array(labels)


def twins(rng: Generator, turned: tuple[int, int, int] = (2, 0, 1), about: str = "color") -> Labeled:
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


def spread_and_steep(rng: Generator, about: str = "steepness") -> Labeled:
    """Eight gray images: the nearest other one is equally steep by Euclidean distance, and by that alone.

    Two that are equally steep differ a little in four pixels. Others differ more, in two pixels: less in the sum of
    all differences, and not at all in mean brightness. If the labels are about something else, none is recognized.
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


def close_pairs(rng: Generator, alike: int) -> Labeled:
    """Eight images in four close pairs, `alike` of which have one label: with one left out, those are recognized.

    If all or none are, both labels are equally frequent, so one image alone tells nothing about the others.
    """
    base = np.repeat(100.0 * np.arange(4), 2) + np.tile([0.0, 1.0], 4)
    images = base[:, None, None, None] + np.zeros((1, 2, 2, 3))
    first = rng.permutation([0, 0, 1, 1])
    second = np.where(np.arange(4) < alike, first, 1 - first)
    return _shuffled(rng, images, np.stack([first, second], axis=1).reshape(-1))


def small_integers(rng: Generator, about: str = "brightness") -> Labeled:
    """Four gray uint8 images. Brightness differs by 16·k in each pixel, whose square is 0 in uint8; twins by 5.

    The nearest other one is equally bright. If the labels are about something else, none is recognized.
    """
    plane = rng.integers(20, 100, size=(2, 2, 1)) + np.zeros((2, 2, 3), dtype=int)
    other = plane + 16 * int(rng.choice([2, 4, 6]))
    images = np.array([plane, plane + 5, other, other + 5], dtype=np.uint8)
    return _shuffled(rng, images, np.array([0, 0, 1, 1] if about == "brightness" else [0, 1, 0, 1]))


def _label(about: str, color: int, light: int) -> int:
    return {"color": color, "light": light}.get(about, color ^ light)


def _shuffled(rng: Generator, images: Array, labels: Array) -> Labeled:
    order = rng.permutation(len(labels))
    return images[order], labels[order]
