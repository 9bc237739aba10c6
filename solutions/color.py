"""Reference solution of `color`: what color is to a network, in NumPy.

Three ideas carry everything: gray is a weighted sum over the channels, a layout is an order of axes, and
a promise about shifts can be tested by shifting.
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

CHANNELS = 3
TOLERANCE = 1e-3  # published weights are rounded: 0.2989 + 0.5870 + 0.1140 is 0.9999


def to_gray_mean(img: Array, channel_axis: int = -1) -> Array:
    _check_image(img, channel_axis)
    # In float64 from the start: 200 + 100 is 44 in uint8.
    gray: Array = _float(img).mean(axis=channel_axis)
    return gray


def to_gray_weighted(img: Array, weights: Sequence[float] = (0.299, 0.587, 0.114), channel_axis: int = -1) -> Array:
    _check_image(img, channel_axis)
    _check_weights(weights)
    # The weights are used as they are: dividing by their sum would change every pixel a little.
    return np.moveaxis(_float(img), channel_axis, -1) @ _float(weights)


def hwc_to_chw(img: Array) -> Array:
    # Counted from the end, the axes are the same with and without a batch. A reshape would mix channels and pixels.
    return np.moveaxis(img, -1, -3)


def dense_weight_count(h: int, w: int, c: int, hidden: int, bias: bool = True) -> int:
    inputs = h * w * c  # every unit sees every number of the image
    return (inputs + bool(bias)) * hidden


def gray_as_conv(weights: Sequence[float]) -> Array:
    return _float(weights).reshape(1, CHANNELS, 1, 1)


def metamer_pair(weights: Sequence[float], min_distance: float = 100.0) -> tuple[Array, Array]:
    step = max(_gray_steps(_float(weights)), key=np.linalg.norm)
    if np.linalg.norm(step) < min_distance:
        raise ValueError(f"min_distance: no two colors of one gray are {min_distance} apart")
    # What the step adds goes to one color, what it takes away to the other; so both stay within 0..255.
    return np.maximum(step, 0).astype(np.uint8), np.maximum(-step, 0).astype(np.uint8)


def compare_representations(
    x_rgb: Array, y: Array, n_train: int, n_repeats: int = 5, seed: int = 0
) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    images, labels = _float(x_rgb), np.asarray(y)
    points = {"rgb": _flat(images), "gray": _flat(images.mean(axis=-1))}
    total = dict.fromkeys(points, 0.0)
    for _ in range(n_repeats):
        # One shuffle, cut in two: no image is on both sides, and both representations get the same cut.
        train, test = np.split(rng.permutation(len(labels)), [n_train])
        for name, point in points.items():
            nearest = train[_squared_distances(point[test], point[train]).argmin(axis=1)]
            total[name] += float(np.mean(labels[nearest] == labels[test]))
    return {name: value / n_repeats for name, value in total.items()}


def equivariance_error(fn: Callable[[Array], Array], img: Array, shift: tuple[int, int]) -> float:
    moved_first = _float(fn(_shifted(img, shift)))
    moved_last = _shifted(_float(fn(img)), shift)
    inner = tuple(_inner(size, step) for size, step in zip(img.shape[:2], shift, strict=True))
    return float(np.abs(moved_first - moved_last)[inner].max())


# Helpers


def _float(values: Any) -> npt.NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def _gray_steps(weights: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """Far steps from one color to another that change the gray by less than 0.5.

    A step lies in a cube (-255 to 255 for each channel), and the steps that keep the gray in a plane through its
    middle. The farthest points where a plane cuts a cube are on the cube's edges: two channels go all the way, and the
    third is chosen to fit.
    """
    steps = []
    for third, other in product(range(CHANNELS), (255.0, -255.0)):
        step = np.insert([255.0, other], third, 0.0)
        level = float(step @ weights)
        # The third channel may take any whole value; the far ends of what fits are of interest.
        values = np.arange(-255.0, 256.0)
        fitting = values[np.abs(level + weights[third] * values) < 0.5]
        for value in fitting[[0, -1]] if len(fitting) else ():
            steps.append(np.where(np.arange(CHANNELS) == third, value, step))
    return steps


def _flat(images: Array) -> Array:
    """Each image as one row."""
    return images.reshape(len(images), -1)


def _squared_distances(a: Array, b: Array) -> Array:
    """Between each row of `a` and each row of `b`; the square root would change no order."""
    squares: Array = ((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=-1)
    return squares


def _shifted(img: Array, shift: tuple[int, int]) -> Array:
    """The content moves by (rows, columns), positive is down and right; zeros come in, nothing comes back."""
    out = np.zeros_like(img)
    size = zip(img.shape[:2], shift, strict=True)
    source, target = zip(*((_part(n, -step), _part(n, step)) for n, step in size), strict=True)
    out[target] = img[source]
    return out


def _part(size: int, step: int) -> slice:
    """The places of an axis whose content comes from `step` places before them."""
    return slice(max(step, 0), min(size, size + step))


def _inner(size: int, step: int) -> slice:
    """What is left of an axis without its border, which never swallows the middle."""
    border = min(abs(step) + size // 4, (size - 1) // 2)
    return slice(border, size - border)


def _check_image(img: object, channel_axis: object) -> None:
    if not isinstance(img, np.ndarray):
        raise TypeError(f"img must be an array, not {type(img).__name__}")
    if not isinstance(channel_axis, int | np.integer):
        raise TypeError(f"channel_axis must be an int, not {channel_axis!r}")
    if not -img.ndim <= channel_axis < img.ndim:
        raise ValueError(f"channel_axis {channel_axis} does not exist: img has {img.ndim} axes")
    if img.shape[channel_axis] != CHANNELS:
        raise ValueError(f"img must have {CHANNELS} channels along axis {channel_axis}, not {img.shape[channel_axis]}")


def _check_weights(weights: object) -> None:
    if not isinstance(weights, Sequence | np.ndarray) or isinstance(weights, str):
        raise TypeError(f"weights must be three numbers, not {weights!r}")
    if len(weights) != CHANNELS or abs(sum(weights) - 1) > TOLERANCE:
        raise ValueError(f"weights must be three numbers that sum to 1, not {weights!r}")
