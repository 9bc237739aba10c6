"""Convolution layers by loops and by columns: one decision a method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import windows
from .images import Array, Pair
from .planes_model import PlanesModel

Places = Sequence[int]


class LayersModel(PlanesModel):
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
        sides, images = self.kernel_given(kernel), self.images_of(x, padding, kernel)
        size = self.size_counted(images.shape[2:], padding)
        seen = self.windows(images, sides, self.stride_of_windows(self.given(stride)), size=size)
        return self.as_columns(self.by_image(self.columns(seen), np.sum))

    def as_columns(self, columns: Array) -> Array:
        """The columns (N, rows, positions) as they are handed over."""
        return columns

    def met(self, x: Array, w: Array, stride: Pair, padding: Pair, dilation: Pair) -> tuple[Array, Array]:
        """The filters, and the windows that they are laid on."""
        weights = self.numbers(self.laid(w))
        images, kernel = self.images_of(x, padding, w.shape[2:]), self.sides(weights.shape[2:])
        size = self.size_counted(images.shape[2:], padding)
        seen = self.windows(images, kernel, self.stride_of_windows(self.given(stride)), dilation, size)
        return self.weights_read(weights, seen), seen

    def product(self, weights: Array, seen: Array) -> Array:
        """Filters as rows, windows as columns, and the product as maps again."""
        rows = weights.reshape(len(weights), -1)
        return (rows @ self.columns(seen)).reshape(len(seen), len(weights), *seen.shape[2:4])

    def columns(self, seen: Array) -> Array:
        """Windows as columns: (N, C·kh·kw, rows·columns)."""
        n, c, rows, columns, kh, kw = seen.shape
        in_order = seen.transpose(0, *self.down_a_column, *self.along_a_row)
        return self.side_by_side(in_order.reshape(n, c * kh * kw, rows * columns), rows, columns)

    def side_by_side(self, columns: Array, down: int, across: int) -> Array:
        """Columns in the places they are written to; so many windows lie down and across the image."""
        del down, across
        return columns

    def finished(self, maps: Array, x: Array, w: Array, b: Array | None, stride: Pair) -> Array:
        """With biases, in the place and the type of the result."""
        maps, times = self.across_images(maps, np.sum), self.times_of_bias(w[0].size, w.shape[1])
        if b is None:
            maps = self.without_biases(maps)
        elif times:
            maps = self.with_biases(maps, self.numbers(b) * times)
        return self.handed_over(maps, stride, np.sum, x)

    def without_biases(self, maps: Array) -> Array:
        return maps

    def with_biases(self, maps: Array, biases: Array) -> Array:
        found: Array = maps + np.repeat(biases, maps.shape[1] // len(biases))[:, None, None]
        return found


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
