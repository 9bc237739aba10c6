"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from .layers import HEAD, Layer, Shape
from .right_layers import Layers
from .right_windows import Number, Pads

__all__ = ["Model", "Number", "Pads"]


class Model(Layers):
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
