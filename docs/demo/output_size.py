"""A half-right submission: what a first evening often looks like."""


def conv_out(i, k, s=1, p=0, d=1):
    # rounds up: a last window that does not fit is counted
    return -(-(i + 2 * p - d * (k - 1) - 1) // s) + 1


def tf_out(i, k, s=1, d=1, padding="VALID"):
    if padding == "SAME":
        return -(-i // s)
    return (i - d * (k - 1) - 1) // s + 1


def same_pads_tf(i, k, s=1, d=1):
    out = tf_out(i, k, s, d, "SAME")
    total = (out - 1) * s + d * (k - 1) + 1 - i
    return total // 2, total - total // 2  # negative where the stride is larger than the window


def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    c, h, w = in_shape
    side = conv_out(h, kernel, stride, padding, dilation)
    return (n_filters, side, side)  # takes every image for a square


def unused_pixels(i, k, s=1, p=0):
    return (i + 2 * p - k) / s % 1 * s  # a float


def trace(arch, in_shape):
    shapes = []
    for layer in arch:
        if layer["type"] == "flatten":
            in_shape = (in_shape[0] * in_shape[1] * in_shape[2],)
        shapes.append(in_shap)  # a slip of the pen
    return shapes


def receptive_field(arch):
    size = 1
    while arch:
        size += arch[0].get("kernel", 1) - 1
    return size
