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

    def taken(self, reach: int) -> int:
        """Pixels of the first window."""
        return reach

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return self.in_steps(self.padded(i, p) - self.taken(self.span(k, d)), s, up)

    def as_kept(self, size: Number) -> Number:
        return size

    def handed_over(self, s: int, p: int) -> tuple[int, int]:
        """Stride and padding, in the order in which they are given to whoever counts."""
        return s, p

    def positions(self, i: Number, k: int, s: int, p: int, d: int = 1, up: bool = False) -> Number:
        """How many windows there are, whether or not one fits."""
        return self.as_kept(self.counted(i, k, *self.handed_over(s, p), d, up))

    def room(self, i: Number, p: int) -> Number:
        """What a window has to fit on."""
        return i + 2 * p

    def measured(self, k: int, d: int) -> int:
        """What has to fit there."""
        return (k - 1) * d + 1

    def refuse_too_large(self, name: str, i: Number, k: int, p: int, d: int = 1) -> None:
        """Refuse a window that does not fit, by the right measures: what was miscounted is another decision."""
        reach, line = self.measured(k, d), self.room(i, p)
        if reach > line and self.refuses_too_large:
            raise ValueError(f"{name}: a window of {reach} does not fit on a padded input of {line}")

    refused_types: tuple[type, ...] = (bool,)  # among the numbers
    numbers: tuple[type, ...] = (int,)
    refuses_small = True

    def refuse_number(self, name: str, value: Any, least: int) -> None:
        is_number = isinstance(value, self.numbers) and not isinstance(value, self.refused_types)
        if not is_number:
            raise TypeError(f"{name} must be an int, not {value!r}")
        if self.refuses_small and value < least:
            raise ValueError(f"{name} must be {least} or more, not {value}")

    def conv_out(self, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Number:
        for name, value, least in (("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)):
            self.refuse_number(name, value, least)
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

    def is_same(self, padding: str) -> bool:
        return padding == "SAME"

    def tf_out(self, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Number:
        return self.as_kept(self.same(i, k, s, d)) if self.is_same(padding) else self.positions(i, k, s, 0, d)

    def same_pads_tf(self, i: int, k: int, s: int = 1, d: int = 1) -> Pads:
        reach = self.span(k, d)
        total = self.at_least_none(self.zeros_in_all(i, reach, s))
        before, after = self.in_order(*self.shared(total, reach))
        return self.in_a_row(self.as_kept(before), self.as_kept(after))

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

    def in_a_row(self, *sizes: Any) -> Shape:
        """A shape, or a pair of sizes."""
        return sizes

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

    # Layers in a row

    refuses_dense_on_grids = True
    refuses_groups = True
    looks_at_pools = True
    stops_at_the_head = True

    def entry(self, layer: Layer, name: str, otherwise: Any) -> Any:
        """What a layer says of itself, or else what holds where it says nothing."""
        return layer.get(name, otherwise)

    def is_listed(self, kind: str) -> bool:
        del kind
        return True

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

    first_size = 1

    def seen_by(self, layer: Layer) -> int:
        """Pixels of its input that one output of a layer spans."""
        return self.span(layer["kernel"], self.entry(layer, "dilation", 1) if layer["type"] == "conv" else 1)

    def read_no_window(self, layer: Layer) -> None:
        """What is done about a layer that has none."""

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        """The size behind a layer, given the jump before and after it."""
        del stride, after
        return size + (reach - 1) * before

    def in_words(self, size: int, jump: int) -> Any:
        return self.in_a_row(size, jump)

    def trace(self, arch: list[Layer], in_shape: Sequence[int]) -> list[Shape]:
        shape = tuple(in_shape)
        shapes = self.before_the_first(shape)
        for index, layer in enumerate(arch):
            try:
                given = self.layer_out(layer, shape)
            except ValueError as error:
                raise ValueError(f"layer {index} ({layer['type']}) cannot take {shape}: {error}") from None
            if self.is_listed(layer["type"]):
                shapes.append(given)
            shape = self.handed_on(shape, given)
        return shapes

    def layer_out(self, layer: Layer, shape: Shape) -> Shape:
        kind = layer["type"]
        if kind in ("conv", "pool", "global_pool") and len(shape) != 3:
            raise ValueError("there is no grid any more")
        if kind == "conv":
            groups = self.entry(layer, "groups", 1)
            if (shape[0] % groups or layer["filters"] % groups) and self.refuses_groups:
                raise ValueError(f"{groups} groups do not divide the channels and the filters")
            moves = [self.entry(layer, name, least) for name, least in (("stride", 1), ("padding", 0), ("dilation", 1))]
            return self.conv_shape(shape, self.filters_of(layer), [layer["kernel"], *moves])
        if kind == "pool":
            stride, padding = self.entry(layer, "stride", None), self.entry(layer, "padding", 0)
            for i, k, p in zip(shape[1:], self.both(layer["kernel"]), self.both(padding), strict=True):
                self.refuse_too_large("kernel", i, k, p)
            return self.pool2d_out_shape(shape, layer["kernel"], stride, padding)
        if kind == "dense":
            if not self.is_flat(shape) and self.refuses_dense_on_grids:
                raise ValueError("a dense layer takes a flat input")
            return (layer["units"],)
        if kind == "global_pool":
            return self.globally_pooled(shape)
        return self.flattened(shape) if kind == "flatten" else shape

    def receptive_field(self, arch: list[Layer]) -> Any:
        size, jump = self.first_size, 1
        for layer in arch:
            kind = layer["type"]
            if kind in HEAD and self.stops_at_the_head:
                break
            if kind == "conv" or (kind == "pool" and self.looks_at_pools):
                by_default = self.pool_step(layer["kernel"]) if kind == "pool" else 1
                stride = self.entry(layer, "stride", by_default)
                after = self.next_jump(jump, stride)
                size = self.widened(size, self.seen_by(layer), stride, jump, after)
                jump = after
            elif kind not in ("conv", "pool"):
                self.read_no_window(layer)
        return self.in_words(size, jump)

    # The way back from a size

    beyond_kernel = 1  # how far behind max_k the search ends
    beyond_stride = 1
    beyond_padding = 1
    first_padding = 0

    def behind(self, largest: int) -> int:
        return largest + 1

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return max(smallest, 1), max(end, 1)

    skips_windows = True

    def all_from(self, smallest: int, end: int) -> range:
        return range(smallest, end)

    def collected(self, found: Any) -> Any:
        """All that was found, a range or a set of triples."""
        return found

    def triple(self, k: int, s: int, p: int) -> tuple[int, int, int]:
        return k, s, p

    def inputs_giving(self, o: int, k: int, s: int, p: int) -> Any:
        """All inputs for which the same person would count `o`."""
        lowest, highest = -2 * (k + p + s), o * s + k + 2 * (p + s)
        found = [i for i in range(lowest, highest + 1) if self.positions(i, k, s, p) == o]
        inputs = self.all_from(*self.with_pixels(found[0], self.behind(found[-1]))) if found else range(1, 1)
        return self.collected(inputs)

    def configs(self, i: int, o: int, max_k: int, max_s: int, max_p: int) -> Any:
        found = set()
        for k in range(1, max_k + self.beyond_kernel):
            for s in range(1, max_s + self.beyond_stride):
                for p in range(self.first_padding, max_p + self.beyond_padding):
                    try:
                        self.refuse_too_large("k", i, k, p)
                    except ValueError:
                        if self.skips_windows:
                            continue
                        raise
                    if self.positions(i, k, s, p) == o:
                        found.add(self.triple(k, s, p))
        return self.collected(found)
