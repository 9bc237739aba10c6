"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

from .layers import HEAD, Layer, Pair, Shape

Number = int | float
Pads = tuple[Number, Number]
Window = Sequence[Pair]  # kernel, stride, padding, dilation


class Model:
    # One window on a line

    first = 1  # the place of the window before its first step
    refuses_too_large = True

    def span(self, k: int, d: int) -> int:
        """Pixels from the first tap to the last."""
        return (k - 1) * d + 1

    def padded(self, i: Number, p: int) -> Number:
        """The length of the line with its padding."""
        return i + 2 * p

    def step(self, s: int) -> int:
        return s

    def steps(self, free: Number, s: int) -> Number:
        """Steps that fit into the free pixels."""
        return free // s

    def steps_of(self, free: Number, s: int, up: bool) -> Number:
        return -(-free // s) if up else self.steps(free, s)

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        """Positions, from the pixels that are free to move on."""
        return self.steps_of(free, self.step(s), up) + self.first

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return self.in_steps(self.padded(i, p) - self.span(k, d), s, up)

    def as_kept(self, size: Number) -> Number:
        return size

    def positions(self, i: Number, k: int, s: int, p: int, d: int = 1, up: bool = False) -> Number:
        """How many windows there are, whether or not one fits."""
        return self.as_kept(self.counted(i, k, s, p, d, up))

    def refuse_too_large(self, name: str, i: Number, k: int, p: int, d: int = 1) -> None:
        """Refuse a window that does not fit, by the right measures: what was miscounted is another decision."""
        reach, line = (k - 1) * d + 1, i + 2 * p
        if reach > line and self.refuses_too_large:
            raise ValueError(f"{name}: a window of {reach} does not fit on a padded input of {line}")

    def conv_out(self, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Number:
        for name, value, least in (("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)):
            refuse_number(name, value, least)
        self.refuse_too_large("k", i, k, p, d)
        return self.positions(i, k, s, p, d)

    # What SAME promises, and how it pads

    def windows_of_same(self, i: int, s: int) -> int:
        return -(-i // s)

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        del k, d
        return self.windows_of_same(i, s)

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return (self.windows_of_same(i, s) - 1) * s + reach - i

    def at_least_none(self, zeros: int) -> int:
        return max(zeros, 0)

    def shared(self, total: int, reach: int) -> Pads:
        del reach
        return total // 2, total - total // 2

    def in_order(self, half: Number, rest: Number) -> Pads:
        return half, rest

    def tf_out(self, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Number:
        return self.positions(i, k, s, 0, d) if padding == "VALID" else self.as_kept(self.same(i, k, s, d))

    def same_pads_tf(self, i: int, k: int, s: int = 1, d: int = 1) -> Pads:
        reach = self.span(k, d)
        total = self.at_least_none(self.zeros_in_all(i, reach, s))
        before, after = self.in_order(*self.shared(total, reach))
        return self.as_kept(before), self.as_kept(after)

    # The shape of one layer

    reads_channels_last = True
    writes_channels_last = True

    def both(self, value: Pair) -> tuple[int, int]:
        """The numbers for the rows and for the columns."""
        down, across = value if isinstance(value, tuple | list) else (value, value)
        return down, across

    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return down, across

    def maps(self, channels: Any, filters: int) -> Any:
        del channels
        return filters

    def opened(self, shape: Sequence[Any], layout: str) -> tuple[Any, Any, Any]:
        """Channels, height and width of a shape."""
        if layout == "NHWC" and self.reads_channels_last:
            return shape[2], shape[0], shape[1]
        channels, height, width = shape
        return channels, height, width

    def closed(self, channels: Any, down: Any, across: Any, layout: str) -> Shape:
        """The shape of a result."""
        down, across = self.sides(down, across)
        last = layout == "NHWC" and self.writes_channels_last
        return (down, across, channels) if last else (channels, down, across)

    def conv_shape(self, in_shape: Sequence[Any], filters: int, window: Window, layout: str = "NCHW") -> Shape:
        """The shape without a look at the arguments, for `trace`, which may come by with sizes that are none."""
        channels, *sides = self.opened(in_shape, layout)
        axes = list(zip(sides, *(self.both(value) for value in window), strict=True))
        for i, k, _, p, d in axes:
            self.refuse_too_large("kernel", i, k, p, d)
        down, across = (self.positions(*axis) for axis in axes)
        return self.closed(self.maps(channels, filters), down, across, layout)

    def conv2d_out_shape(
        self, in_shape: Sequence[int], n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, layout: str = "NCHW",
    ) -> Shape:  # fmt: skip
        refuse_number("n_filters", n_filters, 1)
        if layout not in ("NCHW", "NHWC"):
            raise ValueError(f"layout: {layout!r} is unknown")
        named = (("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1))
        for name, value, least in named:
            for part in value if isinstance(value, tuple | list) else (value,):
                refuse_number(name, part, least)
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
        axes = zip(sides, *(self.both(value) for value in (kernel, step, padding)), strict=True)
        down, across = self.pooled(axes, self.rounds_up(ceil_mode))
        return self.closed(self.pooled_maps(channels), down, across, layout)

    def pooled(self, axes: Iterable[tuple[Number, int, int, int]], up: bool) -> list[Number]:
        sizes = []
        for i, k, s, p in axes:
            self.refuse_too_large("kernel", i, k, p)
            sizes.append(self.counted_up(i, k, s, p) if up else self.positions(i, k, s, p))
        return sizes

    # What is left over

    def taken(self, k: int) -> int:
        """Pixels of the first window."""
        return k

    def left_over(self, free: Number, s: int) -> Number:
        return free % s

    def unused_pixels(self, i: int, k: int, s: int = 1, p: int = 0) -> Number:
        return self.left_over(self.padded(i, p) - self.taken(k), s)

    # Layers in a row

    refuses_dense_on_grids = True
    looks_at_pools = True
    stops_at_the_head = True

    def handed_on(self, before: Shape, given: Shape) -> Shape:
        del before
        return given

    def before_the_first(self, shape: Shape) -> list[Shape]:
        del shape
        return []

    def flattened(self, shape: Shape) -> Shape:
        return (prod(shape),)

    def globally_pooled(self, shape: Shape) -> Shape:
        return shape[:1]

    def is_flat(self, shape: Shape) -> bool:
        return len(shape) == 1

    def filters_of(self, layer: Layer) -> int:
        return int(layer["filters"])

    def next_jump(self, jump: int, stride: int) -> int:
        return jump * stride

    def widened(self, size: int, reach: int, before: int, after: int) -> int:
        """The size behind a layer, given the jump before and after it."""
        del after
        return size + (reach - 1) * before

    def trace(self, arch: list[Layer], in_shape: Sequence[int]) -> list[Shape]:
        shape = tuple(in_shape)
        shapes = self.before_the_first(shape)
        for index, layer in enumerate(arch):
            try:
                given = self.layer_out(layer, shape)
            except ValueError as error:
                raise ValueError(f"layer {index} ({layer['type']}) cannot take {shape}: {error}") from None
            shapes.append(given)
            shape = self.handed_on(shape, given)
        return shapes

    def layer_out(self, layer: Layer, shape: Shape) -> Shape:
        kind = layer["type"]
        if kind in ("conv", "pool", "global_pool") and len(shape) != 3:
            raise ValueError("there is no grid any more")
        if kind == "conv":
            groups = layer.get("groups", 1)
            if shape[0] % groups or layer["filters"] % groups:
                raise ValueError(f"{groups} groups do not divide the channels and the filters")
            moves = [layer.get(name, least) for name, least in (("stride", 1), ("padding", 0), ("dilation", 1))]
            return self.conv_shape(shape, self.filters_of(layer), [layer["kernel"], *moves])
        if kind == "pool":
            return self.pool2d_out_shape(shape, layer["kernel"], layer.get("stride"), layer.get("padding", 0))
        if kind == "dense":
            if not self.is_flat(shape) and self.refuses_dense_on_grids:
                raise ValueError("a dense layer takes a flat input")
            return (layer["units"],)
        if kind == "global_pool":
            return self.globally_pooled(shape)
        return self.flattened(shape) if kind == "flatten" else shape

    def receptive_field(self, arch: list[Layer]) -> tuple[int, int]:
        size, jump = 1, 1
        for layer in arch:
            kind = layer["type"]
            if kind in HEAD and self.stops_at_the_head:
                break
            if kind == "conv" or (kind == "pool" and self.looks_at_pools):
                by_default = self.pool_step(layer["kernel"]) if kind == "pool" else 1
                after = self.next_jump(jump, layer.get("stride", by_default))
                size = self.widened(size, self.span(layer["kernel"], layer.get("dilation", 1)), jump, after)
                jump = after
        return size, jump

    # The way back from a size

    beyond = 1  # how far behind max_k and max_s the search ends
    beyond_padding = 1
    first_padding = 0

    def behind(self, largest: int) -> int:
        return largest + 1

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return max(smallest, 1), max(end, 1)

    def all_from(self, smallest: int, end: int) -> range:
        return range(smallest, end)

    def triple(self, k: int, s: int, p: int) -> tuple[int, int, int]:
        return k, s, p

    def inputs_giving(self, o: int, k: int, s: int, p: int) -> range:
        """All inputs for which the same person would count `o`."""
        lowest, highest = -2 * (k + p + s), o * s + k + 2 * (p + s)
        found = [i for i in range(lowest, highest + 1) if self.positions(i, k, s, p) == o]
        return self.all_from(*self.with_pixels(found[0], self.behind(found[-1]))) if found else range(1, 1)

    def configs(self, i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
        found = set()
        for k in range(1, max_k + self.beyond):
            for s in range(1, max_s + self.beyond):
                for p in range(self.first_padding, max_p + self.beyond_padding):
                    try:
                        self.refuse_too_large("k", i, k, p)
                    except ValueError:
                        continue
                    if self.positions(i, k, s, p) == o:
                        found.add(self.triple(k, s, p))
        return found


def refuse_number(name: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be an int, not {value!r}")
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {value}")
