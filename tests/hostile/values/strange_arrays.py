# topic: filter_math
"""Returns object arrays, structured arrays, text, dates, 0-d arrays, matrices, masked and record arrays."""

import numpy as np

VALUES = [
    np.array([object()] * 3),
    np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
    np.array(["text"]),
    np.array(["2026-01-01"], dtype="datetime64[D]"),
    np.array(5.0),
    np.array(True),
    np.asmatrix([[1.0, 2.0]]),
    np.ma.masked_array([1.0, 2.0], mask=[True, True]),
    np.ma.masked,
    np.rec.array([(1.0,)]),
    np.zeros(3, dtype=">f8"),
    np.zeros(3, dtype=np.longdouble),
    np.broadcast_to(np.float64(0), (1 << 30, 1 << 20)),
    np.zeros((0, 3)),
    np.zeros((1,) * 30),
    np.memmap,
    np.float64,
    np.void(b"x"),
]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


patch_dot = cross_correlate2d = convolve2d = design_kernel = zero_pad2d = conv2d = im2col = attack
build_detector = conv2d_im2col = max_pool2d = avg_pool2d = conv2d_backward = max_pool2d_backward = attack
