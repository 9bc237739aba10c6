"""The whole topic done right, one decision a method. Each misconception makes some of them otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

from .counts import Counts
from .layers import Layer, Shape
from .refusals import refuse_network
from .windows import Pair

Row = dict[str, Any]


class Model(Counts):
    # Networks

    def layer_table(self, arch: list[Layer], in_shape: Shape) -> list[Row]:
        refuse_network(arch, in_shape)
        return self.table(arch, in_shape)

    def table(self, arch: list[Layer], in_shape: Shape) -> list[Row]:
        """Of impossible networks too: `memory_bytes` need not refuse them."""
        rows: list[Row] = []
        image = shape = tuple(in_shape)
        for layer in arch:
            out_shape = self.out_shape(layer, shape, image)
            row = {"type": layer["type"], "out_shape": out_shape}
            row |= {"params": self.params(layer, shape, out_shape, image), "macs": self.macs(layer, shape, out_shape)}
            rows.append({**row, "activations": self.activations(shape, out_shape)})
            shape = out_shape
        return rows

    def params(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        match layer["type"]:
            case "conv":
                return self.params_of_conv(layer, shape, out_shape, image)
            case "dense":
                return self.dense_params(shape[0], layer["units"], layer.get("bias", True))
            case "batchnorm":
                return self.params_of_norm(shape)
            case "pool":
                return self.params_of_pool(layer, shape)
        return 0

    def params_of_conv(self, layer: Layer, shape: Shape, _out_shape: Shape, image: Shape) -> int:
        options = layer.get("bias", True), layer.get("groups", 1)
        return self.convolution(self.channels_read(shape, image), layer["filters"], layer["kernel"], *options)

    def channels_read(self, shape: Shape, _image: Shape) -> int:
        return shape[0]

    def params_of_norm(self, shape: Shape) -> int:
        return 2 * shape[0]

    def params_of_pool(self, _layer: Layer, _shape: Shape) -> int:
        return 0

    def macs(self, layer: Layer, shape: Shape, out_shape: Shape) -> int:
        match layer["type"]:
            case "conv":
                return self.macs_of_conv(layer, shape)
            case "dense":
                return self.macs_of_dense(layer, shape)
            case "batchnorm":
                return self.macs_of_norm(shape)
            case "pool":
                return self.macs_of_pool(layer, out_shape)
        return 0

    def macs_of_conv(self, layer: Layer, shape: Shape) -> int:
        options = {name: layer[name] for name in ("stride", "padding", "dilation", "groups") if name in layer}
        return self.conv_macs(shape, layer["filters"], layer["kernel"], **options)

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return int(shape[0] * layer["units"])

    def macs_of_norm(self, _shape: Shape) -> int:
        return 0

    def macs_of_pool(self, _layer: Layer, _out_shape: Shape) -> int:
        return 0

    def activations(self, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape)

    # Memory

    def memory_bytes(self, arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> dict[str, int]:
        rows, each = self.table(arch, in_shape), self.bytes_each(dtype_bytes)
        kept = [*self.kept_at_first(in_shape), *(row["activations"] for row in rows if self.is_kept(row))]
        params, activations = each * sum(row["params"] for row in rows), each * self.held_at_once(kept)
        return {"params": params, "activations": activations, "total": params + activations}

    def bytes_each(self, dtype_bytes: int) -> int:
        return dtype_bytes

    def kept_at_first(self, _in_shape: Shape) -> list[int]:
        return []

    def is_kept(self, _row: Row) -> bool:
        return True

    def held_at_once(self, kept: list[int]) -> int:
        return sum(kept)

    # Models of PyTorch

    counts_once = True  # a tensor that is used at several places

    def count_trainable(self, model: Any) -> int:
        seen = [tensor for name, tensor in self.named_tensors(model) if self.is_seen(name) and self.is_trained(tensor)]
        return sum(map(self.numbers_in, [*self.distinct(seen), *self.buffers(model)]))

    def named_tensors(self, model: Any) -> Iterable[tuple[str, Any]]:
        """Frozen ones included."""
        named: Iterable[tuple[str, Any]] = model.named_parameters(remove_duplicate=self.counts_once)
        return named

    def is_seen(self, _name: str) -> bool:
        return True

    def is_trained(self, tensor: Any) -> bool:
        return bool(tensor.requires_grad)

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return tensors

    def buffers(self, _model: Any) -> Iterable[Any]:
        return ()

    def numbers_in(self, tensor: Any) -> int:
        return int(tensor.numel())

    # Budgets

    def max_filters_within(self, budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> int:
        places = self.places_before_head(in_hw, kernel)
        once, one = (
            self.convolution(c_in, filters, kernel) + self.head(filters, places, head_classes) for filters in (0, 1)
        )
        each, left = one - once, self.spendable(budget) - once
        return self.least(self.paid(left, each) if each else 0)

    def places_before_head(self, in_hw: Shape, kernel: Pair) -> int:
        return prod(self.grid(in_hw, kernel))

    def head(self, filters: int, places: int, classes: int) -> int:
        return self.dense_params(filters * places, classes)

    def spendable(self, budget: int) -> int:
        return budget

    def paid(self, left: int, each: int) -> int:
        return left // each

    def least(self, filters: int) -> int:
        return max(0, filters)
