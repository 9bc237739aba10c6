"""Plain loops over places, one number after the other. Only the fast product gathers whole slices."""

import numpy as np


def two(value):
    return value if isinstance(value, tuple) else (value, value)


def places(size, window, step):
    """Where windows begin."""
    begin, found = 0, []
    while begin + window <= size:
        found.append(begin)
        begin += step
    return found


def patch_dot(patch, kernel, bias=0.0):
    total = 0.0
    for pixel, weight in zip(patch.ravel().tolist(), kernel.ravel().tolist(), strict=True):
        total += pixel * weight
    return total + bias


def cross_correlate2d(x, k):
    for name, value in (("x", x), ("k", k)):
        if not hasattr(value, "ndim"):
            raise TypeError(f"{name} is no array")
        if value.ndim != 2:
            raise ValueError(f"{name} is no plane")
    kh, kw = k.shape
    if kh > len(x) or kw > x.shape[1]:
        raise ValueError("k reaches beyond the plane")
    tops, lefts = places(x.shape[0], kh, 1), places(x.shape[1], kw, 1)
    return np.array([[patch_dot(x[top : top + kh, left : left + kw], k) for left in lefts] for top in tops])


def convolve2d(x, k):
    flipped = np.zeros(k.shape)
    for u in range(k.shape[0]):
        for v in range(k.shape[1]):
            flipped[k.shape[0] - 1 - u, k.shape[1] - 1 - v] = k[u, v]
    return cross_correlate2d(x, flipped)


def design_kernel(behaviour):
    rows = {
        "identity": "0 0 0 / 0 1 0 / 0 0 0",
        "blur": "1 1 1 / 1 1 1 / 1 1 1",
        "vertical_edge": "1 0 -1 / 1 0 -1 / 1 0 -1",
        "horizontal_edge": "1 1 1 / 0 0 0 / -1 -1 -1",
        "sharpen": "0 -1 0 / -1 5 -1 / 0 -1 0",
        "shift_right": "0 0 0 / 1 0 0 / 0 0 0",
        "shift_left": "0 0 0 / 0 0 1 / 0 0 0",
        "shift_down": "0 1 0 / 0 0 0 / 0 0 0",
        "shift_up": "0 0 0 / 0 0 0 / 0 1 0",
    }[behaviour]
    kernel = np.array([row.split() for row in rows.split("/")], dtype=float)
    return kernel / 9 if behaviour == "blur" else kernel


def build_detector(kind):
    """Each kernel looks for one side of a bright or of a dark shape; the cells of layer two are listed."""
    rising, falling = [-1, 0, 1], [1, 0, -1]
    first = np.zeros((4, 1, 3, 3))
    for i in range(3):
        for j in range(3):
            first[0, 0, i, j], first[1, 0, i, j] = rising[j], falling[j]
            first[2, 0, i, j], first[3, 0, i, j] = rising[i], falling[i]
    cells = {
        "corner": [(0, 3, 0), (1, 3, 0), (2, 0, 3), (3, 0, 3)],
        "ring": [(f, 2, j) for f in (0, 1) for j in (1, 3)] + [(f, i, 2) for f in (2, 3) for i in (1, 3)],
    }[kind]
    second = np.zeros((1, 4, 5, 5))
    for cell in cells:
        second[0][cell] = 1.0
    return first, second, -5.5 if kind == "corner" else -11.4


def zero_pad2d(x, pad):
    vertical, horizontal = two(pad)
    (top, bottom), (left, right) = two(vertical), two(horizontal)
    *leading, height, width = x.shape
    out = np.zeros([*leading, top + height + bottom, left + width + right], dtype=x.dtype)
    for i in range(height):
        for j in range(width):
            out[..., top + i, left + j] = x[..., i, j]
    return out


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    refuse(x, w, b, stride, padding, dilation)
    (down, right), (du, dv) = two(stride), two(dilation)
    padded = zero_pad2d(x, two(padding))
    kh, kw = w.shape[2:]
    high, wide = (kh - 1) * du + 1, (kw - 1) * dv + 1
    tops, lefts = places(padded.shape[2], high, down), places(padded.shape[3], wide, right)
    out = np.zeros((len(x), len(w), len(tops), len(lefts)))
    for n in range(len(x)):
        for f in range(len(w)):
            for i, top in enumerate(tops):
                for j, left in enumerate(lefts):
                    patch = padded[n, :, top : top + high : du, left : left + wide : dv]
                    out[n, f, i, j] = patch_dot(patch, w[f], 0.0 if b is None else float(b[f]))
    return out


def im2col(x, kernel, stride=1, padding=0):
    (kh, kw), (down, right) = two(kernel), two(stride)
    padded = zero_pad2d(x, two(padding))
    tops, lefts = places(padded.shape[2], kh, down), places(padded.shape[3], kw, right)
    out = np.zeros((len(x), x.shape[1] * kh * kw, len(tops) * len(lefts)))
    for n in range(len(x)):
        for i, top in enumerate(tops):
            for j, left in enumerate(lefts):
                out[n, :, i * len(lefts) + j] = padded[n, :, top : top + kh, left : left + kw].ravel()
    return out


def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1):
    """One slice of the image for each row of the columns: as many steps as the filter has weights."""
    (down, right), (du, dv) = two(stride), two(dilation)
    padded = zero_pad2d(x, two(padding))
    filters, channels, kh, kw = w.shape
    rows = len(places(padded.shape[2], (kh - 1) * du + 1, down))
    cols = len(places(padded.shape[3], (kw - 1) * dv + 1, right))
    out = np.zeros((len(x), filters, rows, cols))
    for n in range(len(x)):
        columns = []
        for c in range(channels):
            for u in range(kh):
                for v in range(kw):
                    seen = padded[n, c, u * du :: down, v * dv :: right][:rows, :cols]
                    columns.append(seen.reshape(rows * cols).astype(float))
        flat = w.reshape(filters, channels * kh * kw).astype(float)
        out[n] = (flat @ np.array(columns)).reshape(filters, rows, cols)
    for f in range(filters if b is not None else 0):
        out[:, f] += b[f]
    return out


def pool(x, kernel, stride, answer):
    """What `answer` says of each window, given its list of numbers."""
    (kh, kw), (down, right) = two(kernel), two(kernel if stride is None else stride)
    tops, lefts = places(x.shape[2], kh, down), places(x.shape[3], kw, right)
    out = np.zeros((x.shape[0], x.shape[1], len(tops), len(lefts)))
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i, top in enumerate(tops):
                for j, left in enumerate(lefts):
                    window = x[n, c, top : top + kh, left : left + kw]
                    out[n, c, i, j] = answer([float(pixel) for row in window for pixel in row])
    return out


def max_pool2d(x, kernel, stride=None):
    return pool(x, kernel, stride, max)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    # Cells of the border are marked by NaN, which is the one number that does not equal itself.
    border = 0.0 if count_include_pad else float("nan")
    down, right = two(padding)
    framed = np.full((*x.shape[:2], x.shape[2] + 2 * down, x.shape[3] + 2 * right), border)
    framed[:, :, down : down + x.shape[2], right : right + x.shape[3]] = x

    def mean(numbers):
        real = [number for number in numbers if number == number]
        return sum(real) / len(real)

    return pool(framed, kernel, stride, mean)


def conv2d_backward(dout, x, w, stride=1, padding=0):
    (down, right), (above, before) = two(stride), two(padding)
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(len(w))
    for n, f, i, j in np.ndindex(*dout.shape):
        arriving = float(dout[n, f, i, j])
        db[f] += arriving
        for c, u, v in np.ndindex(*w.shape[1:]):
            row, column = i * down + u - above, j * right + v - before
            if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                dx[n, c, row, column] += arriving * float(w[f, c, u, v])
                dw[f, c, u, v] += arriving * float(x[n, c, row, column])
    return dx, dw, db


def max_pool2d_backward(dout, x, kernel, stride=None):
    (kh, kw), (down, right) = two(kernel), two(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        cells = [(i * down + u, j * right + v) for u in range(kh) for v in range(kw)]
        winner = max(cells, key=lambda cell: x[(n, c, *cell)])  # of equals max gives the first
        dx[(n, c, *winner)] += dout[n, c, i, j]
    return dx


def refuse(x, w, b, stride, padding, dilation):
    for name, value in (("x", x), ("w", w)):
        if not hasattr(value, "ndim"):
            raise TypeError(f"{name} is no array")
    for name, value, least in (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1)):
        for number in two(value):
            if not isinstance(number, int | np.integer):
                raise TypeError(f"{name} must be made of ints")
            if number < least:
                raise ValueError(f"{name} is too small")
    if w.shape[1] != x.shape[1]:
        raise ValueError("w and the images differ in channels")
    if b is not None and np.shape(b) != (len(w),):
        raise ValueError("b is not one number for each filter")
    for axis in (0, 1):
        if (w.shape[2 + axis] - 1) * two(dilation)[axis] >= x.shape[2 + axis] + 2 * two(padding)[axis]:
            raise ValueError("w reaches beyond the padded images")
