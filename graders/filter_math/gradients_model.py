"""The way back: one decision a method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .images import Array, Pair
from .layers_model import LayersModel
from .pools_model import PoolsModel
from .windows_model import Lines


class GradientsModel(LayersModel, PoolsModel):
    def conv2d_backward(self, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> Any:
        """Window by window, all images and filters at once."""
        upstream, weights, kernel = self.numbers(dout), self.numbers(self.weights_met(w)), w.shape[2:]
        images, corner = self.images_of(x, padding, kernel), self.both(self.padding_of(padding, kernel))
        wide, dw, steps = np.zeros(images.shape), np.zeros(w.shape), self.steps(self.given(stride))
        for i, j in np.ndindex(*self.gone_through(*dout.shape[2:])):
            arriving = upstream[:, :, i, j, None, None, None]
            at = covered(self.start_on_dx((i, j), steps), kernel)
            wide[at] = self.at_pixels(wide[at], self.of_filters(arriving * weights[None]))
            seen = images[covered(self.start_on_x((i, j), steps), kernel)]
            dw[...] = self.at_weights(dw, self.of_images(arriving * seen[:, None]))
        last = self.start_on_dx((dout.shape[2] - 1, dout.shape[3] - 1), steps)
        dx = self.without_border(wide, corner, x.shape[2:], (last[0] + kernel[0], last[1] + kernel[1]))
        dw, db = self.dw_over_images(self.as_laid(dw), len(x)), self.over_images(self.of_bias(upstream), len(x))
        return self.in_order(*(self.as_stored(got, like) for got, like in ((dx, x), (dw, w), (db, dout))))

    def start(self, window: Lines, steps: Lines) -> Lines:
        """Where a window begins, given its number down and across."""
        top, left = (int(self.starts(number + 1, step)[-1]) for number, step in zip(window, steps, strict=True))
        return top, left

    def start_on_dx(self, window: Lines, steps: Lines) -> Lines:
        return self.start(window, steps)

    def start_on_x(self, window: Lines, steps: Lines) -> Lines:
        return self.start(window, steps)

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

    def dw_over_images(self, dw: Array, images: int) -> Array:
        return self.over_images(dw, images)

    def over_images(self, gradient: Array, images: int) -> Array:
        """The gradient, which is a sum over the images."""
        del images
        return gradient

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, ...]:
        return dx, dw, db

    # Through a pool

    def max_pool2d_backward(self, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
        (kh, kw), steps = self.kernel_given(kernel), self.steps(self.pool_step(kernel, stride))
        dout, dx = self.arriving_at(dout, self.taken(x), (kh, kw)), self.blank(x)
        for n, c, i, j in np.ndindex(*dout.shape[:2], *self.gone_through(*dout.shape[2:])):
            top, left = start = self.start((i, j), steps)
            window = x[n, self.channel_compared(c), top : top + kh, left : left + kw]
            self.prepare(dx[n, c, top : top + kh, left : left + kw])
            arriving = self.passed_on(float(dout[n, c, i, j]))
            for u, v, share in self.winners(self.compared(np.asarray(window, dtype=np.float64))):
                cell = (n, c, *self.place(start, (i, j), (u, v)))
                dx[cell] = self.at_winner(float(dx[cell]), share * arriving)
        return self.put_beside(dx, x)

    def channel_compared(self, channel: int) -> int:
        """The channel in which a channel's winners are looked for."""
        return channel

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


def covered(start: Lines, kernel: Sequence[int]) -> tuple[slice, ...]:
    """The part of images (N, C, H, W) under a window."""
    (top, left), (kh, kw) = start, kernel
    return np.s_[:, :, top : top + kh, left : left + kw]
