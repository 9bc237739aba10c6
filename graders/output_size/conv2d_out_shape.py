"""`conv2d_out_shape`: the shape of what a convolution puts out."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from receptive.grader import Call, Case, Picture, Place, call

from .arithmetic import convolved, in_layout
from .conv_out import conv_out, example
from .draws import window2d
from .layers import Pair, Shape
from .pairs import both, swap_layout
from .rulers import ruler_of_side

__all__ = ["arithmetic", "calls", "conv2d_out_shape", "example", "is_possible", "pictures"]


def conv2d_out_shape(
    in_shape: Shape,
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> Shape:
    height, width = in_shape[1:] if layout == "NCHW" else in_shape[:2]
    down = conv_out(height, both(kernel)[0], both(stride)[0], both(padding)[0], both(dilation)[0])
    across = conv_out(width, both(kernel)[1], both(stride)[1], both(padding)[1], both(dilation)[1])
    return swap_layout((n_filters, down, across), layout)


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call((1, 3, 3), 1, 1), call((1, 3, 4), 2, 2), call((3, 4, 6), 2, 3), call((2, 5, 8), 3, 2, stride=2),
        call((1, 3, 5), 1, 3, padding=1), call((1, 3, 4), 1, (1, 2)), call((2, 5, 9), 3, 3, stride=(1, 2)),
        call((4, 6, 3), 2, 1, layout="NHWC"), call((4, 7, 2), 3, 2, layout="NHWC"), call((1, 7, 9), 1, 2, dilation=3),
        call((1, 4, 8), 1, 2, padding=(0, 1)),
        call((1, 2, 9), 1, (4, 1), padding=(1, 0)), call((1, 6, 9), 1, 2, dilation=(1, 2)),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    height, width, options = window2d(rng, "kernel stride padding dilation")
    channels, filters = rng.sample(range(2, 9), 2)
    if rng.random() < 0.3:
        return call((height, width, channels + 16), filters, **options, layout="NHWC")  # windows fit, misread or not
    return call((channels, height, width), filters, **options)


def is_possible(*args: Any, **kwargs: Any) -> bool:
    return all(size > 0 for size in conv2d_out_shape(*args, **kwargs))


def arithmetic(
    place: Place,
    in_shape: Shape,
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> str:
    side, shape = in_layout(place, in_shape, layout)
    return convolved(side, shape, n_filters, kernel, stride, padding, dilation)


def pictures(
    case: Case, in_shape: Shape, _filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, layout: str = "NCHW",
) -> Iterator[Picture]:  # fmt: skip
    yield from ruler_of_side(case, in_shape, layout, kernel, stride, padding, dilation)
