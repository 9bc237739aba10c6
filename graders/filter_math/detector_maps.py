"""What a detector answers to a picture, and where: the arithmetic of two layers, whoever made the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from receptive.grader import check

from .detector_pictures import Drawn
from .images import Array

MOST_KERNELS, WIDEST, LARGEST = 16, 7, 1e9
NEGLIGIBLE = 1e-9  # of the largest answer there can be: rounding


@dataclass(frozen=True)
class Detector:
    """Kernels (F, 3, 3) of layer one, a kernel (F, k, k) of layer two, and its bias."""

    first: Array
    second: Array
    bias: float

    @property
    def window(self) -> int:
        """Along a side, the pixels that one number of the map is made of."""
        return int(self.second.shape[-1]) + 2

    def fires(self, picture: Array) -> Array:
        """Where the map of a picture (H, W) is positive: (H - k - 1, W - k - 1)."""
        edges = np.maximum(weighed(self.first[:, None], picture[None]), 0.0)
        found = weighed(self.second[None], edges)[0] + self.bias
        most = abs(self.bias) + abs(self.second).sum() * abs(self.first).sum() * abs(picture).max()
        return np.asarray(found > NEGLIGIBLE * most)

    def near(self, drawn: Drawn, fires: Array) -> Array:
        """Which cells of the map have the pixel in their window at which the shape is found."""
        seen = np.zeros(fires.shape, dtype=bool)
        if drawn.at is not None:
            row, column = drawn.at
            reach = self.window - 1
            seen[max(0, row - reach) : row + 1, max(0, column - reach) : column + 1] = True
        return seen


def weighed(kernels: Array, maps: Array) -> Array:
    """All kernels (F, C, k, k) on the maps (C, H, W): (F, H - k + 1, W - k + 1). It runs 200 times a submission."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, kernels.shape[2:], axis=(1, 2))
    return np.tensordot(kernels, windows, axes=((1, 2, 3), (0, 3, 4)))


def detector(made: Any) -> Detector:
    """What `build_detector` returned, once it is a detector at all."""
    check(isinstance(made, tuple | list) and len(made) == 3, "the result is not (first, second, bias)")
    first, second, bias = made
    check(is_kernels(first) and first.shape[1:] == (1, 3, 3), "first is not an array of finite numbers (F, 1, 3, 3)")
    check(len(first) <= MOST_KERNELS, "first has more than 16 kernels")
    square = is_kernels(second) and second.shape[:2] == (1, len(first)) and second.shape[2] == second.shape[3]
    check(square, "second is not an array of finite numbers (1, F, k, k), with the F of first")
    check(second.shape[2] <= WIDEST, "the kernel of layer two is larger than 7×7")
    is_number = isinstance(bias, int | float | np.integer | np.floating) and not isinstance(bias, bool)
    check(is_number and abs(bias) < LARGEST, "bias is not a finite number in proportion")
    return Detector(first[:, 0].astype(float), second[0].astype(float), float(bias))


def is_kernels(value: Any) -> bool:
    """Whether it is a nonempty array of four axes, of real and finite numbers that are in proportion."""
    is_one = isinstance(value, np.ndarray) and value.ndim == 4 and value.size > 0 and value.dtype.kind in "iuf"
    return is_one and bool(np.isfinite(value).all()) and bool((abs(value.astype(float)) < LARGEST).all())
