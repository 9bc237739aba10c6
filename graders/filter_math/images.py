"""Images, and small ones to call an exercise with: numbers to follow with a pencil, written down or drawn."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Pair = int | tuple[int, int]  # one for both directions, or (vertical, horizontal)

ROW, TAPS = "1 2 4 8", "1 10"
GRID, SMALL = "1 0 2 1/3 1 0 2/0 2 1 1", "1 2/0 -1"


def plane(text: str, dtype: str = "float64") -> Array:
    """Rows between slashes."""
    return np.array([[float(number) for number in row.split()] for row in text.split("/")]).astype(dtype)


def image(*channels: str) -> Array:
    """(C, H, W)."""
    return np.array([plane(channel) for channel in channels])


def batch(*channels: str) -> Array:
    """One image: (1, C, H, W)."""
    return image(*channels)[None]


def whole(rng: Random, *shape: int, low: int = -4, high: int = 5) -> Array:
    return np.array([rng.randint(low, high) for _ in range(int(np.prod(shape)))], dtype=float).reshape(shape)


def drawn_images(rng: Random) -> Array:
    return whole(rng, rng.randint(1, 2), rng.randint(1, 3), rng.randint(5, 7), rng.randint(5, 9))


def drawn_pair(rng: Random, low: int, high: int) -> Pair:
    """One int for both, or a pair of different ones."""
    one = rng.randint(low, high)
    return (one, rng.choice([n for n in range(low, high + 1) if n != one])) if rng.random() < 0.6 else one


def is_finite_array(value: Any, shape: tuple[int, ...]) -> bool:
    """Whether it is an array of real, finite numbers in that shape."""
    is_one = isinstance(value, np.ndarray) and value.shape == shape and value.dtype.kind in "iuf"
    return is_one and bool(np.isfinite(value).all())
