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
Named = tuple[str, Any]  # a tensor and its name in the model


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
            row["params"] = self.params(layer, shape, out_shape, image)
            row["macs"] = self.macs(layer, shape, out_shape, image)
            rows.append({**row, "activations": self.activations(layer, shape, out_shape)})
            shape = self.goes_on_with(shape, out_shape)
        return rows

    def goes_on_with(self, _shape: Shape, out_shape: Shape) -> Shape:
        return out_shape

    def params(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        match layer["type"]:
            case "conv":
                return self.params_of_conv(layer, shape, out_shape, image)
            case "dense":
                return self.dense_params(shape[0], layer["units"], self.bias_of(layer))
            case "batchnorm":
                return self.params_of_norm(shape)
            case "pool":
                return self.params_of_pool(layer, shape)
        return 0

    def params_of_conv(self, layer: Layer, shape: Shape, _out_shape: Shape, image: Shape) -> int:
        options = self.bias_of(layer), layer.get("groups", 1)
        return self.convolution(self.channels_read(shape, image), layer["filters"], layer["kernel"], *options)

    def channels_read(self, shape: Shape, _image: Shape) -> int:
        return shape[0]

    def bias_of(self, layer: Layer) -> bool:
        return bool(layer.get("bias", True))

    def params_of_norm(self, shape: Shape) -> int:
        return 2 * shape[0]

    def params_of_pool(self, _layer: Layer, _shape: Shape) -> int:
        return 0

    def macs(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        match layer["type"]:
            case "conv":
                return self.macs_of_conv(layer, shape, out_shape, image)
            case "dense":
                return self.macs_of_dense(layer, shape)
            case "batchnorm":
                return self.macs_of_norm(shape)
            case "pool":
                return self.macs_of_pool(layer, out_shape)
            case "relu":
                return self.macs_of_relu(shape)
        return 0

    def macs_of_conv(self, layer: Layer, shape: Shape, _out_shape: Shape, image: Shape) -> int:
        options = {name: layer[name] for name in ("stride", "padding", "dilation", "groups") if name in layer}
        taken = (self.channels_multiplied(shape, image), *shape[1:])
        return self.conv_macs(taken, layer["filters"], layer["kernel"], **options)

    def channels_multiplied(self, shape: Shape, _image: Shape) -> int:
        return shape[0]

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.operations(shape[0] * layer["units"], layer["units"])

    def macs_of_norm(self, _shape: Shape) -> int:
        return 0

    def macs_of_pool(self, _layer: Layer, _out_shape: Shape) -> int:
        return 0

    def macs_of_relu(self, _shape: Shape) -> int:
        return 0

    def activations(self, _layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape)

    # Memory

    def memory_bytes(self, arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> dict[str, float]:
        rows, each = self.table(arch, in_shape), self.bytes_each(dtype_bytes)
        kept = [*self.kept_at_first(in_shape), *(row["activations"] for row in rows)]
        params = self.shown(each * self.params_held([row["params"] for row in rows]))
        activations = self.shown(each * self.held_at_once(kept))
        total = params + activations + self.shown(each * self.only_in_total(in_shape))
        return {"params": params, "activations": activations, "total": total}

    def bytes_each(self, dtype_bytes: int) -> int:
        return dtype_bytes

    def shown(self, count: int) -> float:
        """The unit of the result."""
        return count

    def kept_at_first(self, _in_shape: Shape) -> list[int]:
        return []

    def params_held(self, params: list[int]) -> int:
        return sum(params)

    def held_at_once(self, kept: list[int]) -> int:
        return sum(kept)

    def only_in_total(self, _in_shape: Shape) -> int:
        return 0

    # Models of PyTorch

    counts_once = True  # a tensor that is used at several places

    def count_trainable(self, model: Any) -> int:
        named = [(name, tensor) for name, tensor in self.named_tensors(model) if self.is_seen(name)]
        trained = [tensor for name, tensor in named if self.is_trained(name, tensor, dict(named))]
        return sum(map(self.numbers_in, [*self.distinct(trained), *self.buffers(model)]))

    def named_tensors(self, model: Any) -> Iterable[Named]:
        """Frozen ones included."""
        named: Iterable[Named] = model.named_parameters(remove_duplicate=self.counts_once)
        return named

    def is_seen(self, _name: str) -> bool:
        return True

    def is_trained(self, _name: str, tensor: Any, _named: dict[str, Any]) -> bool:
        return bool(tensor.requires_grad)

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return tensors

    def buffers(self, _model: Any) -> Iterable[Any]:
        return ()

    def numbers_in(self, tensor: Any) -> int:
        return int(tensor.numel())

    # Budgets

    def max_filters_within(self, budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Shape) -> float:
        places = self.places_before_head(in_hw, kernel)
        once, one = (self.own(c_in, filters, kernel) + self.head(filters, places, head_classes) for filters in (0, 1))
        each, left = one - once, self.spendable(budget) - once
        return self.least(self.paid(left, each) if each else 0)

    def own(self, c_in: int, filters: int, kernel: Pair) -> int:
        return self.convolution(c_in, filters, kernel)

    def places_before_head(self, in_hw: Shape, kernel: Pair) -> int:
        return prod(self.grid(in_hw, kernel))

    def head(self, filters: int, places: int, classes: int) -> int:
        return self.dense_params(filters * places, classes)

    def spendable(self, budget: int) -> int:
        return budget

    def paid(self, left: int, each: int) -> float:
        return left // each

    def least(self, filters: float) -> float:
        return max(0, filters)
