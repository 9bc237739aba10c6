"""What values, a color and a pair of accuracies must be, whatever the inputs were."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import a_thing, check, check_close

from .images import Array

ROUNDING = 1e-9
SINGLE = 1e-5  # less than what dividing by a sum of 0.9999 changes


def check_values(got: Any, want: Any) -> None:
    """The same shape and values, also in lists, to single precision if that is what came, or a plain number.

    The type has its own criterion.
    """
    if isinstance(want, np.ndarray):
        check_close(as_array(got), want, single=SINGLE)
    else:
        check_close(got, want, SINGLE, SINGLE, single=SINGLE)


def as_colors(pair: Any) -> list[Array]:
    """Three whole numbers from 0 to 255 each, of whatever type; the type has its own criterion."""
    check(isinstance(pair, tuple | list) and len(pair) == 2, "the result is not a pair of two colors")
    colors = [as_array(color) for color in pair]
    for color in colors:
        right = isinstance(color, np.ndarray) and color.shape == (3,) and color.dtype.kind in "iuf"
        check(right, "a color is not a NumPy array of three numbers")
        inside = np.isfinite(color).all() and (color >= 0).all() and (color <= 255).all()
        check(inside and (color == color.round()).all(), "a color is not made of whole numbers from 0 to 255")
    return [color.astype(float) for color in colors]


def as_array(got: Any) -> Any:
    """An array of the numbers in a list or tuple, or in lists of lists; anything else as it is."""
    if not isinstance(got, list | tuple):
        return got
    try:
        return np.array(got)
    except ValueError:  # rows of unequal length
        return got


def scores(got: Any) -> tuple[float, float]:
    """Both accuracies, once there are two numbers of these names."""
    right = isinstance(got, dict) and len(got) == 2 and set(got) == {"rgb", "gray"}
    check(right, 'the result is not a dict with the keys "rgb" and "gray"')
    return _number(got["rgb"], "rgb"), _number(got["gray"], "gray")


def require_scores(got: Any, rgb: float, gray: float) -> None:
    for name, value, want in zip(("rgb", "gray"), scores(got), (rgb, gray), strict=True):
        right = abs(value - want) < 1e-6
        check(right, f"the accuracy on {name} is wrong", f"{value:.6g}, where every draw gives {want:.6g}")


def _number(value: Any, name: str) -> float:
    """An accuracy as a float, of whatever type it came; the type has its own criterion."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    finite = type(value) in (int, float, np.float64, np.float32) and abs(value) < 1e9
    check(finite, f"the accuracy on {name} is not a finite number", f"it is {a_thing(value)}")
    return float(value)
