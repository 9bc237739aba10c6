"""Every exercise that takes arrays, asked so mildly that flips, swaps and forgotten channels do not show.

Those have criteria of their own; here it is types that are asked, or what becomes of the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .avg_pool2d import avg_pool2d
from .conv2d import conv2d
from .conv2d_backward import conv2d_backward
from .convolve2d import convolve2d
from .cross_correlate2d import cross_correlate2d
from .im2col import im2col
from .max_pool2d import max_pool2d
from .max_pool2d_backward import max_pool2d_backward
from .patch_dot import patch_dot
from .zero_pad2d import zero_pad2d

# The arguments: a shape stands for an array of that shape
PLANE, PLANES, SQUARE, ONE, BIAS = (5, 5), (1, 1, 5, 5), (1, 1, 3, 3), (1, 1, 1, 1), (1,)
CALLS: dict[str, tuple[Any, ...]] = {
    "patch_dot": ((1, 2, 2), (1, 2, 2)),
    "cross_correlate2d": (PLANE, (3, 3)),
    "convolve2d": (PLANE, (3, 3)),
    "zero_pad2d": (PLANES, 1),
    "conv2d": (PLANES, SQUARE, BIAS),
    "im2col": (PLANES, 3),
    "conv2d_im2col": (PLANES, SQUARE, BIAS),
    "max_pool2d": (PLANES, 1),
    "avg_pool2d": (PLANES, 5),
    "conv2d_backward": (ONE, SQUARE, SQUARE),
    "max_pool2d_backward": (SQUARE, PLANES, 1, 2),
}
ANSWERS: tuple[Callable[..., Any], ...] = (
    *(patch_dot, cross_correlate2d, convolve2d, zero_pad2d, conv2d, im2col, conv2d, max_pool2d, avg_pool2d),
    *(conv2d_backward, max_pool2d_backward),
)
RIGHT = dict(zip(CALLS, ANSWERS, strict=True))


def constants(name: str, numbers: Sequence[float], *dtypes: str) -> tuple[Any, ...]:
    """A function's arguments: each array is filled with the number of its place, and a bias with zero.

    Args:
        dtypes: of the first array, and of the others.
    """
    first, others = dtypes[0], dtypes[-1]
    return tuple(
        np.full(argument, 0 if argument == BIAS else numbers[place], others if place else first)
        if isinstance(argument, tuple)
        else argument
        for place, argument in enumerate(CALLS[name])
    )
