"""The way back: one decision a method."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .images import Array, Pair
from .layers_model import LayersModel
from .pools_model import PoolsModel
from .windows_model import Lines


class GradientsModel(LayersModel, PoolsModel):
    def conv2d_backward(self, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> Any:
        """Window by window, all images and filters at once."""
        upstream, weights, (kh, kw) = self.numbers(dout), self.numbers(self.weights_met(w)), w.shape[2:]
        images, corner = self.images_of(x, padding, w.shape[2:]), self.both(self.padding_of(padding, w.shape[2:]))
        wide, dw = np.zeros(images.shape), np.zeros(w.shape)
        tops, lefts = (
            self.starts(n, step) for n, step in zip(dout.shape[2:], self.steps(self.given(stride)), strict=True)
        )
        for i, j in np.ndindex(*self.gone_through(*dout.shape[2:])):
            place = np.s_[:, :, tops[i] : tops[i] + kh, lefts[j] : lefts[j] + kw]
            arriving = upstream[:, :, i, j, None, None, None]
            wide[place] = self.at_pixels(wide[place], self.of_filters(arriving * weights[None]))
            dw = self.at_weights(dw, self.of_images(arriving * images[place][:, None]))
        reached = tuple(int(starts[-1]) + k for starts, k in zip((tops, lefts), (kh, kw), strict=True))
        dx = self.without_border(wide, corner, x.shape[2:], reached)
        dw, db = (self.over_images(gradient, len(x)) for gradient in (self.as_laid(dw), self.of_bias(upstream)))
        return self.in_order(*(self.as_stored(got, like) for got, like in ((dx, x), (dw, w), (db, dout))))

    def gone_through(self, rows: int, columns: int) -> Lines:
        """How many windows, down and across, are gone through."""
        return rows, columns

    def weights_met(self, w: Array) -> Array:
        """The weights as pixels get them."""
        return w

    def of_filters(self, arriving: Array) -> Array:
        """What a window's pixels get, given (N, F, C, kh, kw)."""
        total: Array = arriving.sum(axis=1)
        return total

    def of_images(self, arriving: Array) -> Array:
        """What the weights get from a window, given (N, F, C, kh, kw)."""
        total: Array = arriving.sum(axis=0)
        return total

    def at_pixels(self, before: Array, arriving: Array) -> Array:
        """The gradient of a window's pixels once more has arrived."""
        return before + arriving

    def at_weights(self, before: Array, arriving: Array) -> Array:
        return before + arriving

    def as_laid(self, dw: Array) -> Array:
        """The weights' gradient as it is handed over."""
        return dw

    def of_bias(self, upstream: Array) -> Array:
        total: Array = upstream.sum(axis=(0, 2, 3))
        return total

    def without_border(self, wide: Array, corner: Lines, size: Lines, reached: Lines) -> Array:
        """The gradient of the image, given that of the padded one; windows end at `reached`."""
        del reached
        (top, left), (height, width) = corner, size
        return wide[:, :, top : top + height, left : left + width].copy()

    def over_images(self, gradient: Array, images: int) -> Array:
        """The gradient, which is a sum over the images."""
        del images
        return gradient

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, ...]:
        return dx, dw, db

    # Through a pool

    def max_pool2d_backward(self, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
        (kh, kw), (down, right) = self.sides(self.both(kernel)), self.steps(self.pool_step(kernel, stride))
        dout, dx = self.arriving_at(dout, x, (kh, kw)), self.blank(x)
        tops, lefts = self.starts(dout.shape[2], down), self.starts(dout.shape[3], right)
        for n, c, i, j in np.ndindex(*dout.shape[:2], *self.gone_through(*dout.shape[2:])):
            top, left = int(tops[i]), int(lefts[j])
            window = self.compared(np.asarray(x[n, c, top : top + kh, left : left + kw], dtype=np.float64))
            self.prepare(dx[n, c, top : top + kh, left : left + kw])
            arriving = self.passed_on(float(dout[n, c, i, j]))
            for u, v, share in self.winners(window):
                cell = (n, c, *self.place((top, left), (i, j), (u, v)))
                dx[cell] = self.at_winner(float(dx[cell]), share * arriving)
        return self.put_beside(dx, x)

    def arriving_at(self, dout: Array, x: Array, kernel: Lines) -> Array:
        """The gradients that are passed on."""
        del x, kernel
        return dout

    def blank(self, x: Array) -> Array:
        """What gradients are added into."""
        return np.zeros(x.shape)

    def prepare(self, gradients: Array) -> None:
        """What is done to a window's gradients before anything is added."""

    def passed_on(self, gradient: float) -> float:
        return gradient

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        """Row, column and share of each cell that gets something of what arrives at the window."""
        yield (*self.row_and_column(int(window.argmax()), *window.shape), 1.0)

    def row_and_column(self, number: int, kh: int, kw: int) -> Lines:
        """Of a window's cell, given its number."""
        del kh
        return divmod(number, kw)

    def place(self, start: Lines, window: Lines, cell: Lines) -> Lines:
        """Where a window's cell lies on the image."""
        del window
        return start[0] + cell[0], start[1] + cell[1]

    def at_winner(self, before: float, arriving: float) -> float:
        """The gradient of the largest pixel once more has arrived."""
        return before + arriving

    def put_beside(self, dx: Array, x: Array) -> Array:
        """The gradient, in an array of its own."""
        del x
        return dx
