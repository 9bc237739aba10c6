"""The images that DesignNet learns: eight shapes drawn by lines, of many sizes, anywhere in one half of a noisy image.

To learn from they lie in the left half, unseen ones in the right half: what a network knows of one place only is of no
use to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

SIDE = 16
SIZES = (5, 6, 7, 8)  # rows and columns of a shape, each for itself
NOISE = 0.2
TRAINING, UNSEEN = 1500, 800
STEPS = 12  # points of a line, so close that no pixel is left out

Line = tuple[tuple[float, float], tuple[float, float]]
SHAPES: dict[str, tuple[Line, ...]] = {  # from (row, column) to (row, column), in a square of 1
    "plus": (((0, 0.5), (1, 0.5)), ((0.5, 0), (0.5, 1))),
    "times": (((0, 0), (1, 1)), ((0, 1), (1, 0))),
    "box": (((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (1, 0)), ((1, 0), (0, 0))),
    "diamond": (((0, 0.5), (0.5, 1)), ((0.5, 1), (1, 0.5)), ((1, 0.5), (0.5, 0)), ((0.5, 0), (0, 0.5))),
    "tee": (((0, 0), (0, 1)), ((0, 0.5), (1, 0.5))),
    "corner": (((0, 0), (1, 0)), ((1, 0), (1, 1))),
    "vee": (((0, 0), (1, 0.5)), ((1, 0.5), (0, 1))),
    "zed": (((0, 0), (0, 1)), ((0, 1), (1, 0)), ((1, 0), (1, 1))),
}
CLASSES = len(SHAPES)


@dataclass(frozen=True)
class Halves:
    """Images `(N, 1, 16, 16)` with their labels: those of the left half to learn from, those of the right unseen."""

    x: Tensor
    y: Tensor
    unseen_x: Tensor
    unseen_y: Tensor


def halves(rng: np.random.Generator) -> Halves:
    return Halves(*drawn(rng, TRAINING, 0), *drawn(rng, UNSEEN, SIDE // 2))


def drawn(rng: np.random.Generator, count: int, first_column: int) -> tuple[Tensor, Tensor]:
    """Shapes that lie in the half from this column on."""
    x = rng.normal(scale=NOISE, size=(count, 1, SIDE, SIDE)).astype(np.float32)
    y = rng.integers(0, CLASSES, count)
    sizes = rng.choice(SIZES, (count, 2))
    corners = (rng.random((count, 2)) * ((SIDE, SIDE // 2) - sizes + 1)).astype(int)
    for canvas, label, (h, w), (row, column) in zip(x[:, 0], y, sizes, corners, strict=True):
        left = first_column + column
        canvas[row : row + h, left : left + w] += outline(label, h, w)
    return torch.from_numpy(x), torch.from_numpy(y)


def outline(label: int, h: int, w: int) -> np.ndarray:
    """A shape of this size: 1 on its lines, 0 elsewhere."""
    pixels = np.zeros((h, w), np.float32)
    along = np.linspace(0, 1, STEPS)[:, None]
    for start, end in [*SHAPES.values()][label]:
        places = np.rint((np.array(start) * (1 - along) + np.array(end) * along) * (h - 1, w - 1)).astype(int)
        pixels[places[:, 0], places[:, 1]] = 1
    return pixels
