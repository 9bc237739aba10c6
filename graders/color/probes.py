"""Functions on images, to be handed to `equivariance_error` in the worker: instruments without answers.

A function cannot travel there, so each of these makes one on the spot. The grader makes the same for itself.
An image is (H, W) or (H, W, C).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
ImageFunction = Callable[[Array], Array]


def blur() -> ImageFunction:
    """The mean of the 3×3 neighborhood, with zeros around the image."""

    def fn(img: Array) -> Array:
        height, width = img.shape[:2]
        padded = np.pad(img, [(1, 1), (1, 1)] + [(0, 0)] * (img.ndim - 2)).astype(float)
        total: Array = sum((padded[i : i + height, j : j + width] for i in range(3) for j in range(3)), np.zeros(1))
        return total / 9

    return fn


def times(factors: Array) -> ImageFunction:
    """Each place has a factor of its own, as in a dense layer."""

    def fn(img: Array) -> Array:
        product: Array = img * (factors if img.ndim == 2 else factors[:, :, None])
        return product

    return fn


def gray_times(factors: Array) -> ImageFunction:
    """The mean of the channels, and then each place its own factor: (H, W, C) to (H, W)."""

    def fn(img: Array) -> Array:
        product: Array = img.astype(float).mean(axis=-1) * factors
        return product

    return fn


def from_the_mean() -> ImageFunction:
    """How far each pixel is from the mean of the whole image."""

    def fn(img: Array) -> Array:
        difference: Array = img - img.mean()
        return difference

    return fn
