"""Indices and tables: take what is wanted from where it is, sort once and look up."""

from functools import reduce
from typing import Any

import numpy as np


def three_channels(img: Any, channel_axis: Any) -> Any:
    """Red, green and blue as arrays of floats."""
    if not hasattr(img, "shape"):
        raise TypeError("img must be an array of pixels")
    if not isinstance(channel_axis, int):
        raise TypeError("channel_axis must be a whole number")
    axes = dict(enumerate(img.shape)) | {i - img.ndim: n for i, n in enumerate(img.shape)}
    if channel_axis not in axes:
        raise ValueError(f"channel_axis must be one of {sorted(axes)}")
    if axes[channel_axis] != 3:
        raise ValueError("img must have red, green and blue and nothing else")
    return [np.take(img, channel, axis=channel_axis).astype(np.float64) for channel in range(3)]


def to_gray_mean(img: Any, channel_axis: Any = -1) -> Any:
    return reduce(np.add, three_channels(img, channel_axis)) / 3


def to_gray_weighted(img: Any, weights: Any = (0.299, 0.587, 0.114), channel_axis: Any = -1) -> Any:
    channels = three_channels(img, channel_axis)
    if not np.iterable(weights):
        raise TypeError(f"weights must be three numbers, not {weights}")
    table = dict(enumerate(weights))
    if len(table) != 3 or abs(sum(table.values()) - 1) >= 0.001:
        raise ValueError(f"weights must be three with the sum 1, not {weights}")
    return reduce(np.add, (table[channel] * values for channel, values in enumerate(channels)))


def hwc_to_chw(img: Any) -> Any:
    return np.stack([img[..., channel] for channel in range(img.shape[-1])], axis=-3)


def dense_weight_count(h: Any, w: Any, c: Any, hidden: Any, bias: Any = True) -> Any:
    shapes = [(hidden, h * w * c), (hidden,)] if bias else [(hidden, h * w * c)]
    return sum(np.broadcast_to(0, shape).size for shape in shapes)


def gray_as_conv(weights: Any) -> Any:
    kernel = np.empty((1, 3, 1, 1))
    kernel[0, [0, 1, 2], 0, 0] = weights
    return kernel


def metamer_pair(weights: Any, min_distance: Any = 100.0) -> Any:
    """From corner to corner of the cube of colors, and one channel looked up among its 256 levels."""
    found = []
    for channel in range(3):
        others = [other for other in range(3) if other != channel]
        levels = weights[channel] * np.arange(256)  # what this channel adds to the gray, in ascending order
        for corner in ((255, 255), (255, 0)):
            left, right = np.zeros(3, int), np.zeros(3, int)
            left[others], right[others] = corner, np.subtract(255, corner)
            gap = float(np.dot(weights, left - right))
            side = right if gap > 0 else left
            place = min(int(np.searchsorted(levels, abs(gap))), 255)
            side[channel] = min((max(place - 1, 0), place), key=lambda i: abs(levels[i] - abs(gap)))
            if abs(np.dot(weights, left - right)) < 0.5:
                found.append((float(np.hypot.reduce(left - right)), left, right))
    distance, left, right = max(found, key=lambda entry: entry[0])
    if distance < min_distance:
        raise ValueError(f"min_distance: {distance:.1f} is the most")
    return left.astype(np.uint8), right.astype(np.uint8)


def compare_representations(x_rgb: Any, y: Any, n_train: Any, n_repeats: Any = 5, seed: Any = 0) -> Any:
    rgb: Any = np.float64(x_rgb)
    neighbors = {"rgb": ranked(rgb), "gray": ranked(reduce(np.add, np.moveaxis(rgb, -1, 0)) / 3)}
    rng = np.random.Generator(np.random.PCG64(seed))
    answers: dict[str, list[float]] = {"rgb": [], "gray": []}
    for _ in range(n_repeats):
        has_label = np.zeros(len(y), dtype=bool)
        has_label[rng.choice(len(y), n_train, replace=False, shuffle=False)] = True
        for name, order in neighbors.items():
            shares = []
            for image in np.flatnonzero(~has_label):
                nearest = next(other for other in order[image] if has_label[other])
                shares.append(bool(y[nearest] == y[image]))
            answers[name].append(sum(shares) / len(shares))
    return {name: sum(values) / n_repeats for name, values in answers.items()}


def ranked(images: Any) -> Any:
    """For each image all images, the nearest first."""
    flat = images.reshape(len(images), -1)
    return [np.argsort(np.linalg.norm(flat - one, axis=1)).tolist() for one in flat]


def moved(img: Any, shift: Any) -> Any:
    """Each place asks where its content comes from; outside there is nothing but zero."""
    source = [np.arange(size) - step for size, step in zip(img.shape[:2], shift, strict=True)]
    exists = [(s >= 0) & (s < size) for s, size in zip(source, img.shape[:2], strict=True)]
    taken = img[np.ix_(*(np.where(ok, s, 0) for s, ok in zip(source, exists, strict=True)))]
    taken[~np.logical_and.outer(*exists)] = 0
    return taken


def equivariance_error(fn: Any, img: Any, shift: Any) -> Any:
    both = [fn(moved(img, shift)), moved(fn(img), shift)]
    inner = []
    for size, step in zip(img.shape[:2], shift, strict=True):
        border = min(abs(step) + size // 4, (size - 1) // 2)
        inner.append(range(border, size - border))
    first, last = (np.asarray(result, dtype=np.float64)[np.ix_(*inner)] for result in both)
    return float(np.max(np.abs(first - last)))
