"""Pools: one decision a method."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

import numpy as np

from .images import Array, Pair
from .windows_model import Lines, Merge, WindowsModel


class PoolsModel(WindowsModel):
    def max_pool2d(self, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
        step = self.pool_step(kernel, stride)
        seen = self.pool_windows(self.numbers(self.taken(x)), kernel, step)
        if np.isnan(seen).all(axis=(4, 5)).any():
            raise ValueError("a window without a pixel has no maximum")
        return self.pooled(np.nanmax(self.compared(seen), axis=(4, 5)), np.max, x, step)

    def avg_pool2d(
        self,
        x: Array,
        kernel: Pair,
        stride: Pair | None = None,
        padding: Pair = 0,
        count_include_pad: bool | None = None,
    ) -> Array:
        step = self.pool_step(kernel, stride)
        asked = self.border_counts if count_include_pad is None else count_include_pad
        images = self.images_of(x, padding, kernel)
        ones = self.bordered(self.real_pixels(x), self.padding_of(padding, kernel))
        ones = np.ones_like(ones) if self.counts_border(asked) else ones
        size = self.size_counted(images.shape[2:], padding)
        sums, cells = (self.added(self.pool_windows(each, kernel, step, size)) for each in (images, ones))
        divisors = self.divisors(cells, self.both(kernel))
        return self.pooled(sums / np.maximum(divisors, 1), np.mean, x, step)

    def real_pixels(self, x: Array) -> Array:
        """1 for each pixel that counts."""
        return np.ones((1, 1, *x.shape[2:]))

    border_counts = False  # if nobody says whether it does

    def counts_border(self, asked: bool) -> bool:
        return asked

    def added(self, seen: Array) -> Array:
        total: Array = np.nansum(seen, axis=(4, 5))
        return total

    def divisors(self, cells: Array, kernel: Lines) -> Array:
        """What each window's sum is divided by, given how many cells count."""
        del kernel
        return cells

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return kernel if stride is None else self.given(stride)

    def pool_windows(self, x: Array, kernel: Pair, step: Pair, size: Sequence[int] = ()) -> Array:
        """Windows of images that go on, behind their end, with cells that are none."""
        sides, stride, size = (
            self.kernel_given(kernel),
            self.stride_of_windows(step),
            size or self.size_counted(x.shape[2:], 0),
        )
        steps = self.steps(stride)
        lines = zip(self.counted(size, sides, steps, (1, 1)), steps, sides, x.shape[2:], strict=True)
        down, right = starmap(beyond, lines)
        images = np.pad(x, [(0, 0), (0, 0), (0, down), (0, right)], constant_values=self.behind) if down or right else x
        return self.windows(images, sides, stride, size=size)

    behind = np.nan  # the image: cells that are none

    def compared(self, values: Array) -> Array:
        """What a maximum is searched in."""
        return values

    def pooled(self, result: Array, merge: Merge, x: Array, step: Pair) -> Array:
        maps = self.across_images(self.by_channel(result, merge, x.shape[1]), merge)
        return self.handed_over(maps, step, merge, x)

    def by_channel(self, result: Array, merge: Merge, channels: int) -> Array:
        """The result, given one for each channel, and how a pool makes one number of many."""
        del merge, channels
        return result


def beyond(count: int, step: int, taps: int, size: int) -> int:
    """How far so many windows reach behind the end of a line."""
    return max(0, (count - 1) * step + taps - size)
