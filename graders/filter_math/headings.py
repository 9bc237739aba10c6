"""Headings of the README and of the chapters, and exercises that share mistakes."""

PATCH = "One patch by hand"
PLANE = "A plane by hand"
CONVENTIONS = "Conventions"
EXERCISES = "The exercises"
DETECTORS = "Detectors"
GRADIENTS = "Gradients by hand"

LAYERS = ("conv2d", "conv2d_im2col")
COLUMNS = ("conv2d", "im2col", "conv2d_im2col")
POOLS = ("max_pool2d", "avg_pool2d")
SUMS = ("patch_dot", *LAYERS)
PLANES = ("cross_correlate2d", "convolve2d")
MOVED = (*COLUMNS, *POOLS)
BACKWARD = ("conv2d_backward", "max_pool2d_backward")
PADDED = (*COLUMNS, "avg_pool2d")
PAIRED = (*MOVED, *BACKWARD)
