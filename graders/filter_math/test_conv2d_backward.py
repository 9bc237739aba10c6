"""Criteria of `conv2d_backward`, and small integers everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import MIRRORED, OBLONG, A, C, Configuration, a_number, drawn, filled
from .conv2d_backward import conv2d_backward
from .images import Array
from .mild import CALLS, PLANES, RIGHT, constants
from .results import check_gradient, check_values, pairs, the_three
from .windows import positions


@pytest.mark.criterion("gradients_by_hand")
def test_gradients_by_hand(student: Any, rng: Generator) -> None:
    x, w = np.arange(1.0, 7.0).reshape(1, 1, 2, 3), np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    dx, dw = np.array([[[[10.0, 21.0, 2.0], [30.0, 43.0, 4.0]]]]), np.array([[[[12.0, 23.0], [45.0, 56.0]]]])
    require_gradients(student, (np.array([[[[10.0, 1.0]]]]), x, w), (dx, dw, np.array([11.0])))
    # More arrives everywhere, and still more at the second window, whose pixels and weights alone notice that
    strong, more = a_number(rng), a_number(rng)
    dx, dw = strong * dx, strong * dw + more * x[..., 1:]
    dx[..., 1:] += more * w
    dout = np.array([[[[10 * strong, strong + more]]]])
    require_gradients(student, (dout, x, w), (dx, dw, np.array([11 * strong + more])))


def require_gradients(student: Any, arrays: tuple[Array, ...], want: tuple[Array, ...]) -> None:
    for which, (got, expected) in enumerate(zip(gradients(student, *arrays), want, strict=True)):
        check_gradient(got, expected, which)


# What arrives behind steps of (2, 1) without a border and with one, and what of it reaches the image and the weights
THROUGH_STEPS = (
    [[1, 0, 2], [0, 3, 0]],
    [[1, 2, 3, 4, 2], [1, 2, 3, 4, 2], [0, 3, 6, 3, 0], [0, 3, 6, 3, 0]],
    [[37, 46, 83], [77, 73, 69]],
)
PAST_A_BORDER = (
    [[1, 0, 0], [0, 0, 1], [0, 2, 0]],
    [[1, 2, 1, 0, 0], [0, 0, 1, 2, 1], [0, 0, 1, 2, 1], [0, 2, 4, 2, 0]],
    [[42, 45, 38], [13, 34, 9]],
)


@pytest.mark.criterion("gradient_x_moves")
def test_gradient_of_the_image_through_moves_by_hand(student: Any, rng: Generator) -> None:
    require_moved(student, 0, a_number(rng))


@pytest.mark.criterion("gradient_w_moves")
def test_gradient_of_the_weights_through_moves_by_hand(student: Any, rng: Generator) -> None:
    require_moved(student, 1, a_number(rng))


def require_moved(student: Any, which: int, larger: float) -> None:
    """By hand; then more arrives everywhere, and more comes back."""
    for (arriving, *wants), padding in ((THROUGH_STEPS, 0), (PAST_A_BORDER, (1, 0))):
        for strong in (1.0, larger):
            dout, want = (strong * np.array([[rows]]) for rows in (arriving, wants[which]))
            got = gradients(student, dout, OBLONG[None, None], MIRRORED, stride=(2, 1), padding=padding)
            require_one(got, which, want)


@pytest.mark.criterion("gradient_x")
def test_gradient_of_the_image(student: Any, rng: Generator) -> None:
    overlapping: Configuration = ((2, 2, 6, 5), (3, 2, 3, 2), {"stride": (2, 1), "padding": (0, 1)})
    for arrays, move in backward_cases(rng, C, overlapping):
        require_gradient(student, 0, arrays, move)


@pytest.mark.criterion("gradient_w")
def test_gradient_of_the_weights(student: Any, rng: Generator) -> None:
    for arrays, move in backward_cases(rng, A, drawn(rng)):
        require_gradient(student, 1, arrays, move)


@pytest.mark.criterion("gradient_b")
def test_gradient_of_the_bias(student: Any, rng: Generator) -> None:
    for arrays, move in backward_cases(rng, A):
        require_gradient(student, 2, arrays, move)


def backward_cases(rng: Generator, *configurations: Configuration) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Whatever arrives at the output, and the convolution it arrives at."""
    for case in filled(rng, *configurations):
        places = positions(case.x, case.w.shape[2:], **case.move)
        yield (rng.normal(size=(len(case.x), len(case.w), *places)), case.x, case.w), case.move


def require_gradient(student: Any, which: int, arrays: Any, move: dict[str, Any]) -> None:
    require_one(gradients(student, *arrays, **move), which, conv2d_backward(*arrays, **move)[which])


def require_one(got: Any, which: int, want: Array) -> None:
    """One of the three, wherever it stands: their order is a matter of the numbers by hand."""
    fitting = [one for one in got if isinstance(one, np.ndarray) and one.shape == want.shape]
    check_gradient(fitting[0] if len(fitting) == 1 else got[which], want, which)


def gradients(student: Any, *args: Any, **kwargs: Any) -> Any:
    """The student's three gradients, once there are three."""
    return the_three(student.conv2d_backward(*args, **kwargs))


@pytest.mark.criterion("integers")
def test_small_integers_neither_overflow_nor_round(student: Any, rng: Generator) -> None:
    low, large, small = int(rng.integers(3, 20)), rng.integers(100, 256, size=2).tolist(), a_number(rng) / 10
    for name in CALLS:
        (strong, other), weak = large, (small, low) if name.endswith("backward") else (low, small)
        # Bytes whose products do not fit into bytes; and whole pixels that meet weights, or gradients, that are not
        kinds = ("float64", "int64") if name.endswith("backward") else ("int64", "float64")
        for args in (constants(name, (strong, low, other), "uint8"), constants(name, (*weak, low), *kinds)):
            require_right(student, name, args)
    for dtype in ("uint8", "int64"):
        require_right(student, "avg_pool2d", (rng.integers(100, 256, size=PLANES).astype(dtype), 5))


def require_right(student: Any, name: str, args: tuple[Any, ...]) -> None:
    for got, expected in pairs(getattr(student, name)(*args), RIGHT[name](*args)):
        check_values(got, expected)
