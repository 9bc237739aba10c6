# topic: filter_math
"""Returns arrays of NaN and infinity of the right shape, in every precision."""

import numpy as np

KINDS = ["float64", "float32", "float16", "complex128"]


def attack(*args, **_):
    KINDS.append(KINDS.pop(0))
    return np.full(np.shape(args[0]) or (3, 3), np.nan, dtype=KINDS[0])


patch_dot = cross_correlate2d = convolve2d = design_kernel = zero_pad2d = conv2d = im2col = attack
build_detector = conv2d_im2col = max_pool2d = avg_pool2d = conv2d_backward = max_pool2d_backward = attack


def patch_dot(*_):  # noqa: F811
    return np.float32("nan")


def cross_correlate2d(*_):  # noqa: F811
    return np.full((2, 3), np.inf)


def design_kernel(_):  # noqa: F811
    return np.full((3, 3), np.nan)


def max_pool2d(*_):  # noqa: F811
    return np.full((1, 1, 2, 2), -np.inf)
