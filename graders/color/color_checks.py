"""What values, a pair of colors and a pair of accuracies must be, whatever the inputs were."""

from __future__ import annotations

import color_cases
import numpy as np
import oracle

from receptive.grader import a_thing, check, check_close

MEAN = (1 / 3, 1 / 3, 1 / 3)
ROUNDING = 1e-9
SINGLE = 1e-5  # less than what dividing by a sum of 0.9999 changes


def check_values(got, want):
    """The same shape and values, to single precision if that is what came, or a plain number, which hides it.

    The type has its own criterion.
    """
    exact = isinstance(want, np.ndarray)
    check_close(got, want, *(() if exact else (SINGLE, SINGLE)), single=SINGLE)


def require_pair(pair, weights, min_distance, rounding=ROUNDING):
    """The two colors are what was asked for. `rounding` is 0 for weights whose every sum is exact."""
    first, second = as_colors(pair)
    shown = f"{first.astype(int).tolist()} and {second.astype(int).tolist()}"
    step = first - second
    check(step.any(), "the two colors are the same", shown)
    off = abs(float(step @ np.array(weights)))
    check(off < 0.5 + rounding, "the two colors do not have the same gray", f"{shown}: their grays are {off:.3f} apart")
    apart = float(np.linalg.norm(step))
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
    right = isinstance(got, dict) and len(got) == 2 and set(got) == {"rgb", "gray"}
    check(right, 'the result is not a dict with the keys "rgb" and "gray"')
    return number(got["rgb"], "rgb"), number(got["gray"], "gray")


def number(value, name):
    """An accuracy as a float, of whatever type it came; the type has its own criterion."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    finite = type(value) in (int, float, np.float64, np.float32) and abs(value) < 1e9
    check(finite, f"the accuracy on {name} is not a finite number", f"it is {a_thing(value)}")
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


def require_images_seen(student, rng):
    """Whether a neighbor has an image's label makes a difference, always in one direction: no number made up does."""
    signs = set()
    for seed in rng.integers(1000, size=6).tolist():
        alike, unlike = (
            scores(student.compare_representations(*color_cases.close_pairs(rng, alike), 7, n_repeats=3, seed=seed))
            for alike in (4, 0)
        )
        signs |= {(a > b) - (a < b) for a, b in zip(alike, unlike, strict=True)}
    check(signs in ({1}, {-1}), "the accuracies do not depend on the images and their labels")
