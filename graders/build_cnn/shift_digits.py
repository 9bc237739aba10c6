"""The images that ShiftNet learns: real digits at random places, from scikit-learn; without it, noisy strokes.

The classes have other numbers in every run, so that nothing learned before, elsewhere, is of use.
"""

from __future__ import annotations

import functools
import importlib.util
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .requirements import CLASSES

CANVAS, DIGIT = 12, 8
TRAINING_DIGITS = 1347  # of 1,797; each is pasted twice
COPIES = 2
FIELD, STROKE, NOISE = 16, 5, 0.25
STROKES = 1800, 600  # images to learn from, and unseen ones


@dataclass(frozen=True)
class Task:
    """Images `(N, 1, S, S)` with their labels: some to learn from, others to be measured with."""

    x: Tensor
    y: Tensor
    unseen_x: Tensor
    unseen_y: Tensor


def shifted_task(rng: np.random.Generator) -> Task:
    known = digits()
    names = rng.permutation(CLASSES)
    if known is None:
        return _task([strokes(rng, count) for count in STROKES], names)
    order = rng.permutation(len(known[0]))
    parts = order[:TRAINING_DIGITS], order[TRAINING_DIGITS:]
    return _task([pasted(rng, known, np.tile(part, COPIES)) for part in parts], names)


def _task(parts: list[tuple[np.ndarray, np.ndarray]], names: np.ndarray) -> Task:
    (x, y), (unseen_x, unseen_y) = parts
    return Task(*map(torch.from_numpy, (x, names[y], unseen_x, names[unseen_y])))


@functools.cache
def digits() -> tuple[np.ndarray, np.ndarray] | None:
    """All digits, `(1797, 8, 8)` from 0 to 1, and what they are."""
    if importlib.util.find_spec("sklearn") is None:
        return None
    from sklearn.datasets import load_digits  # type: ignore[import-untyped]  # it ships no types

    found = load_digits()
    return found.images.astype(np.float32) / 16, found.target


def pasted(
    rng: np.random.Generator, known: tuple[np.ndarray, np.ndarray], chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Each chosen digit at a place of its own on a black canvas."""
    images, labels = known
    x = np.zeros((len(chosen), 1, CANVAS, CANVAS), np.float32)
    corners = rng.integers(0, CANVAS - DIGIT + 1, (len(chosen), 2))
    for canvas, image, (row, column) in zip(x[:, 0], images[chosen], corners, strict=True):
        canvas[row : row + DIGIT, column : column + DIGIT] = image
    return x, labels[chosen]


def strokes(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Noise with a bar or a diagonal in it somewhere."""
    line = np.eye(STROKE, dtype=np.float32)
    bar = np.zeros_like(line)
    bar[:, STROKE // 2] = 1
    shapes = np.stack([bar, bar.T, line, line[::-1]])
    y = rng.integers(0, len(shapes), count)
    x = rng.normal(scale=NOISE, size=(count, 1, FIELD, FIELD)).astype(np.float32)
    corners = rng.integers(0, FIELD - STROKE + 1, (count, 2))
    for canvas, label, (row, column) in zip(x[:, 0], y, corners, strict=True):
        canvas[row : row + STROKE, column : column + STROKE] += shapes[label]
    return x, y
