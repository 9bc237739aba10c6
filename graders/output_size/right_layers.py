"""The shapes of single layers right, one decision a method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .layers import Pair, Shape
from .right_windows import Number, Windows

Window = Sequence[Pair]  # kernel, stride, padding, dilation


class Layers(Windows):
    # The shape of one layer

    reads_channels_last: tuple[str, ...] = ("NHWC",)
    writes_channels_last: tuple[str, ...] = ("NHWC",)
    refuses_layouts = True

    def both(self, value: Pair) -> tuple[int, int]:
        """The numbers for the rows and for the columns."""
        down, across = value if isinstance(value, tuple | list) else (value, value)
        return down, across

    def both_kernels(self, kernel: Pair) -> tuple[int, int]:
        return self.both(kernel)

    def both_strides(self, stride: Pair) -> tuple[int, int]:
        return self.both(stride)

    def both_paddings(self, padding: Pair) -> tuple[int, int]:
        return self.both(padding)

    def both_dilations(self, dilation: Pair) -> tuple[int, int]:
        return self.both(dilation)

    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return down, across

    def maps(self, channels: Any, filters: int) -> Any:
        del channels
        return filters

    def opened(self, shape: Sequence[Any], layout: str) -> tuple[Any, Any, Any]:
        """Channels, height and width of a shape."""
        if layout in self.reads_channels_last:
            return shape[2], shape[0], shape[1]
        channels, height, width = shape
        return channels, height, width

    def closed(self, channels: Any, down: Any, across: Any, layout: str) -> Shape:
        """The shape of a result."""
        down, across = self.sides(down, across)
        last = layout in self.writes_channels_last
        return self.in_a_row(*((down, across, channels) if last else (channels, down, across)))

    def conv_shape(self, in_shape: Sequence[Any], filters: int, window: Window, layout: str = "NCHW") -> Shape:
        """The shape without a look at the arguments, for `trace`, which may come by with sizes that are none."""
        channels, *sides = self.opened(in_shape, layout)
        ways = (self.both_kernels, self.both_strides, self.both_paddings, self.both_dilations)
        axes = list(zip(sides, *(both(value) for both, value in zip(ways, window, strict=True)), strict=True))
        for i, k, _, p, d in axes:
            self.refuse_too_large("kernel", i, k, p, d)
        down, across = (self.positions(*axis) for axis in axes)
        return self.closed(self.maps(channels, filters), down, across, layout)

    def conv2d_out_shape(
        self, in_shape: Sequence[int], n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, layout: str = "NCHW",
    ) -> Shape:  # fmt: skip
        self.refuse_number("n_filters", n_filters, 1)
        if layout not in ("NCHW", "NHWC") and self.refuses_layouts:
            raise ValueError(f"layout: {layout!r} is unknown")
        named = (("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1))
        for name, value, least in named:
            for part in value if isinstance(value, tuple | list) else (value,):
                self.refuse_number(name, part, least)
        return self.conv_shape(in_shape, n_filters, (kernel, stride, padding, dilation), layout)

    # Pools. With ceil_mode as PyTorch counts: what starts behind the image is dropped

    def pooled_maps(self, channels: Any) -> Any:
        return channels

    def pool_step(self, kernel: Any) -> Any:
        """The stride where none is given."""
        return kernel

    def rounds_up(self, ceil_mode: bool) -> bool:
        return ceil_mode

    def end_of_starts(self, i: Number, p: int) -> Number:
        """From the first zero on, where windows do not start any more."""
        return i + p

    def is_dropped(self, start: Number, behind: Number) -> bool:
        return start >= behind

    def counted_up(self, i: Number, k: int, s: int, p: int) -> Number:
        count = self.positions(i, k, s, p, up=True)
        return count - 1 if self.is_dropped((count - 1) * s, self.end_of_starts(i, p)) else count

    def pool2d_out_shape(
        self, in_shape: Sequence[Any], kernel: Pair,
        stride: Pair | None = None, padding: Pair = 0, ceil_mode: bool = False, layout: str = "NCHW",
    ) -> Shape:  # fmt: skip
        channels, *sides = self.opened(in_shape, layout)
        step = self.pool_step(kernel) if stride is None else stride
        windows = (self.both_kernels(kernel), self.both_strides(step), self.both_paddings(padding))
        axes = zip(sides, *windows, strict=True)
        down, across = self.pooled(axes, self.rounds_up(ceil_mode))
        return self.closed(self.pooled_maps(channels), down, across, layout)

    def pooled(self, axes: Iterable[tuple[Number, int, int, int]], up: bool) -> list[Number]:
        return [self.counted_up(*axis) if up else self.positions(*axis) for axis in axes]

    # What is left over

    def left_over(self, free: Number, k: int, s: int) -> Number:
        del k
        return free % s

    def unused_pixels(self, i: int, k: int, s: int = 1, p: int = 0) -> Number:
        return self.left_over(self.padded(i, p) - self.taken(k), k, s)
