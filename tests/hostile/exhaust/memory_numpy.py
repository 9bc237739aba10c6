# topic: filter_math
"""Takes and touches memory through numpy."""

import numpy as np


def attack(*_, **__):
    return [np.ones(1 << 24) for _ in range(64)]


patch_dot = cross_correlate2d = convolve2d = design_kernel = zero_pad2d = conv2d = im2col = attack
build_detector = conv2d_im2col = max_pool2d = avg_pool2d = conv2d_backward = max_pool2d_backward = attack
