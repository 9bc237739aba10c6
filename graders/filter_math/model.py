"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import windows
from .images import Array, Pair

Places = Sequence[int]

LAPLACE = np.array([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])
SOBEL = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
COPIED = {"identity": (1, 1), "shift_right": (1, 0), "shift_left": (1, 2), "shift_down": (0, 1), "shift_up": (2, 1)}


class Model:
    # Numbers and pairs

    def numbers(self, array: Array) -> Array:
        """What is computed with."""
        return np.asarray(array, dtype=np.float64)

    def as_number(self, total: Any) -> Any:
        return float(total) if total.ndim == 0 else total

    def as_stored(self, result: Array, like: Array) -> Array:
        """The result in the array that it is handed over in; `like` is an argument."""
        del like
        return result

    def both(self, value: Any) -> tuple[Any, Any]:
        """The vertical and the horizontal part."""
        down, right = value if isinstance(value, tuple) else (value, value)
        return down, right

    def steps(self, stride: Pair) -> tuple[int, int]:
        return self.both(stride)

    def sides(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """Height and width of a kernel."""
        kh, kw = shape
        return kh, kw

    # The border

    border_mode: Any = "constant"

    def zero_pad2d(self, x: Array, pad: Any) -> Array:
        return self.padded(x, pad)

    def padded(self, x: Array, pad: Any) -> Array:
        return self.bordered(x, pad)

    def bordered(self, x: Array, pad: Any) -> Array:
        """With a border around the last two axes."""
        sides = [side if isinstance(side, tuple) else self.shared(side) for side in self.both(pad)]
        return np.pad(x, [*[(0, 0)] * (x.ndim - 2), *sides], mode=self.border_mode)

    def shared(self, pad: int) -> tuple[int, int]:
        """One pad for two sides."""
        return pad, pad

    # Windows

    first = 1  # the place of the window before its first step

    def windows(self, x: Array, kernel: tuple[int, int], stride: Pair, dilation: Pair = 1) -> Array:
        """All windows of `x` (N, C, H, W): (N, C, rows, columns, kh, kw). Places that do not exist raise IndexError."""
        (kh, kw), (down, right), (du, dv) = kernel, self.steps(stride), self.apart(dilation)
        rows = (x.shape[2] - self.span(kh, du)) // down + self.first
        columns = (x.shape[3] - self.span(kw, dv)) // right + self.first
        rows, columns = self.counted(rows, columns)
        tops = self.starts(rows, down)[:, None] + np.arange(kh) * du
        lefts = self.starts(columns, right)[:, None] + np.arange(kw) * dv
        seen: Array = x[:, :, tops[:, None, :, None], lefts[None, :, None, :]]
        return seen

    def apart(self, dilation: Pair) -> tuple[int, int]:
        """How far one tap is from the next."""
        return self.both(dilation)

    def span(self, taps: int, gap: int) -> int:
        """Pixels from the first tap to the last."""
        return (taps - 1) * gap + 1

    def counted(self, rows: int, columns: int) -> tuple[int, int]:
        return rows, columns

    def starts(self, count: int, step: int) -> Array:
        return np.arange(count) * step

    def stride_of_windows(self, stride: Pair) -> Pair:
        return stride

    def laid_out(self, maps: Array, stride: Pair) -> Array:
        """The result (N, F, rows, columns) as it is handed over."""
        return self.upright(self.spread(maps, stride))

    def spread(self, maps: Array, stride: Pair) -> Array:
        del stride
        return maps

    def upright(self, maps: Array) -> Array:
        return maps

    # One patch and one plane

    def patch_dot(self, patch: Array, kernel: Array, bias: float = 0.0) -> Any:
        products = self.channels_read(self.products(patch, kernel), 0)
        total = self.over_channels(products, 0)
        times = self.times_of_bias(products.size // np.size(total), len(products))
        return self.as_number(total + bias * times)

    def products(self, patch: Array, kernel: Array) -> Array:
        return self.numbers(patch) * self.numbers(kernel)

    def cross_correlate2d(self, x: Array, k: Array) -> Array:
        require_planes(x, k)
        return self.correlated(x, self.laid(k))

    def convolve2d(self, x: Array, k: Array) -> Array:
        return self.correlated(x, self.flipped(k))

    def laid(self, kernel: Array) -> Array:
        """The kernel as it is laid on a window."""
        return kernel

    def flipped(self, kernel: Array) -> Array:
        return kernel[::-1, ::-1].copy()

    def correlated(self, x: Array, k: Array) -> Array:
        seen = self.windows(self.numbers(x)[None, None], self.sides(k.shape), 1)[0, 0]
        weights = self.numbers(k)[:, : seen.shape[-1]]
        if seen.shape[2:] != weights.shape:
            raise ValueError(f"a window of {seen.shape[2:]} does not go with a kernel of {weights.shape}")
        return self.as_stored(self.upright((seen * weights).sum(axis=(2, 3))), x)

    # Designed kernels

    kept = 1.0  # of the image, where it is sharpened

    def design_kernel(self, behaviour: str) -> Array:
        """Copies of one neighbor, means, differences along a row (Sobel), and the image plus its Laplacian."""
        kernel = np.zeros((3, 3))
        if behaviour in COPIED:
            kernel[COPIED[behaviour]] = 1.0
            return self.laid(kernel).copy()
        if behaviour == "blur":
            return self.blurring()
        if behaviour == "sharpen":
            kernel[1, 1] = self.kept
            kernel += LAPLACE
            return kernel
        return self.edge(vertical=behaviour == "vertical_edge").copy()

    def blurring(self) -> Array:
        return np.full((3, 3), 1 / 9)

    def edge(self, vertical: bool) -> Array:
        return SOBEL if vertical else SOBEL.T

    # A layer: by loops, and by columns

    down_a_column: Places = (1, 4, 5)  # of the windows' axes; the last changes fastest
    along_a_row: Places = (2, 3)

    def conv2d(
        self, x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
    ) -> Array:
        require_layer(x, w, b, stride, padding, dilation)
        weights, seen = self.met(x, w, stride, padding, dilation)
        # Each filter meets each window: (N, F, C, rows, columns, kh, kw)
        products = self.channels_read(seen[:, None] * weights[None, :, :, None, None], 2)
        return self.finished(self.over_channels(products, 2), x, w, b, stride)

    def conv2d_im2col(
        self, x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
    ) -> Array:
        weights, seen = (self.channels_read(array, 1) for array in self.met(x, w, stride, padding, dilation))
        return self.finished(self.product(weights, seen), x, w, b, stride)

    def im2col(self, x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
        return self.columns(self.windows(self.padded(self.numbers(x), padding), self.sides(self.both(kernel)), stride))

    def met(self, x: Array, w: Array, stride: Pair, padding: Pair, dilation: Pair) -> tuple[Array, Array]:
        """The filters, and the windows that they are laid on."""
        weights = self.numbers(self.laid(w))
        images, kernel = self.padded(self.numbers(x), padding), self.sides(weights.shape[2:])
        seen = self.windows(images, kernel, self.stride_of_windows(stride), dilation)
        return weights[..., : seen.shape[-1]], seen

    def channels_read(self, array: Array, channel: int) -> Array:
        """What is used of an array that has the channels on this axis."""
        del channel
        return array

    def over_channels(self, products: Array, channel: int) -> Any:
        """Products, with the channels on this axis and a window's cells on the last two, added up."""
        return products.sum(axis=(channel, -2, -1))

    def product(self, weights: Array, seen: Array) -> Array:
        """Filters as rows, windows as columns, and the product as maps again."""
        rows = weights.reshape(len(weights), -1)
        return (rows @ self.columns(seen)).reshape(len(seen), len(weights), *seen.shape[2:4])

    def columns(self, seen: Array) -> Array:
        """Windows as columns: (N, C·kh·kw, rows·columns)."""
        n, c, rows, columns, kh, kw = seen.shape
        in_order = seen.transpose(0, *self.down_a_column, *self.along_a_row)
        return in_order.reshape(n, c * kh * kw, rows * columns)

    def finished(self, maps: Array, x: Array, w: Array, b: Array | None, stride: Pair) -> Array:
        """With biases, in the place and the type of the result."""
        times = self.times_of_bias(w[0].size, w.shape[1])
        if b is not None and times:
            biases = self.numbers(self.biases(b)) * times
            maps = maps + np.repeat(biases, maps.shape[1] // len(b))[:, None, None]
        return self.as_stored(self.laid_out(maps, stride), x)

    def times_of_bias(self, weights: int, channels: int) -> int:
        """How often a bias is added to a result that is made of so many weights."""
        del weights, channels
        return 1

    def biases(self, b: Array) -> Array:
        return b

    # Pools

    def max_pool2d(self, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
        step = self.pool_step(kernel, stride)
        seen = self.pool_windows(self.numbers(x), kernel, step)
        return self.pooled(np.nanmax(self.compared(seen), axis=(4, 5)), np.max, x, step)

    def avg_pool2d(
        self, x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
    ) -> Array:
        step = self.pool_step(kernel, stride)
        counted = self.bordered(np.ones((1, 1, *x.shape[2:])), padding)
        if self.counts_border(count_include_pad):
            counted = np.ones_like(counted)
        images = self.padded(self.numbers(x), padding)
        sums, cells = (np.nansum(self.pool_windows(each, kernel, step), axis=(4, 5)) for each in (images, counted))
        return self.pooled(sums / np.maximum(cells, 1.0), np.mean, x, step)

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return kernel if stride is None else stride

    def pool_windows(self, x: Array, kernel: Pair, step: Pair) -> Array:
        images, sides = self.prolonged(x, kernel, step), self.sides(self.both(kernel))
        return self.windows(images, sides, self.stride_of_windows(step))

    def prolonged(self, x: Array, kernel: Pair, step: Pair) -> Array:
        """The images as far as windows reach."""
        del kernel, step
        return x

    def compared(self, values: Array) -> Array:
        """What a maximum is searched in."""
        return values

    def counts_border(self, asked: bool) -> bool:
        return asked

    def pooled(self, result: Array, pool: Callable[..., Array], x: Array, step: Pair) -> Array:
        return self.as_stored(self.laid_out(self.by_channel(result, pool, x.shape[1]), step), x)

    def by_channel(self, result: Array, pool: Callable[..., Array], channels: int) -> Array:
        """The result, given one for each channel, and how a pool makes one number of many."""
        del pool, channels
        return result

    # The way back

    bias_axes: Places = (0, 2, 3)  # that a bias's gradient is the sum over

    def conv2d_backward(self, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> Any:
        """Window by window, all images and filters at once."""
        upstream, weights, (kh, kw) = self.numbers(dout), self.numbers(self.laid(w)), w.shape[2:]
        images, (top, left) = self.padded(self.numbers(x), padding), self.both(padding)
        wide, dw = np.zeros(images.shape), np.zeros(w.shape)
        tops, lefts = (self.starts(n, step) for n, step in zip(dout.shape[2:], self.steps(stride), strict=True))
        for i, j in np.ndindex(*dout.shape[2:]):
            place = np.s_[:, :, tops[i] : tops[i] + kh, lefts[j] : lefts[j] + kw]
            arriving = upstream[:, :, i, j, None, None, None]
            wide[place] = self.at_pixels(wide[place], (arriving * weights[None]).sum(axis=1))
            dw = self.at_weights(dw, (arriving * images[place][:, None]).sum(axis=0))
        dx = self.without_border(wide, (top, left), x.shape[2:])
        db = upstream.sum(axis=tuple(self.bias_axes))
        dw, db = (self.over_images(gradient, len(x)) for gradient in (dw, db))
        return self.in_order(*(self.as_stored(got, like) for got, like in ((dx, x), (dw, w), (db, dout))))

    def max_pool2d_backward(self, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
        (kh, kw), (down, right) = self.sides(self.both(kernel)), self.steps(self.pool_step(kernel, stride))
        tops, lefts, dx = self.starts(dout.shape[2], down), self.starts(dout.shape[3], right), np.zeros(x.shape)
        for n, c, i, j in np.ndindex(*dout.shape):
            place = np.s_[n, c, tops[i] : tops[i] + kh, lefts[j] : lefts[j] + kw]
            window = self.compared(np.asarray(x[place], dtype=np.float64))
            dx[place] = self.at_pixels(dx[place], self.winners(window) * float(dout[n, c, i, j]))
        return self.put_beside(dx, x)

    def at_pixels(self, before: Array, arriving: Array) -> Array:
        """The gradient of a window's pixels once more has arrived."""
        return before + arriving

    def at_weights(self, before: Array, arriving: Array) -> Array:
        return before + arriving

    def without_border(self, wide: Array, corner: tuple[int, int], size: tuple[int, ...]) -> Array:
        (top, left), (height, width) = corner, size
        return wide[:, :, top : top + height, left : left + width].copy()

    def over_images(self, gradient: Array, images: int) -> Array:
        """The gradient, which is a sum over the images."""
        del images
        return gradient

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, Array, Array]:
        return dx, dw, db

    def winners(self, window: Array) -> Array:
        """1 for each cell that gets what arrives at the window, and 0 for the others."""
        return np.where(np.arange(window.size) == window.argmax(), 1.0, 0.0).reshape(window.shape)

    def put_beside(self, dx: Array, x: Array) -> Array:
        """The gradient, in an array of its own."""
        del x
        return dx


def require_planes(x: Array, k: Array) -> None:
    for name, array in (("x", x), ("k", k)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
        if array.ndim != 2:
            raise ValueError(f"{name} must have two axes")
    if k.shape[0] > x.shape[0] or k.shape[1] > x.shape[1]:
        raise ValueError("k is larger than the plane")


def require_layer(x: Array, w: Array, b: Array | None, stride: Pair, padding: Pair, dilation: Pair) -> None:
    for name, array in (("x", x), ("w", w)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
    for name, value, least in (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1)):
        for part in value if isinstance(value, tuple) else (value,):
            if not isinstance(part, int | np.integer):
                raise TypeError(f"{name} must be one int or two, not {value!r}")
            if part < least:
                raise ValueError(f"{name} must be at least {least}, not {value!r}")
    if w.shape[1] != x.shape[1]:
        raise ValueError("w has not as many channels as the images")
    if b is not None and b.shape != w.shape[:1]:
        raise ValueError("b must hold one bias for each filter")
    room = zip(x.shape[2:], w.shape[2:], windows.both(padding), windows.both(dilation), strict=True)
    if any((kernel - 1) * gap + 1 > size + 2 * pad for size, kernel, pad, gap in room):
        raise ValueError("w does not fit on the images with their padding")
