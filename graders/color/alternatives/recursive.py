"""Recursion: a batch is made of images, a far step of near ones, a tournament of smaller tournaments."""

from typing import Any

import numpy as np


def require(condition: Any, error: Any, text: Any) -> None:
    if not condition:
        raise error(text)


def to_gray_mean(img: Any, channel_axis: Any = -1) -> Any:
    return fold(img, channel_axis, lambda r, g, b: (r + g + b) / 3)


def to_gray_weighted(img: Any, weights: Any = (0.299, 0.587, 0.114), channel_axis: Any = -1) -> Any:
    require(isinstance(weights, tuple | list | np.ndarray), TypeError, "weights must be a sequence")
    require(len(weights) == 3, ValueError, "weights must be three")
    require(abs(float(sum(weights)) - 1.0) <= 0.001, ValueError, "weights must sum to 1")
    red, green, blue = (float(weight) for weight in weights)
    return fold(img, channel_axis, lambda r, g, b: r * red + g * green + b * blue)


def fold(img: Any, channel_axis: Any, join: Any) -> Any:
    """Goes down to the channel axis and joins what lies there."""
    require(isinstance(img, np.ndarray), TypeError, "img must be an array")
    require(isinstance(channel_axis, int), TypeError, "channel_axis must be an int")
    require(-img.ndim <= channel_axis < img.ndim, ValueError, "channel_axis must be an axis of img")
    require(img.shape[channel_axis] == 3, ValueError, "img must have three channels")

    def down(part: Any, depth: Any) -> Any:
        if depth == 0:
            return join(*part.astype(float))
        return np.array([down(piece, depth - 1) for piece in part])

    return np.asarray(down(img, channel_axis % img.ndim))


def hwc_to_chw(img: Any) -> Any:
    if img.ndim > 3:
        return np.stack([hwc_to_chw(one) for one in img])
    if img.shape[-1] == 1:
        return img[..., 0][np.newaxis]
    return np.concatenate([hwc_to_chw(img[..., :1]), hwc_to_chw(img[..., 1:])])


def dense_weight_count(h: Any, w: Any, c: Any, hidden: Any, bias: Any = True) -> Any:
    if hidden == 0:
        return 0
    return h * w * c + int(bool(bias)) + dense_weight_count(h, w, c, hidden - 1, bias)


def gray_as_conv(weights: Any) -> Any:
    if len(weights) == 1:
        return np.full((1, 1, 1, 1), float(weights[0]))
    return np.concatenate([gray_as_conv(weights[:1]), gray_as_conv(weights[1:])], axis=1)


def metamer_pair(weights: Any, min_distance: Any = 100.0) -> Any:
    step = longest_step(tuple(float(weight) for weight in weights), ())
    if step is None or squared(step) < min_distance**2:
        raise ValueError("min_distance: out of reach")
    return np.array([max(s, 0) for s in step], np.uint8), np.array([max(-s, 0) for s in step], np.uint8)


def longest_step(weights: Any, chosen: Any) -> Any:
    """Chooses channel after channel: all the way up, all the way down, or (once) what makes up for the others."""
    if len(chosen) == 3:
        return balanced(weights, chosen)
    options: list[int | None] = [255, -255] if None in chosen else [255, -255, None]
    if len(chosen) == 2 and None not in chosen:
        options = [None]
    steps = [longest_step(weights, (*chosen, option)) for option in options]
    return max((step for step in steps if step is not None), key=squared, default=None)


def balanced(weights: Any, chosen: Any) -> Any:
    open_channel = chosen.index(None)
    gray = sum(w * c for w, c in zip(weights, chosen, strict=True) if c is not None)
    weight = weights[open_channel]
    fit = 0 if weight == 0 else round(-gray / weight)
    step = tuple(fit if c is None else c for c in chosen)
    return step if abs(fit) <= 255 and abs(gray + weight * fit) < 0.5 else None


def squared(step: Any) -> Any:
    return sum(part * part for part in step)


def compare_representations(x_rgb: Any, y: Any, n_train: Any, n_repeats: Any = 5, seed: Any = 0) -> Any:
    images = np.asarray(x_rgb).astype(float)
    points = {"rgb": [image.ravel() for image in images], "gray": [image.mean(-1).ravel() for image in images]}
    bits = np.random.RandomState(seed)
    sums = {"rgb": 0.0, "gray": 0.0}
    for _ in range(n_repeats):
        train = drawn(list(range(len(y))), n_train, bits)
        test = [i for i in range(len(y)) if i not in set(train)]
        for name, point in points.items():
            hits = [y[winner(i, train, point)] == y[i] for i in test]
            sums[name] += sum(hits) / len(hits)
    return {name: float(total / n_repeats) for name, total in sums.items()}


def drawn(left: Any, count: Any, bits: Any) -> Any:
    if count == 0:
        return []
    one = left[bits.randint(len(left))]
    return [one, *drawn([i for i in left if i != one], count - 1, bits)]


def winner(i: Any, candidates: Any, point: Any) -> Any:
    """The nearest of the candidates: the nearer one of the nearest in each half."""
    if len(candidates) == 1:
        return candidates[0]
    middle = len(candidates) // 2
    halves = winner(i, candidates[:middle], point), winner(i, candidates[middle:], point)
    first, second = (((point[i] - point[j]) ** 2).sum() for j in halves)
    return halves[0] if first <= second else halves[1]


def shifted(img: Any, rows: Any, columns: Any) -> Any:
    """One step at a time."""
    if rows < 0 or columns < 0:
        flips = tuple(slice(None, None, -1 if step < 0 else 1) for step in (rows, columns))
        return shifted(img[flips], abs(rows), abs(columns))[flips]
    if rows > 0:
        return shifted(np.concatenate([np.zeros_like(img[:1]), img[:-1]]), rows - 1, columns)
    if columns > 0:
        return shifted(np.concatenate([np.zeros_like(img[:, :1]), img[:, :-1]], axis=1), rows, columns - 1)
    return img.copy()


def equivariance_error(fn: Any, img: Any, shift: Any) -> Any:
    one, other = fn(shifted(img, *shift)), shifted(fn(img), *shift)
    return largest(peeled(one.astype(float) - other.astype(float), shift))


def peeled(difference: Any, shift: Any) -> Any:
    """Without its border: rows first, then the columns as rows."""
    if not shift:
        return difference
    size = difference.shape[0]
    border = min(abs(shift[0]) + size // 4, (size - 1) // 2)
    return [peeled(line, shift[1:]) for line in difference[border : size - border]]


def largest(values: Any) -> Any:
    if np.ndim(values) == 0:
        return abs(float(values))
    return max(largest(value) for value in values)
