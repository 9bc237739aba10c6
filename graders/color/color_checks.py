"""What a pair of colors and a pair of accuracies must be, whatever the inputs were."""

from __future__ import annotations

import numpy as np
import oracle

from receptive.grading.checks import a_thing, check

MEAN = (1 / 3, 1 / 3, 1 / 3)
ROUNDING = 1e-9


def require_pair(pair, weights, min_distance, rounding=ROUNDING):
    """The two colors are what was asked for. `rounding` is 0 for weights whose every sum is exact."""
    first, second = as_colors(pair)
    shown = f"{first.astype(int).tolist()} and {second.astype(int).tolist()}"
    check((first != second).any(), "the two colors are the same", shown)
    grays = [float(oracle.to_gray_weighted(color, weights)) for color in (first, second)]
    off = abs(grays[0] - grays[1])
    check(off < 0.5 + rounding, "the two colors do not have the same gray", f"{shown}: their grays are {off:.3f} apart")
    apart = oracle.distance(first, second)
    check(apart >= min_distance - ROUNDING, "the two colors are too close", f"{shown}: {apart:.2f} apart")


def as_colors(pair):
    """Two arrays of three whole numbers from 0 to 255, of whatever type; the type has its own criterion."""
    check(isinstance(pair, tuple | list) and len(pair) == 2, "the result is not a pair of two colors")
    for color in pair:
        right = isinstance(color, np.ndarray) and color.shape == (3,) and color.dtype.kind in "iuf"
        check(right, "a color is not a NumPy array of three numbers")
        inside = np.isfinite(color).all() and (color >= 0).all() and (color <= 255).all()
        check(inside and (color == color.round()).all(), "a color is not made of whole numbers from 0 to 255")
    return [color.astype(float) for color in pair]


def scores(got):
    """Both accuracies, once there are two numbers of these names."""
    right = isinstance(got, dict) and set(got) == {"rgb", "gray"}
    check(right, 'the result is not a dict with the keys "rgb" and "gray"')
    return number(got["rgb"], "rgb"), number(got["gray"], "gray")


def number(value, name):
    """An accuracy as a float, of whatever type it came; the type has its own criterion."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    finite = type(value) in (int, float, np.float64, np.float32) and abs(value) < 1e9
    check(finite, f"the accuracy on {name} is {a_thing(value)}, not a finite number")
    return float(value)


def require_scores(got, rgb, gray):
    for name, value, want in zip(("rgb", "gray"), scores(got), (rgb, gray), strict=True):
        right = abs(value - want) < 1e-6
        check(right, f"the accuracy on {name} is wrong", f"{value:.6g}, where every draw gives {want:.6g}")


def require_certain(student, labelled, rgb, gray, n_repeats):
    """One image is left out in each repeat, and whichever it is, the outcome is the same."""
    x, y = labelled
    if oracle.outcomes(x, y.tolist(), len(y) - 1) != {(rgb, gray)}:
        raise RuntimeError("the outcome depends on the draw")
    require_scores(student.compare_representations(x, y, len(y) - 1, n_repeats=n_repeats), rgb, gray)
