"""Convolution by way of frequencies: a product of spectra slides the kernel over all places at once.

Strides keep every so-many-th result, dilation spreads the weights out, padding is zeros. Pooling has no spectrum;
there the memory of the image is read in another order with `as_strided`.
"""

import numpy as np
from numpy.fft import irfft2, rfft2
from numpy.lib.stride_tricks import as_strided


def two(value):
    return value if isinstance(value, tuple) else (value, value)


def correlate(x, k):
    """Valid cross-correlation of (…, H, W) with (…, kh, kw); the leading axes are matched as in any product."""
    size = x.shape[-2:]
    # Sliding a kernel the other way round is a product with the conjugate spectrum. Places whose window
    # does not run over the end are free of the circle that a spectrum closes.
    product = rfft2(x) * np.conj(rfft2(k, s=size))
    return irfft2(product, s=size)[..., : size[0] - k.shape[-2] + 1, : size[1] - k.shape[-1] + 1]


def spread(array, steps):
    """Zeros between the cells, so that neighbours come to lie `steps` apart."""
    (down, right), (height, width) = steps, array.shape[-2:]
    wide = np.zeros((*array.shape[:-2], (height - 1) * down + 1, (width - 1) * right + 1))
    wide[..., ::down, ::right] = array
    return wide


def views(x, kernel, stride):
    """All windows of the last two axes, without a copy: two strides of memory serve four axes."""
    x = np.asarray(x, dtype=float)
    (kh, kw), (down, right) = two(kernel), two(stride)
    rows, columns = (x.shape[-2] - kh) // down + 1, (x.shape[-1] - kw) // right + 1
    *leading, row, cell = x.strides
    shape = (*x.shape[:-2], rows, columns, kh, kw)
    return as_strided(x, shape, (*leading, row * down, cell * right, row, cell), writeable=False)


def patch_dot(patch, kernel, bias=0.0):
    return float(np.inner(patch.astype(float).ravel(), kernel.astype(float).ravel()) + bias)


def cross_correlate2d(x, k):
    check_plane(x, "x")
    check_plane(k, "k")
    if any(np.array(k.shape) > x.shape):
        raise ValueError("k is larger than x")
    return correlate(np.float64(x), np.float64(k))


def convolve2d(x, k):
    """The convolution theorem as it stands in the books: no conjugate, no flip."""
    kh, kw = k.shape
    whole = irfft2(rfft2(np.float64(x)) * rfft2(np.float64(k), s=x.shape), s=x.shape)
    return whole[kh - 1 :, kw - 1 :]


def design_kernel(behaviour):
    smooth, slope = np.array([1, 0, 1]) / 2, np.array([1, 0, -1]) / 2
    one = np.zeros(9)
    if behaviour in ("vertical_edge", "horizontal_edge"):
        edge = smooth[:, None] * slope
        return edge if behaviour[0] == "v" else np.rot90(edge)
    if behaviour == "blur":
        return one.reshape(3, 3) + 1 / 9
    if behaviour == "sharpen":
        return np.array([[0, -0.5, 0], [-0.5, 3, -0.5], [0, -0.5, 0]])
    one[{"identity": 4, "shift_right": 3, "shift_left": 5, "shift_down": 1, "shift_up": 7}[behaviour]] = 1
    return one.reshape(3, 3)


def build_detector(kind):
    """Four turns of one kernel, and a mask of places for each of the two directions; the numbers are small."""
    edge = np.repeat([[0.01, 0, -0.01]], 3, axis=0)
    first = np.stack([np.rot90(edge, quarters) for quarters in (0, 2, 1, 3)])[:, None]
    masks = np.zeros((2, 7, 7))
    if kind == "corner":
        masks[0, 4, 1] = masks[1, 1, 4] = 1
    else:  # both sides of the stroke, on all four sides
        masks[0, 3, 0::2] = masks[1, 0::2, 3] = 1
    return first, np.repeat(masks, 2, axis=0)[None], -0.03 * 0.94 * masks.sum()


def zero_pad2d(x, pad):
    (top, bottom), (left, right) = map(two, two(pad))
    out = np.zeros((*x.shape[:-2], top + x.shape[-2] + bottom, left + x.shape[-1] + right), x.dtype)
    middle = out[..., top : out.shape[-2] - bottom, left : out.shape[-1] - right]
    middle[...] = x
    return out


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    for name, array in (("x", x), ("w", w)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
    check_numbers(stride, "stride", 1)
    check_numbers(padding, "padding", 0)
    check_numbers(dilation, "dilation", 1)
    if w.shape[1] != x.shape[1]:
        raise ValueError("w must have the channels of the images")
    if b is not None and b.shape != w.shape[:1]:
        raise ValueError("b must have one number for each filter")
    for size, k, p, d in zip(x.shape[2:], w.shape[2:], two(padding), two(dilation), strict=True):
        if (k - 1) * d + 1 > size + 2 * p:
            raise ValueError("w must fit on the padded images")
    images, kernels = zero_pad2d(np.float64(x), two(padding)), spread(w, two(dilation))
    every = sum(correlate(images[:, None, c], kernels[None, :, c]) for c in range(x.shape[1]))
    down, right = two(stride)
    maps = every[:, :, ::down, ::right]
    return maps.copy() if b is None else maps + b[:, None, None]


def im2col(x, kernel, stride=1, padding=0):
    """A window's pixels are what it answers to the kernels that hold a single 1."""
    kh, kw = two(kernel)
    images, (down, right) = zero_pad2d(np.float64(x), two(padding)), two(stride)
    rows, columns = images.shape[2] - kh + 1, images.shape[3] - kw + 1
    answers = [images[:, :, u : u + rows : down, v : v + columns : right] for u in range(kh) for v in range(kw)]
    return np.stack(answers, axis=2).reshape(len(x), x.shape[1] * kh * kw, -1)


def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1):
    """Spectra of all channels at once; frequency by frequency it is a small matrix product."""
    images, kernels = zero_pad2d(np.float64(x), two(padding)), spread(w, two(dilation))
    size = images.shape[2:]
    seen = rfft2(images).transpose(2, 3, 0, 1)  # (…, N, C)
    weights = np.conj(rfft2(kernels, s=size)).transpose(2, 3, 1, 0)  # (…, C, F)
    every = irfft2((seen @ weights).transpose(2, 3, 0, 1), s=size)
    (down, right), (height, width) = two(stride), kernels.shape[2:]
    maps = every[:, :, : size[0] - height + 1 : down, : size[1] - width + 1 : right]
    return maps.copy() if b is None else maps + np.reshape(b, (1, -1, 1, 1))


def max_pool2d(x, kernel, stride=None):
    return np.amax(views(x, kernel, kernel if stride is None else stride), axis=(-1, -2))


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    step, (down, right) = kernel if stride is None else stride, two(padding)
    sums = views(zero_pad2d(np.float64(x), (down, right)), kernel, step).sum(axis=(-1, -2))
    if count_include_pad:
        return sums / np.prod(two(kernel))
    real = np.zeros((x.shape[2] + 2 * down, x.shape[3] + 2 * right))
    real[down : down + x.shape[2], right : right + x.shape[3]] = 1
    return sums / views(real, kernel, step).sum(axis=(-1, -2))


def conv2d_backward(dout, x, w, stride=1, padding=0):
    """With zeros between its cells, `dout` is a kernel for x (dw), and the filters are kernels for it (dx)."""
    arriving, (top, left), (kh, kw) = spread(dout, two(stride)), two(padding), w.shape[2:]
    images = zero_pad2d(np.float64(x), (top, left))
    dw = correlate(images[:, None], arriving[:, :, None]).sum(axis=0)[:, :, :kh, :kw]
    thrown = zero_pad2d(arriving, (kh - 1, kw - 1))
    flipped = np.asarray(w, dtype=float)[:, :, ::-1, ::-1]
    reached = correlate(thrown[:, :, None], flipped[None]).sum(axis=1)
    dx = np.zeros(images.shape)  # the last pixels may be reached by no window
    dx[:, :, : reached.shape[2], : reached.shape[3]] = reached
    inside = dx[:, :, top : top + x.shape[2], left : left + x.shape[3]]
    return inside, dw, dout.sum(axis=(0, 2, 3), dtype=float)


def max_pool2d_backward(dout, x, kernel, stride=None):
    (kh, kw), (down, right) = two(kernel), two(kernel if stride is None else stride)
    windows = views(x, (kh, kw), (down, right))
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        u, v = np.unravel_index(np.argmax(windows[n, c, i, j]), (kh, kw))
        dx[n, c, i * down + u, j * right + v] += dout[n, c, i, j]
    return dx


def check_plane(value, name):
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} must be an array")
    if value.ndim != 2:
        raise ValueError(f"{name} must have two axes")


def check_numbers(value, name, least):
    if any(not isinstance(number, int | np.integer) for number in two(value)):
        raise TypeError(f"{name} must be an int or a pair of ints")
    if min(two(value)) < least:
        raise ValueError(f"{name} must be {least} or more")
