"""Linear algebra: gray is a product, a shift is a matrix, distances come from scalar products."""

from itertools import product
from typing import Any

import numpy as np

FULL = 255


def checked(img: Any, channel_axis: Any) -> Any:
    if not isinstance(img, np.ndarray):
        raise TypeError("img is not an array")
    if isinstance(channel_axis, bool) or not isinstance(channel_axis, int):
        raise TypeError("channel_axis is not an int")
    if not (-img.ndim <= channel_axis <= img.ndim - 1):
        raise ValueError("channel_axis is out of range")
    if img.shape[channel_axis] != 3:
        raise ValueError("img does not have exactly three channels")
    return np.asarray(img, dtype=float)


def to_gray_mean(img: Any, channel_axis: Any = -1) -> Any:
    return np.tensordot(checked(img, channel_axis), np.full(3, 1 / 3), axes=([channel_axis], [0]))


def to_gray_weighted(img: Any, weights: Any = (0.299, 0.587, 0.114), channel_axis: Any = -1) -> Any:
    values = checked(img, channel_axis)
    try:
        vector = np.array([float(weight) for weight in weights])
    except TypeError:
        raise TypeError("weights are not numbers") from None
    if vector.shape != (3,) or abs(vector @ np.ones(3) - 1) > 1e-3:
        raise ValueError("weights are not three numbers of sum 1")
    return np.tensordot(values, vector, axes=([channel_axis], [0]))


def hwc_to_chw(img: Any) -> Any:
    return np.einsum("...hwc->...chw", img)


def dense_weight_count(h: Any, w: Any, c: Any, hidden: Any, bias: Any = True) -> Any:
    columns = h * w * c + 1 if bias else h * w * c  # a bias is one more input that is always 1
    return columns * hidden


def gray_as_conv(weights: Any) -> Any:
    return np.array([weights], dtype=float).reshape((1, 3, 1, 1))


def metamer_pair(weights: Any, min_distance: Any = 100.0) -> Any:
    """Corners of the area where the plane `weights · step = 0` cuts the cube of all steps: three equations each."""
    w = np.asarray(weights, dtype=float)
    steps = []
    for fixed, ends in product(((0, 1), (0, 2), (1, 2)), ((FULL, FULL), (FULL, -FULL))):
        system = np.array([w, np.eye(3)[fixed[0]], np.eye(3)[fixed[1]]])
        if abs(np.linalg.det(system)) < 1e-9:
            continue
        step = np.round(np.linalg.solve(system, [0.0, *ends]))
        if np.abs(step).max() <= FULL and abs(w @ step) < 0.5:
            steps.append(step)
    step = max(steps, key=lambda s: s @ s)
    if step @ step < min_distance**2:
        raise ValueError("min_distance cannot be reached")
    return np.where(step > 0, step, 0).astype("uint8"), np.where(step < 0, -step, 0).astype("uint8")


def compare_representations(x_rgb: Any, y: Any, n_train: Any, n_repeats: Any = 5, seed: Any = 0) -> Any:
    y = np.asarray(y)
    images = np.asarray(x_rgb, dtype=float)
    to_gray = np.kron(np.eye(images[0].size // 3), np.full((3, 1), 1 / 3))  # all pixels of an image at once
    rgb = images.reshape(len(y), -1)
    tables = {"rgb": squared_distances(rgb), "gray": squared_distances(rgb @ to_gray)}
    same_label = y[:, None] == y[None, :]
    generator = np.random.default_rng(seed)
    hits: dict[str, list[float]] = {"rgb": [], "gray": []}
    for _ in range(n_repeats):
        train = generator.choice(len(y), size=n_train, replace=False)
        test = np.setdiff1d(np.arange(len(y)), train)
        for name, table in tables.items():
            nearest = train[table[test][:, train].argmin(axis=1)]
            hits[name].append(same_label[test, nearest].mean())
    return {name: float(np.mean(values)) for name, values in hits.items()}


def squared_distances(points: Any) -> Any:
    """|a - b|² = |a|² + |b|² - 2 a·b; centered first, so that nothing large cancels."""
    points = points - points.mean(axis=0)
    gram = points @ points.T
    squares = np.diag(gram)
    return squares[:, None] + squares[None, :] - 2 * gram


def shift_with_matrices(image: Any, rows: Any, columns: Any) -> Any:
    """Ones below the diagonal move rows down; on the other side they move columns."""
    down, right = np.eye(image.shape[0], k=-rows), np.eye(image.shape[1], k=-columns)
    return np.einsum("ia,jb,ab...->ij...", down, right, image)


def equivariance_error(fn: Any, img: Any, shift: Any) -> Any:
    rows, columns = shift
    first = np.asarray(fn(shift_with_matrices(img, rows, columns).astype(img.dtype)), dtype=float)
    last = shift_with_matrices(np.asarray(fn(img), dtype=float), rows, columns)
    keep: Any = np.ones(first.shape[:2], dtype=bool)
    for axis, step in enumerate(shift):
        size = keep.shape[axis]
        border = min(abs(step) + size // 4, (size - 1) // 2)
        place = np.arange(size)
        inside = (place >= border) & (place < size - border)
        keep &= inside[:, None] if axis == 0 else inside[None, :]
    return float(np.abs(first - last)[keep].max())
