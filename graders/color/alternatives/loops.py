"""Plain loops over pixels, images and differences; NumPy only holds the numbers."""

import random
from typing import Any

import numpy as np


def require_image(img: Any, channel_axis: Any) -> None:
    if not isinstance(img, np.ndarray):
        raise TypeError("img: an array is needed")
    if type(channel_axis) is not int:
        raise TypeError("channel_axis: an int is needed")
    if channel_axis < -img.ndim or channel_axis >= img.ndim:
        raise ValueError(f"channel_axis: there are only {img.ndim} axes")
    if img.shape[channel_axis] != 3:
        raise ValueError("img: three channels are needed")


def to_gray_mean(img: Any, channel_axis: Any = -1) -> Any:
    require_image(img, channel_axis)
    axis = channel_axis % img.ndim
    gray = np.zeros(img.shape[:axis] + img.shape[axis + 1 :])
    for place in np.ndindex(*gray.shape):
        total = 0.0
        for channel in range(3):
            total += float(img[(*place[:axis], channel, *place[axis:])])
        gray[place] = total / 3
    return gray


def to_gray_weighted(img: Any, weights: Any = (0.299, 0.587, 0.114), channel_axis: Any = -1) -> Any:
    require_image(img, channel_axis)
    if not hasattr(weights, "__len__"):
        raise TypeError("weights: three numbers are needed")
    if len(weights) != 3 or not 0.999 < sum(weights) < 1.001:
        raise ValueError("weights: three numbers are needed that sum to 1")
    axis = channel_axis % img.ndim
    gray = np.zeros(img.shape[:axis] + img.shape[axis + 1 :])
    for place in np.ndindex(*gray.shape):
        for channel in range(3):
            gray[place] += weights[channel] * float(img[(*place[:axis], channel, *place[axis:])])
    return gray


def hwc_to_chw(img: Any) -> Any:
    if img.ndim == 4:
        return np.array([hwc_to_chw(one) for one in img])
    height, width, channels = img.shape
    out = np.empty((channels, height, width), dtype=img.dtype)
    for i in range(height):
        for j in range(width):
            for c in range(channels):
                out[c, i, j] = img[i, j, c]
    return out


def dense_weight_count(h: Any, w: Any, c: Any, hidden: Any, bias: Any = True) -> Any:
    count = 0
    for _ in range(hidden):
        count += h * w * c
        if bias:
            count += 1
    return count


def gray_as_conv(weights: Any) -> Any:
    kernel = np.zeros((1, 3, 1, 1))
    for channel in range(3):
        kernel[0, channel, 0, 0] = weights[channel]
    return kernel


def metamer_pair(weights: Any, min_distance: Any = 100.0) -> Any:
    best, longest = [0, 0, 0], 0
    for third in range(3):
        first, second = [channel for channel in range(3) if channel != third]
        for a in range(0, 256, 15):
            for b in range(-255, 256, 15):
                gray = weights[first] * a + weights[second] * b
                # The difference in the third channel that takes this gray back, to the nearest whole number
                c = 0 if weights[third] == 0 else round(-gray / weights[third])
                c = max(-255, min(255, c))
                squares = a * a + b * b + c * c
                if abs(gray + weights[third] * c) < 0.5 and squares > longest:
                    longest = squares
                    best = [0, 0, 0]
                    best[first], best[second], best[third] = a, b, c
    if longest == 0 or longest**0.5 < min_distance:
        raise ValueError("min_distance is too far")
    return (
        np.array([max(part, 0) for part in best], dtype=np.uint8),
        np.array([max(-part, 0) for part in best], dtype=np.uint8),
    )


def compare_representations(x_rgb: Any, y: Any, n_train: Any, n_repeats: Any = 5, seed: Any = 0) -> Any:
    draw = random.Random(seed)
    everything = range(len(y))
    rgb, gray = [], []
    for i in everything:
        rgb.append([float(value) for value in x_rgb[i].ravel()])
        gray.append([float(value) for value in to_gray_mean(x_rgb[i]).ravel()])
    correct = {"rgb": 0, "gray": 0}
    for _ in range(n_repeats):
        labeled = draw.sample(everything, n_train)
        for i in everything:
            if i in labeled:
                continue
            for name, images in (("rgb", rgb), ("gray", gray)):
                nearest, least = None, float("inf")
                for j in labeled:
                    distance = 0.0
                    for a, b in zip(images[i], images[j], strict=True):
                        distance += (a - b) ** 2
                    if distance < least:
                        nearest, least = j, distance
                if y[nearest] == y[i]:
                    correct[name] += 1
    asked = n_repeats * (len(y) - n_train)
    return {"rgb": correct["rgb"] / asked, "gray": correct["gray"] / asked}


def shift_image(img: Any, rows: Any, columns: Any) -> Any:
    out = np.zeros(img.shape, dtype=img.dtype)
    for i in range(img.shape[0]):
        for j in range(img.shape[1]):
            if 0 <= i - rows < img.shape[0] and 0 <= j - columns < img.shape[1]:
                out[i, j] = img[i - rows, j - columns]
    return out


def equivariance_error(fn: Any, img: Any, shift: Any) -> Any:
    rows, columns = shift
    height, width = img.shape[0], img.shape[1]
    first = fn(shift_image(img, rows, columns))
    last = shift_image(fn(img), rows, columns)
    top = min(abs(rows) + height // 4, (height - 1) // 2)
    left = min(abs(columns) + width // 4, (width - 1) // 2)
    worst = 0.0
    for i in range(top, height - top):
        for j in range(left, width - left):
            for a, b in zip(np.ravel(first[i, j]), np.ravel(last[i, j]), strict=True):
                worst = max(worst, abs(float(a) - float(b)))
    return worst
