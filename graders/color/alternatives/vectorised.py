"""Whole arrays at a time: reductions, broadcasting, one table of distances for all repeats."""

from typing import Any

import numpy as np


def _channels_last(img: Any, channel_axis: Any) -> Any:
    if not isinstance(img, np.ndarray):
        raise TypeError(f"img has to be an array and is {img!r}")
    if not isinstance(channel_axis, int):
        raise TypeError(f"channel_axis has to be an int and is {channel_axis!r}")
    try:
        turned = np.moveaxis(img, channel_axis, -1)
    except ValueError:
        raise ValueError(f"channel_axis {channel_axis} is no axis of an array of shape {img.shape}") from None
    if turned.shape[-1] != 3:
        raise ValueError(f"img has {turned.shape[-1]} channels, not 3")
    return turned


def to_gray_mean(img: Any, channel_axis: Any = -1) -> Any:
    return np.add.reduce(_channels_last(img, channel_axis), axis=-1, dtype=np.float64) / 3.0


def to_gray_weighted(img: Any, weights: Any = (0.299, 0.587, 0.114), channel_axis: Any = -1) -> Any:
    turned = _channels_last(img, channel_axis)
    if weights is None or np.ndim(weights) == 0:
        raise TypeError("weights have to be a sequence of numbers")
    factors = np.array(weights, dtype=np.float64)
    if factors.shape != (3,) or not np.isclose(factors.sum(), 1.0, rtol=0, atol=1e-3):
        raise ValueError("weights have to be three numbers of sum 1")
    return (turned * factors).sum(axis=-1)


def hwc_to_chw(img: Any) -> Any:
    leading = tuple(range(img.ndim - 3))
    return img.transpose(*leading, img.ndim - 1, img.ndim - 3, img.ndim - 2)


def dense_weight_count(h: Any, w: Any, c: Any, hidden: Any, bias: Any = True) -> Any:
    return hidden * (h * w * c) + (hidden if bias else 0)


def gray_as_conv(weights: Any) -> Any:
    return np.array(weights, dtype=np.float64)[np.newaxis, :, np.newaxis, np.newaxis]


def metamer_pair(weights: Any, min_distance: Any = 100.0) -> Any:
    """Every difference of two channels at once; the third one is as far from 0 as the gray allows."""
    factors = np.array(weights, dtype=np.float64)
    order = np.argsort(factors)  # the channel with the largest weight makes up for the other two
    steps = np.arange(-255.0, 256.0)
    a, b = np.meshgrid(steps[255:], steps, indexing="ij")
    level = factors[order[0]] * a + factors[order[1]] * b
    ends = np.stack(
        [np.ceil((-0.499999 - level) / factors[order[2]]), np.floor((0.499999 - level) / factors[order[2]])]
    )
    possible = (ends[0] <= ends[1]) & (ends[0] <= 255) & (ends[1] >= -255)
    ends = np.clip(ends, -255, 255)
    c = np.where(np.abs(ends[0]) > np.abs(ends[1]), ends[0], ends[1])
    squares = np.where(possible, a**2 + b**2 + c**2, -1.0)
    best = np.unravel_index(squares.argmax(), squares.shape)
    if squares[best] < min_distance**2:
        raise ValueError(f"min_distance {min_distance} is beyond {np.sqrt(squares[best]):.1f}")
    change = np.zeros(3)
    change[order] = a[best], b[best], c[best]
    return change.clip(min=0).astype(np.uint8), (-change).clip(min=0).astype(np.uint8)


def compare_representations(x_rgb: Any, y: Any, n_train: Any, n_repeats: Any = 5, seed: Any = 0) -> Any:
    y = np.asarray(y)
    n = y.size
    rgb = x_rgb.astype(np.float64)
    shuffles = np.random.default_rng(seed).random((n_repeats, n)).argsort(axis=1)
    labeled = np.zeros((n_repeats, n), dtype=bool)
    np.put_along_axis(labeled, shuffles[:, :n_train], True, axis=1)
    result = {}
    for name, images in (("rgb", rgb), ("gray", rgb.mean(axis=3))):
        flat = images.reshape(n, -1)
        table = np.linalg.norm(flat[:, None] - flat[None, :], axis=2)
        # (repeat, image, neighbor): whoever has no label is infinitely far away
        seen = np.where(labeled[:, None, :], table[None], np.inf)
        right = y[seen.argmin(axis=2)] == y[None, :]
        result[name] = float(right[~labeled].mean())
    return result


def _shift(array: Any, shift: Any) -> Any:
    """Cut a window out of an image with a wide border of zeros."""
    (down, right), (height, width) = shift, array.shape[:2]
    wide = np.pad(array, [(height, height), (width, width)] + [(0, 0)] * (array.ndim - 2))
    return wide[height - down : 2 * height - down, width - right : 2 * width - right]


def equivariance_error(fn: Any, img: Any, shift: Any) -> Any:
    difference = np.subtract(fn(_shift(img, shift)), _shift(fn(img), shift), dtype=np.float64)
    size = np.array(difference.shape[:2])
    border = np.minimum(np.abs(shift) + size // 4, (size - 1) // 2)
    (top, left), (bottom, right) = border, size - border
    return float(np.abs(difference[top:bottom, left:right]).max())
