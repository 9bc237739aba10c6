"""Filter math: what a filter computes, from one patch to a whole batch, and the way back.

NumPy only. Work from top to bottom: each function is made of the ones before it.
The README beside this file explains every convention; grade your work as often as you like.

Letters: N images, C channels, F filters, H×W pixels, kh×kw weights, Ho×Wo output positions.
A `Pair` is one int for both directions or `(vertical, horizontal)`.
"""

import numpy as np

Array = np.ndarray
Pair = int | tuple[int, int]
Pads = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]


def patch_dot(patch: Array, kernel: Array, bias: float = 0.0) -> float:
    """One filter on one patch: the sum of all products, plus the bias once.

    `patch` and `kernel` have the same shape (C, kh, kw). The result is one float, whatever C is.

    Example: patch_dot(np.array([[[1, 2]], [[3, 4]]]), np.array([[[10, 0]], [[0, 1]]]), 0.5)
    is 1·10 + 2·0 + 3·0 + 4·1 + 0.5 = 14.5.
    """
    # TODO: multiply cell by cell, add up, add the bias.
    raise NotImplementedError


def cross_correlate2d(x: Array, k: Array) -> Array:
    """Slide the kernel `k` (kh, kw) over the plane `x` (H, W), as it is written, one step at a time.

    Only positions where the kernel lies fully on the plane count: (H - kh + 1, W - kw + 1) in float64.
    Impossible input is refused; see the README's table.

    Example: cross_correlate2d(np.array([[1, 2, 4]]), np.array([[1, 10]])) is [[21.0, 42.0]].
    """
    # TODO: one sum of products for every position.
    raise NotImplementedError


def convolve2d(x: Array, k: Array) -> Array:
    """The convolution of signal processing: like `cross_correlate2d`, with the kernel flipped on both axes.

    Example: convolve2d(np.array([[1, 2, 4]]), np.array([[1, 10]])) is [[12.0, 24.0]].
    """
    # TODO: turn the kernel by half a turn.
    raise NotImplementedError


def design_kernel(behaviour: str) -> Array:
    """A 3×3 float64 kernel that does this to an image when `cross_correlate2d` slides it.

    `identity`, `blur` (the mean of the nine), `vertical_edge` (responds to a step from left to right and to
    nothing else of the two), `horizontal_edge` (from top to bottom), `sharpen` (weights sum to 1), and
    `shift_right`, `shift_left`, `shift_down`, `shift_up` (the content moves that way by one pixel).
    Any kernel that behaves so is right.

    Example: with k = design_kernel("blur"), cross_correlate2d(np.full((3, 3), 5.0), k) is [[5.0]].
    """
    # TODO: find weights for each of the nine names.
    raise NotImplementedError


def build_detector(kind: str) -> tuple[Array, Array, float]:
    """Two layers that find a `corner` (the upper left one of a rectangle) or a `ring`: `(first, second, bias)`.

    `first` (F, 1, 3, 3) are kernels of layer one, `second` (1, F, k, k) is the kernel of layer two, with F up to 16
    and k up to 7, both float64. `bias` is one number. The map of a picture is made of them so: every kernel of
    `first` slides over it, ReLU makes negative numbers 0, `second` slides over these F maps and adds up all F,
    `bias` is added, and ReLU again. No kernel is flipped, nothing is padded.

    The map must be positive where the shape is and 0 elsewhere. Shapes are brighter or darker than what is around
    them, by 1 to 1.2. The README draws them, and what must not be taken for them. Any such detector is right.

    Example: with first, second, bias = build_detector("corner"), the map of np.full((32, 32), 3.0) is 0 everywhere.
    """
    # TODO: which edges does the shape have, where, and from which sum on are all of them there?
    raise NotImplementedError


def zero_pad2d(x: Array, pad: Pads) -> Array:
    """Zeros around the last two axes of `x` (…, H, W); all other axes and the dtype stay as they are.

    `pad` is per side: one int, `(vertical, horizontal)` or `((top, bottom), (left, right))`.

    Example: zero_pad2d(np.array([[7]]), (0, 2)) is [[0, 0, 7, 0, 0]], and zero_pad2d(x, 1) for x of shape
    (2, 3, 4, 5) has shape (2, 3, 6, 7).
    """
    # TODO: bring `pad` to its longest form, then add the border.
    raise NotImplementedError


def conv2d(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    """A convolution layer: images `x` (N, C, H, W), filters `w` (F, C, kh, kw), biases `b` (F,) to (N, F, Ho, Wo).

    The kernel is not flipped. Zeros of `padding` rows or columns lie on each side. Windows begin `stride`
    apart; a last step that does not fit is dropped. Taps lie `dilation` apart (1 is ordinary).
    Impossible input is refused; see the README's table.

    Example: one image [[1, 2, 3, 4]] (shape (1, 1, 1, 4)) and one filter [[1, 10]] with stride 2 give
    [[21.0, 43.0]] (shape (1, 1, 1, 2)).
    """
    # TODO: pad, then loop over images, filters, rows and columns.
    raise NotImplementedError


def im2col(x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
    """Every window of `x` (N, C, H, W) as a column: (N, C·kh·kw, Ho·Wo) in float64.

    Going down a column the order is channel, kernel row, kernel column (the last changes fastest).
    The columns come in the order of positions, row by row.

    Example: im2col of one image [[1, 2, 3]] with kernel (1, 2) is [[[1.0, 2.0], [2.0, 3.0]]]:
    the columns are the windows 1 2 and 2 3.
    """
    # TODO: gather the windows; few loops, best none over positions.
    raise NotImplementedError


def conv2d_im2col(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    """The same as `conv2d`, through `im2col` and one matrix product; at least 10 times faster than loops.

    Example: one image [[1, 2, 3]] with the filters [[1, 10]] and [[1, 0]] is the product of the rows
    (1, 10) and (1, 0) with the columns (1, 2) and (2, 3): [[21, 32], [1, 2]], shaped (1, 2, 1, 2).
    """
    # TODO: filters as rows, windows as columns; then a reshape and the bias.
    raise NotImplementedError


def max_pool2d(x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    """The largest value of each window of `x` (N, C, H, W), channel by channel: (N, C, Ho, Wo) in float64.

    Without a `stride` the windows lie side by side: the stride is the kernel. A window that sticks out is dropped.

    Example: one image [[-3, -1, -2, -4, -9]] with kernel (1, 2) gives [[-1.0, -2.0]].
    """
    # TODO: a maximum for every window.
    raise NotImplementedError


def avg_pool2d(
    x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Array:
    """The mean of each window of `x` (N, C, H, W), channel by channel: (N, C, Ho, Wo) in float64.

    The image has `padding` zeros on each side. They are left out of the mean, or, with `count_include_pad`,
    counted as cells. Padding is at most half of the kernel.

    Example: one image [[6, 2]] with kernel (1, 2), stride 1 and padding (0, 1) gives [[6.0, 4.0, 2.0]];
    with count_include_pad=True it gives [[3.0, 4.0, 1.0]].
    """
    # TODO: a sum for every window, divided by the number of cells that count.
    raise NotImplementedError


def conv2d_backward(dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> tuple[Array, Array, Array]:
    """Gradients of `conv2d(x, w, b, stride, padding)`, given the gradient `dout` (N, F, Ho, Wo) of its result.

    Returns (dx, dw, db) with the shapes of x (N, C, H, W), w (F, C, kh, kw) and b (F,), in float64.

    Example: x = [[1, 2, 3]], w = [[1, 10]], dout = [[1, 100]] (each with two leading axes of 1) give
    dx = [[1, 110, 1000]], dw = [[201, 302]], db = [101].
    """
    # TODO: follow each product of the forward pass back to its two factors.
    raise NotImplementedError


def max_pool2d_backward(dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    """Gradient of `max_pool2d(x, kernel, stride)`, given the gradient `dout` (N, C, Ho, Wo) of its result.

    All that arrives at a window goes to its largest pixel, of equals to the first in row-major order.
    Returns dx in float64 with the shape of x.

    Example: x = [[1, 5, 2, 2]], kernel (1, 2), dout = [[7, 9]] (each with two leading axes of 1) give
    [[0, 7, 9, 0]].
    """
    # TODO: find each window's winner and add what arrives there.
    raise NotImplementedError


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py filter_math, or: grade filter_math")
