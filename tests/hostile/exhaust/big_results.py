# topic: filter_math
"""Returns results that are as large as can be: many megabytes of elements, of items and of digits."""

import numpy as np

VALUES = [
    np.zeros((1 << 22,)),
    [0] * 1_000_000,
    "x" * 1_048_000,
    [np.zeros(1)] * 5000,
    {n: n for n in range(50_000)},
    [[[]] * 1000] * 300,
    b"\xff" * (1 << 20),
]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


patch_dot = cross_correlate2d = convolve2d = design_kernel = zero_pad2d = conv2d = im2col = attack
build_detector = conv2d_im2col = max_pool2d = avg_pool2d = conv2d_backward = max_pool2d_backward = attack
