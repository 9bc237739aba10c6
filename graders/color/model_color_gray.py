"""Models of the first five exercises. Each misconception flips one decision; without any the model is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ids = frozenset[str]
TELEVISION = (0.299, 0.587, 0.114)

# Answers to one question, of which a model can give but one
RIVALS = (
    {"COL-3", "COL-6", "COL-8", "COL-9", "COL-10"},  # how the channels become one number
    {"COL-5a", "COL-5b", "COL-14", "COL-14b", "COL-15"},  # along which axis
    {"COL-5a", "COL-3"},  # three weights for an axis that has other lengths
    {"COL-5b", "COL-3"},
    {"COL-3", "COL-19"},  # whose weights
    {"COL-13a", "COL-13b"},  # which sums of weights are taken
    {"COL-11", "COL-20", "COL-21"},  # how the channels come to the front
    {"COL-24", "COL-25", "COL-26", "COL-27"},  # how many biases
    {"COL-28", "COL-29"},  # which shape a kernel has
)


def to_gray_mean(ids: Ids) -> Callable[..., Any]:
    def model(img: Array, channel_axis: int = -1) -> Any:
        require_image(img, channel_axis)
        axis = summed_axis(ids, img, channel_axis)
        return finished(ids, mean_of(ids, img, axis), img, axis)

    return model


def summed_axis(ids: Ids, img: Array, channel_axis: int) -> Any:
    if "COL-5a" in ids:
        return 0
    if "COL-5b" in ids:
        return tuple(axis for axis in range(img.ndim) if axis != channel_axis % img.ndim)
    if ids & {"COL-14", "COL-14b"}:
        return -1
    return 2 if "COL-15" in ids and channel_axis == -1 else channel_axis


def mean_of(ids: Ids, img: Array, axis: Any) -> Array:
    """One number for each pixel; the axis is kept, with one entry."""
    if ids & {"COL-14b", "COL-15"}:
        img = np.take(img, range(3), axis=axis)  # img[:, :, 0], img[:, :, 1], img[:, :, 2]
    dtype = img.dtype if "COL-4" in ids else np.float64
    how = {"axis": axis, "keepdims": True}
    count = np.ones_like(img, dtype=float).sum(**how)
    if "COL-3" in ids:
        return weighted_sum(img.astype(float), TELEVISION, axis)
    if "COL-6" in ids:
        return (img.astype(float) // count).sum(**how)
    if "COL-9" in ids:
        for one in axis if isinstance(axis, tuple) else (axis,):
            img = np.take(img, [0], axis=one)
        return img.astype(float)
    if "COL-10" in ids:
        return (img.max(**how).astype(float) + img.min(**how)) / 2
    total = img.sum(dtype=dtype, **how)
    return total.astype(float) if "COL-8" in ids else total / count


def to_gray_weighted(ids: Ids) -> Callable[..., Any]:
    def model(img: Array, weights: Sequence[float] = TELEVISION, channel_axis: int = -1) -> Any:
        require_image(img, channel_axis)
        require_weights(ids, weights)
        axis = summed_axis(ids, img, channel_axis)
        if ids & {"COL-14b", "COL-15"}:
            img = np.take(img, range(3), axis=axis)
        used = believed(ids, weights)
        return finished(ids, weighted_sum(img.astype(float), used, axis, rounded="COL-6" in ids), img, axis)

    return model


def weighted_sum(img: Array, weights: Sequence[float], axis: int, rounded: bool = False) -> Array:
    shares = np.moveaxis(img, axis, -1) * np.asarray(weights, dtype=float)
    total = (np.floor(shares) if rounded else shares).sum(axis=-1, keepdims=True)
    return np.moveaxis(total, -1, axis)


def finished(ids: Ids, gray: Array, img: Array, axis: Any) -> Any:
    """The result without its channel axis, and of the right type."""
    gray = gray.astype(img.dtype) if "COL-16" in ids else gray
    return gray if "COL-18" in ids else gray.squeeze(axis=axis)


def believed(ids: Ids, weights: Sequence[float]) -> Array:
    """The weights that are used, whatever was given."""
    used = np.asarray(weights, dtype=float)
    if "COL-3" in ids:
        used = np.ones(3) / 3
    if "COL-19" in ids:
        used = np.array(TELEVISION)
    if "COL-17" in ids:
        used = used / used.sum()
    return used[::-1] if "COL-7" in ids else used


def hwc_to_chw(ids: Ids) -> Callable[..., Any]:
    def model(img: Array) -> Array:
        height, width, channels = img.shape[-3:]
        if "COL-11" in ids:
            out = img.reshape(*img.shape[:-3], channels, height, width)
        elif "COL-20" in ids:
            out = img.swapaxes(-1, -3)
        else:
            out = np.moveaxis(img, -1, 0 if "COL-21" in ids else -3)
        return out / 255 if "COL-22" in ids else out.copy()

    return model


def dense_weight_count(ids: Ids) -> Callable[..., Any]:
    def model(h: int, w: int, c: int, hidden: int, bias: bool = True) -> int:
        inputs = h * w if "COL-23" in ids else h * w * c
        biases = hidden
        if "COL-24" in ids:
            biases = 0
        elif "COL-25" in ids:
            biases = 1
        elif "COL-27" in ids:
            biases = inputs
        return inputs * hidden + (biases if bias or "COL-26" in ids else 0)

    return model


def gray_as_conv(ids: Ids) -> Callable[..., Any]:
    def model(weights: Sequence[float]) -> Array:
        shape = (3, 1, 1, 1) if "COL-28" in ids else (1, 1, 1, 3) if "COL-29" in ids else (1, 3, 1, 1)
        return np.array(believed(ids, weights)).reshape(shape)

    return model


def require_image(img: object, channel_axis: object) -> None:
    if not isinstance(img, np.ndarray):
        raise TypeError("img is not an array")
    if not isinstance(channel_axis, int):
        raise TypeError("channel_axis is not an int")
    if channel_axis not in range(-img.ndim, img.ndim):
        raise ValueError("channel_axis is not an axis of the image")
    if img.shape[channel_axis] != 3:
        raise ValueError("img does not have three channels")


def require_weights(ids: Ids, weights: Any) -> None:
    if not isinstance(weights, tuple | list | np.ndarray):
        raise TypeError("weights is not three numbers")
    allowed = 1e-6 if "COL-13a" in ids else np.inf if "COL-13b" in ids else 1e-3
    if len(weights) != 3 or abs(float(np.sum(weights)) - 1) > allowed:
        raise ValueError("weights is not three numbers that sum to 1")
