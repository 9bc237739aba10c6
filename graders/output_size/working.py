"""The arithmetic of one value of the right answer, for a student who got it wrong.

None is shown of `inputs_giving` and `configs`, which give a range and a set. A case comes from shrinking, which may
leave a window that does not fit any more and that the right model does not refuse: no arithmetic of that either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oracle import tf_out as tf_size
from working_size_layers import SIDES, convolved, pooled, positions
from working_size_stacks import receptive_field, trace

Pair = Any  # an int or a pair of them
Place = tuple[Any, ...]


def working(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
    """The arithmetic of one value of the right answer, or an empty text where there is none to show."""
    return LINES[exercise](place, *args, **kwargs) if exercise in LINES else ""


def conv_out(_: Place, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> str:
    return positions(i, k, s, p, d)


def tf_out(_: Place, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> str:
    if padding == "VALID":
        return positions(i, k, s, None, d)
    return f"ceil({i}/{s}) = ceil({i / s:.6g}) = {tf_size(i, k, s, d, padding)}"


def same_pads_tf(place: Place, i: int, k: int, s: int = 1, d: int = 1) -> str:
    """How far the windows reach, what is missing, and the share of one side."""
    windows = tf_size(i, k, s, d, "SAME")
    reach = (windows - 1) * s + d * (k - 1) + 1
    total = max(reach - i, 0)
    span = f"{k}" if d == 1 else f"{d}·({k} - 1) + 1"
    half = total // 2
    before = f"before = floor({total}/2) = {half}"
    share = f"after = {total} - floor({total}/2) = {total} - {half} = {total - half}" if place[0] else before
    reaching = f"ceil({i}/{s}) = {windows} {'window needs' if windows == 1 else 'windows need'}"
    reaching += f" ({windows} - 1)·{s} + {span} = {reach} pixel{'' if reach == 1 else 's'}"
    return f"{reaching}, zeros in all = max({reach} - {i}, 0) = {total}, {share}"


def in_layout(place: Place, in_shape: Any, layout: str) -> tuple[int, tuple[int, ...]]:
    """The side that is asked for, and the shape with its channels in front."""
    if layout == "NCHW":
        return place[0], tuple(in_shape)
    height, width, channels = in_shape
    return (place[0] + 1) % len(SIDES), (channels, height, width)


def conv2d_out_shape(
    place: Place,
    in_shape: Any,
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> str:
    side, shape = in_layout(place, in_shape, layout)
    return convolved(side, shape, n_filters, kernel, stride, padding, dilation)


def pool2d_out_shape(
    place: Place,
    in_shape: Any,
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    layout: str = "NCHW",
) -> str:
    side, shape = in_layout(place, in_shape, layout)
    return pooled(side, shape, kernel, stride, padding, ceil_mode)


def unused_pixels(_: Place, i: int, k: int, s: int = 1, p: int = 0) -> str:
    free = i + 2 * p - k
    if free < 0:
        return ""
    steps = free // s
    used = f"floor({free}/{s}) = {steps} {'step uses' if steps == 1 else 'steps use'} {steps}·{s} = {steps * s}"
    return f"{i} + 2·{p} - {k} = {free} free, {used}, left over {free} - {steps * s} = {free % s}"


LINES: dict[str, Callable[..., str]] = {
    "conv_out": conv_out,
    "tf_out": tf_out,
    "same_pads_tf": same_pads_tf,
    "conv2d_out_shape": conv2d_out_shape,
    "pool2d_out_shape": pool2d_out_shape,
    "unused_pixels": unused_pixels,
    "trace": trace,
    "receptive_field": receptive_field,
}
