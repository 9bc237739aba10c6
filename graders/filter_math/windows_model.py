"""What layers and pools decide alike: pairs, the border, where windows lie, and how results are handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .images import Array, Pair

Lines = tuple[int, int]  # one number for the rows, one for the columns
Merge = Callable[..., Array]  # how several images or channels become one: np.sum, np.max


class WindowsModel:
    # Numbers and pairs

    def numbers(self, array: Array) -> Array:
        """What is computed with."""
        return np.asarray(array, dtype=np.float64)

    def as_stored(self, result: Array, like: Array) -> Array:
        """The result in the array that it is handed over in; `like` is an argument."""
        del like
        return result

    def both(self, value: Any) -> tuple[Any, Any]:
        """The vertical and the horizontal part."""
        down, right = value if isinstance(value, tuple) else (value, value)
        return down, right

    def steps(self, stride: Pair) -> Lines:
        return self.both(stride)

    def given(self, stride: Pair) -> Pair:
        """A stride that somebody has given."""
        return stride

    def stride_of_windows(self, stride: Pair) -> Pair:
        return stride

    def apart(self, dilation: Pair) -> Lines:
        """How far one tap is from the next."""
        return self.both(dilation)

    def sides(self, shape: Sequence[int]) -> Lines:
        """Height and width of a kernel."""
        kh, kw = shape
        return kh, kw

    def taken(self, x: Array) -> Array:
        """An image, or a batch, as it comes in."""
        return x

    def kernel_given(self, kernel: Pair) -> Lines:
        return self.sides(self.both(kernel))

    # The border

    border_mode: Any = "constant"

    def zero_pad2d(self, x: Array, pad: Any) -> Array:
        return self.as_padded(self.padded(self.taken(x), pad), x)

    def as_padded(self, result: Array, x: Array) -> Array:
        del x
        return result

    def padded(self, x: Array, pad: Any) -> Array:
        return self.bordered(x, pad)

    def bordered(self, x: Array, pad: Any) -> Array:
        """With a border around the last two axes."""
        return np.pad(x, [*[(0, 0)] * (x.ndim - 2), *self.sides_padded(pad)], mode=self.border_mode)

    def sides_padded(self, pad: Any) -> tuple[Lines, Lines]:
        """((top, bottom), (left, right))."""
        down, right = self.both(pad)
        return self.ends(down), self.ends(right)

    def ends(self, side: Any) -> Lines:
        """The pads before and behind, given one for both or two."""
        return side if isinstance(side, tuple) else self.shared(side)

    def shared(self, pad: int) -> Lines:
        return pad, pad

    def images_of(self, x: Array, padding: Pair, kernel: Pair) -> Array:
        """What windows are laid on."""
        return self.padded(self.numbers(self.taken(x)), self.padding_of(padding, kernel))

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        """The padding that is put on."""
        del kernel
        return padding

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        """The size by which windows are counted."""
        del padding
        return padded

    # Windows

    def windows(
        self, x: Array, kernel: Lines, stride: Pair, dilation: Pair | None = None, size: Sequence[int] = ()
    ) -> Array:
        """All windows of `x` (N, C, H, W): (N, C, rows, columns, kh, kw)."""
        steps, apart = self.steps(stride), (1, 1) if dilation is None else self.apart(dilation)
        counts = self.counted(size or x.shape[2:], kernel, steps, apart)
        starts = (self.starts(count, step) for count, step in zip(counts, steps, strict=True))
        rows, columns = (self.cells_read(*line) for line in zip(starts, kernel, apart, x.shape[2:], strict=True))
        return self.read(x, rows[:, None, :, None], columns[None, :, None, :])

    def cells_read(self, starts: Array, taps: int, gap: int, size: int) -> Array:
        """The cells that each window reads on a line, behind which there is a 0."""
        return cells_cut(starts, taps, gap, size)

    def read(self, x: Array, rows: Array, columns: Array) -> Array:
        """The windows, given the cells that they read, with the axes (rows, columns, kh, kw)."""
        seen: Array = np.pad(x, [(0, 0), (0, 0), (0, 1), (0, 1)])[:, :, rows, columns]
        return seen

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        """How many windows there are, down and across."""
        rows, columns = (self.places(*line) for line in zip(size, kernel, steps, apart, strict=True))
        return rows, columns

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        """How many windows there are on a line."""
        return (size - self.span(taps, gap)) // step + 1

    def span(self, taps: int, gap: int) -> int:
        """Pixels from the first tap to the last."""
        return (taps - 1) * gap + 1

    def starts(self, count: int, step: int) -> Array:
        return np.arange(count) * step

    # Results

    def handed_over(self, maps: Array, stride: Pair, merge: Merge, like: Array) -> Array:
        """The result, given as it should be: (N, F, rows, columns)."""
        laid_out = self.upright(self.spread(self.by_image(maps, merge), stride))
        return self.as_stored(laid_out, like)

    def across_images(self, maps: Array, merge: Merge) -> Array:
        """Maps for each image, given how several would become one."""
        del merge
        return maps

    def by_image(self, result: Array, merge: Merge) -> Array:
        """The result, given one for each image."""
        del merge
        return result

    def spread(self, maps: Array, stride: Pair) -> Array:
        del stride
        return maps

    def upright(self, maps: Array) -> Array:
        return maps


def cells_cut(starts: Array, taps: int, gap: int, size: int) -> Array:
    """The cells of windows that are cut out as slices, on a line of so many cells with a 0 behind it.

    A slice ends where the image ends. If a single cell is left of it, NumPy lets all weights meet that one; if none is
    left, a single weight meets nothing; else there is an exception.
    """
    cells: Array = starts[:, None] + np.arange(taps) * gap
    alone = (starts < size) & (starts + gap >= size)
    cells[alone] = starts[alone, None]
    if taps > 1 and (cells >= size).any():
        raise IndexError("a window hangs over")
    return np.minimum(cells, size)
