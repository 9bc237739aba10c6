"""Criteria of `conv2d`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from .cases import DILATED, MIRRORED, MOVED, OBLONG, A, B, C, a_number, drawn, filled, filtered_by_hand
from .conv2d import conv2d
from .images import Array
from .results import check_values


@pytest.mark.criterion("conv_by_hand")
def test_convolution_by_hand(student: Any, rng: Generator) -> None:
    for args, want in filtered_by_hand(rng):
        check_values(student.conv2d(*args), want)


@pytest.mark.criterion("conv_moves")
def test_moves_by_hand(student: Any, rng: Generator) -> None:
    for move, want in (*MOVED, ({"dilation": (2, 1)}, [[78, 73, 70], [91, 90, 94]])):
        for bright in (1.0, a_number(rng)):
            check_values(student.conv2d(bright * OBLONG[None, None], MIRRORED, **move), bright * np.array([[want]]))


@pytest.mark.criterion("conv_channels")
def test_every_filter_sums_over_every_channel(student: Any, rng: Generator) -> None:
    x, w = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(4, 3, 2, 3))
    check_values(student.conv2d(x, w), conv2d(x, w))


@pytest.mark.criterion("conv_bias")
def test_each_filter_has_one_bias(student: Any, rng: Generator) -> None:
    x, w, b = rng.normal(size=(2, 1, 3, 3)), mirrored(rng, 2, 2).repeat(3, axis=0), rng.uniform(1, 9, size=3)
    check_values(student.conv2d(x, w, b), conv2d(x, w, b))


@pytest.mark.criterion("conv_stride")
def test_strides(student: Any, rng: Generator) -> None:
    for stride in (2, (3, 1)):
        x, w = rng.normal(size=(1, 1, 6, 8)), mirrored(rng, 3, 2)
        check_values(student.conv2d(x, w, stride=stride), conv2d(x, w, stride=stride))


@pytest.mark.criterion("conv_padding")
def test_padding(student: Any, rng: Generator) -> None:
    for padding in (1, (2, 0)):
        x, w = rng.normal(size=(1, 1, 3, 5)), mirrored(rng, 2, 3)
        check_values(student.conv2d(x, w, padding=padding), conv2d(x, w, padding=padding))


@pytest.mark.criterion("conv_dilation")
def test_dilation(student: Any, rng: Generator) -> None:
    for dilation in (2, (1, 3)):
        x, w = rng.normal(size=(1, 1, 7, 8)), mirrored(rng, 2, 3)
        check_values(student.conv2d(x, w, dilation=dilation), conv2d(x, w, dilation=dilation))


@pytest.mark.criterion("conv_together")
def test_everything_at_once(student: Any, rng: Generator) -> None:
    for case in filled(rng, A, B, C, DILATED, drawn(rng), drawn(rng, dilated=True)):
        check_values(student.conv2d(case.x, case.w, case.b, **case.move), conv2d(case.x, case.w, case.b, **case.move))


def mirrored(rng: Generator, kh: int, kw: int) -> Array:
    """One filter that looks the same from every side: a flip is a matter for another criterion."""
    quarter = rng.uniform(1, 2, size=(1, 1, kh, kw))
    half = quarter + quarter[:, :, ::-1]
    whole: Array = half + half[:, :, :, ::-1]
    return whole
