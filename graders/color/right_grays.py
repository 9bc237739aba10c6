"""Grays, layouts, layers and filters right, one decision a method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .images import Array
from .weights import TELEVISION

Axis = Any  # an int, or a tuple of them


class Grays:
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


def entries(img: Array, axis: Axis) -> Array:
    """How many numbers lie along an axis."""
    count: Array = np.ones_like(img, dtype=float).sum(axis=axis, keepdims=True)
    return count


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
