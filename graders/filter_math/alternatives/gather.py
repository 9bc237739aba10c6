"""A table of indices says which pixel is where in which window; NumPy looks them all up at once.

The image is a flat list of pixels with one zero behind them. Whatever lies on the border points to that zero.
The way back uses the same table: all that was looked up at a pixel is counted together again.
"""

import numpy as np


def _both(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value)


def _table(size, kernel, stride=1, padding=0, dilation=1):
    """(Ho, Wo, kh, kw): the flat index of each pixel of each window, height·width for a zero of the border."""
    (height, width), lines = size, []
    for edge, k, s, p, d in zip(size, *map(_both, (kernel, stride, padding, dilation)), strict=True):
        starts = np.arange(-p, edge + p - (k - 1) * d, s)
        lines.append(starts[:, None] + d * np.arange(k)[None, :])
    rows, columns = lines[0][:, None, :, None], lines[1][None, :, None, :]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    return np.where(inside, rows * width + columns, height * width)


def _flat(x, behind=0.0):
    """Each plane as a row of floats, with one more number behind it."""
    planes = np.asarray(x, dtype=float).reshape(*x.shape[:-2], -1)
    return np.concatenate([planes, np.full((*planes.shape[:-1], 1), behind)], axis=-1)


def _counted(table, values, height, width):
    """Add up values (…, as the table) by pixel; what went to the border is lost."""
    pixels = height * width + 1
    planes = values.reshape(-1, table.size)
    index = np.arange(len(planes))[:, None] * pixels + table.reshape(1, -1)
    sums = np.bincount(index.ravel(), weights=planes.ravel(), minlength=len(planes) * pixels)
    return sums.reshape(-1, pixels)[:, :-1].reshape(*values.shape[: values.ndim - 4], height, width)


def patch_dot(patch, kernel, bias=0.0):
    return np.einsum("cuv,cuv->", patch, kernel, dtype=float, casting="unsafe").item() + bias


def cross_correlate2d(x, k):
    for name, value in zip("xk", (x, k), strict=True):
        if not isinstance(value, np.ndarray):
            raise TypeError(f"an array for {name}!")
        if len(value.shape) != 2:
            raise ValueError(f"a plane for {name}!")
    if np.greater(k.shape, x.shape).any():
        raise ValueError("a smaller k!")
    return np.tensordot(_flat(x)[_table(x.shape, k.shape)], np.float64(k), axes=2)


def convolve2d(x, k):
    windows = _table(x.shape, k.shape)
    return np.tensordot(_flat(x)[windows[:, :, ::-1, ::-1]], np.float64(k), axes=2)


PLACES = "nw n ne w identity e sw s se".split()


def design_kernel(behaviour):
    """Recipes: which neighbours count how much."""
    recipes: dict[str, dict[str, float]] = {
        "identity": {"identity": 1},
        "blur": dict.fromkeys(PLACES, 1 / 9),
        "vertical_edge": {"nw": 3, "w": 10, "sw": 3, "ne": -3, "e": -10, "se": -3},
        "horizontal_edge": {"nw": 3, "n": 10, "ne": 3, "sw": -3, "s": -10, "se": -3},
        "sharpen": {**dict.fromkeys(PLACES, -1), "identity": 9},
        "shift_right": {"w": 1},
        "shift_left": {"e": 1},
        "shift_down": {"n": 1},
        "shift_up": {"s": 1},
    }
    recipe = recipes[behaviour]
    return np.array([float(recipe.get(place, 0)) for place in PLACES]).reshape(3, 3)


def build_detector(kind):
    """With objections: what goes on where a corner ends, or fills a ring, is taken off."""
    across = np.array([[-1.0, 0.0, 1.0]] * 3) / 3
    first = np.array([[across], [-across], [across.T], [-across.T]])
    one, objection = 1.0, -1.0
    if kind == "corner":
        upright, level = {(4, 2): one, (0, 2): objection}, {(2, 4): one, (2, 0): objection}
        bias = -1.85
    else:
        upright, level = {(2, 1): one, (2, 3): one}, {(1, 2): one, (3, 2): one}
        upright |= {(4, 2): objection / 8, (0, 2): objection / 8}
        bias = -3.74
    second = np.zeros((1, 4, 5, 5))
    for maps, cells in ((slice(0, 2), upright), (slice(2, 4), level)):
        for (row, column), weight in cells.items():
            second[0, maps, row, column] = weight
    return first, second, bias


def zero_pad2d(x, pad):
    (top, bottom), (left, right) = map(_both, _both(pad))
    height, width = x.shape[-2:]
    rows, columns = np.arange(-top, height + bottom), np.arange(-left, width + right)
    outside = ((rows < 0) | (rows >= height))[:, None] | ((columns < 0) | (columns >= width))
    nearest = x[..., rows.clip(0, height - 1)[:, None], columns.clip(0, width - 1)]
    return np.where(outside, np.zeros((), x.dtype), nearest)


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    for name, value in zip("xw", (x, w), strict=True):
        if not isinstance(value, np.ndarray):
            raise TypeError(f"an array for {name}!")
    settings = {"stride": (stride, 1), "padding": (padding, 0), "dilation": (dilation, 1)}
    for name, (value, least) in settings.items():
        numbers = np.array(_both(value))
        if numbers.dtype.kind not in "iu":
            raise TypeError(f"ints for {name}!")
        if (numbers < least).any():
            raise ValueError(f"a larger {name}!")
    if w.shape[1] != x.shape[1]:
        raise ValueError("the images' channels for w!")
    if b is not None and len(b) != len(w):
        raise ValueError("one b for each filter!")
    windows = _table(x.shape[2:], w.shape[2:], stride, padding, dilation)
    if windows.size == 0:
        raise ValueError("a smaller w, or larger images!")
    maps = np.einsum("ncijuv,fcuv->nfij", _flat(x)[..., windows], np.float64(w))
    return maps if b is None else maps + np.float64(b).reshape(-1, 1, 1)


def im2col(x, kernel, stride=1, padding=0):
    windows = _table(x.shape[2:], kernel, stride, padding)
    taps = windows.reshape(windows.shape[0] * windows.shape[1], -1).T  # (kh·kw, positions), as the columns want it
    return _flat(x)[..., taps].reshape(len(x), -1, taps.shape[1])


def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _table(x.shape[2:], w.shape[2:], stride, padding, dilation)
    size = windows.shape[:2]
    columns = _flat(x)[..., windows.reshape(size[0] * size[1], -1).T].reshape(len(x), w[0].size, -1)
    rows = np.float64(w).reshape(len(w), -1)
    if b is not None:  # a bias is the weight of one more pixel that is always 1
        rows = np.concatenate([rows, np.asarray(b, dtype=float)[:, None]], axis=1)
        columns = np.concatenate([columns, np.ones((len(x), 1, columns.shape[2]))], axis=1)
    return np.matmul(rows, columns).reshape(len(x), len(w), *size)


def max_pool2d(x, kernel, stride=None):
    return _flat(x)[..., _table(x.shape[2:], kernel, stride or kernel)].max(axis=-1).max(axis=-1)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=False):
    windows = _table(x.shape[2:], kernel, stride or kernel, padding)
    seen = _flat(x, behind=0.0 if count_include_pad else np.nan)[..., windows]
    return np.nanmean(seen, axis=(-2, -1))


def conv2d_backward(dout, x, w, stride=1, padding=0):
    windows = _table(x.shape[2:], w.shape[2:], stride, padding)
    upstream = np.float64(dout)
    dw = np.einsum("nfij,ncijuv->fcuv", upstream, _flat(x)[..., windows])
    shares = np.einsum("nfij,fcuv->ncijuv", upstream, np.float64(w))
    return _counted(windows, shares, *x.shape[2:]), dw, np.einsum("nfij->f", upstream)


def max_pool2d_backward(dout, x, kernel, stride=None):
    windows = _table(x.shape[2:], kernel, stride or kernel)
    seen = _flat(x)[..., windows].reshape(*dout.shape, -1)
    first = seen.argmax(axis=-1)[..., None] == np.arange(seen.shape[-1])
    shares = (first * np.asarray(dout, dtype=float)[..., None]).reshape(*x.shape[:2], *windows.shape)
    return _counted(windows, shares, *x.shape[2:])
