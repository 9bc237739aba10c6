"""Criteria of `cross_correlate2d`, and what it and `conv2d` refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import Refusals, check

from .cases import KERNEL, OBLONG, PLANE, a_number, a_pair, a_place, with_more
from .cross_correlate2d import cross_correlate2d
from .results import check_values


@pytest.mark.criterion("correlate_by_hand")
def test_cross_correlation_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[0.0, 4.0, 2.0], [3.0, 0.0, 3.0]])
    check_values(student.cross_correlate2d(PLANE, KERNEL), want)
    bright, more, (u, v) = a_number(rng), a_number(rng), a_place(rng, KERNEL)
    want += more * PLANE[u : u + 2, v : v + 3]
    check_values(student.cross_correlate2d(bright * PLANE, with_more(KERNEL, (u, v), more)), bright * want)


@pytest.mark.criterion("correlate_tall")
def test_a_tall_kernel(student: Any, rng: Generator) -> None:
    kernel = np.array([[1.0, 1.0], [2.0, 2.0], [1.0, 1.0]])  # the same from every side: flips are asked above
    want = np.array([[67.0, 53.0, 62.0, 72.0], [94.0, 81.0, 105.0, 97.0]])
    for bright in (1.0, a_number(rng)):
        check_values(student.cross_correlate2d(bright * OBLONG, kernel), bright * want)


@pytest.mark.criterion("correlate_oblong")
def test_oblong_planes_and_kernels(student: Any, rng: Generator) -> None:
    for size, kernel in (a_plane_and_kernel(rng), ((3, 4), (3, 4))):
        x, k = rng.normal(size=size), rng.normal(size=kernel)
        check_values(student.cross_correlate2d(x, k), cross_correlate2d(x, k))


def a_plane_and_kernel(rng: Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two sizes: neither is square, and the second has not as many places along the rows of the first as down it."""
    while True:
        plane, kernel = a_pair(rng, 4, 8), a_pair(rng, 1, 4)
        if plane[0] - kernel[0] != plane[1] - kernel[1]:
            return plane, kernel


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any, rng: Generator) -> None:
    # Wider than high: an answer comes even from who counts rows only or takes a kernel for a square
    refuses, (height, width) = refusing(student.cross_correlate2d), sorted(a_pair(rng, 4, 7))
    plane, k, extra = rng.normal(size=(height, width)), rng.normal(size=(2, 3)), int(rng.integers(1, 4))
    refuses(ValueError, "x", plane[None, None], plane, k)
    refuses(ValueError, "k", rng.normal(size=(2, width + extra)), plane, k)
    refuses(ValueError, "k", rng.normal(size=(height + extra, 3)), plane, rng.normal(size=plane.shape))
    refuses(TypeError, "k", None, plane, k)
    refuses, least = refusing(student.conv2d), int(rng.integers(-3, 0))
    channels, filters = a_pair(rng, 1, 4)
    x, w = rng.normal(size=(1, channels, height, width)), rng.normal(size=(filters, channels, 2, 3))
    refuses(ValueError, "w", rng.normal(size=(filters, channels + extra, 2, 3)), x, w)
    refuses(
        ValueError, "w", rng.normal(size=(filters, channels, 3, 1)), x, w[..., :1].copy(), dilation=(height + 1) // 2
    )
    refuses(ValueError, "w", rng.normal(size=(filters, channels, height + 3, 1)), x, w, padding=1)
    refuses(ValueError, "b", rng.normal(size=filters + extra), x, w, rng.normal(size=filters))
    refuses(ValueError, "stride", 0, x, w, stride=extra)
    refuses(ValueError, "padding", (extra, least), x, w, padding=(0, extra))
    refuses(ValueError, "dilation", least + 1, x, w, dilation=1)
    refuses(TypeError, "stride", extra + 0.5, x, w, stride=extra)
    refuses(TypeError, "x", None, x, w)
    refuses(TypeError, "w", None, x, w)


def refusing(function: Callable[..., object]) -> Callable[..., None]:
    """Asks for refusals of one function; the same call with a possible value must give an array, whatever is in it."""
    refusals, places = Refusals(function), {"x": 0, "k": 1, "w": 1, "b": 2}

    def refuses(error: type[Exception], argument: str, impossible: Any, *args: Any, **options: Any) -> None:
        got = function(*args, **options)
        numbers = isinstance(got, np.ndarray) and got.dtype.kind in "iuf" and got.size > 0
        check(numbers and bool(np.isfinite(np.asarray(got)).all()), "possible input gives no array of numbers")
        call = list(args)
        if argument in places:
            call[places[argument]] = impossible
        else:
            options[argument] = impossible
        refusals.check(*call, error=error, argument=argument, **options)

    return refuses
