"""`pool2d_out_shape`: the shape of what a pool puts out."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Case, Picture, Place, beside, call

from .arithmetic import in_layout, pooled
from .conv_out import example
from .draws import window2d
from .layers import Pair, Shape
from .pairs import both, swap_layout
from .rulers import ruler_of_side

__all__ = ["arithmetic", "calls", "example", "is_possible", "pictures", "pool2d_out_shape"]


def pool2d_out_shape(
    in_shape: Shape, kernel: Pair, stride: Pair = None, padding: Pair = 0, ceil_mode: bool = False, layout: str = "NCHW"
) -> Shape:
    channels, height, width = in_shape if layout == "NCHW" else (in_shape[2], *in_shape[:2])
    step = kernel if stride is None else stride
    down = pool_out(height, both(kernel)[0], both(step)[0], both(padding)[0], ceil_mode)
    across = pool_out(width, both(kernel)[1], both(step)[1], both(padding)[1], ceil_mode)
    return swap_layout((channels, down, across), layout)


def pool_out(i: int, k: int, s: int, p: int, ceil_mode: bool) -> int:
    """Slide; in ceil mode one more window may hang over the end, unless it would start in the padding there."""
    start, count, reached = -p, 0, -p
    while start + k <= i + p:
        start, count, reached = start + s, count + 1, start + k
    return count + (ceil_mode and reached < i + p and start < i)


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call((1, 2, 4), 2), call((3, 4, 6), 2), call((1, 5, 9), 2), call((2, 6, 9), 3), call((2, 7, 9), 3, 2),
        call((1, 5, 8), 3, 2, ceil_mode=True), call((1, 5, 8), 1, 3, ceil_mode=True),
        call((1, 6, 9), 1, 3, ceil_mode=True), call((1, 4, 9), (1, 2)),
        call((1, 4, 8), 2, padding=1), call((1, 4, 8), 2, padding=(0, 1)),
        call((4, 6, 3), 2, layout="NHWC"), call((2, 6, 8), 2, (1, 3)),
        call((1, 5, 8), 1, 3), call((2, 4, 5), 3, 5, 1, True), call((2, 9, 8), 3, 4, 1, True),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    height, width, options = window2d(rng, "kernel stride", pads=0)
    channels, kernel = rng.randint(2, 8), options["kernel"]
    most = min(kernel) // 2 if isinstance(kernel, tuple) else kernel // 2
    options |= {"padding": rng.randint(0, most), "ceil_mode": rng.random() < 0.5}
    if rng.random() < 0.3:
        return call((height, width, channels + 5), **options, layout="NHWC")  # windows fit on it, misread or not
    return call((channels, height, width), **options)


def is_possible(
    in_shape: Shape, kernel: Pair, stride: Pair = None, padding: Pair = 0, ceil_mode: bool = False, layout: str = "NCHW"
) -> bool:
    """PyTorch pads by half a window at most."""
    half_padded = all(2 * p <= k for p, k in zip(both(padding), both(kernel), strict=True))
    sizes = pool2d_out_shape(in_shape, kernel, stride, padding, ceil_mode, layout)
    return half_padded and all(size > 0 for size in sizes)


def arithmetic(
    place: Place,
    in_shape: Shape,
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    layout: str = "NCHW",
) -> str:
    side, shape = in_layout(place, in_shape, layout)
    return pooled(side, shape, kernel, stride, padding, ceil_mode)


def pictures(
    case: Case, in_shape: Shape, kernel: Pair,
    stride: Pair | None = None, padding: Pair = 0, ceil_mode: bool = False, layout: str = "NCHW",
) -> Iterator[Picture]:  # fmt: skip
    """The numbers alone with ceil_mode, where a window counts that hangs over the end."""
    if ceil_mode:
        yield beside(case)
    else:
        yield from ruler_of_side(case, in_shape, layout, kernel, kernel if stride is None else stride, padding, 1)
