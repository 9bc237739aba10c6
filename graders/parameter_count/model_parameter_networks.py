"""Networks, models and budgets as somebody counts them who holds some misconceptions."""

from __future__ import annotations

from math import prod
from typing import Any

from model_parameter_layers import Layers

Layer = dict[str, Any]
HAVE_WEIGHTS = ("conv", "dense", "batchnorm")


class Networks(Layers):
    def layer_table(self, arch: list[Layer], in_shape: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        image = shape = tuple(in_shape)
        for layer in arch:
            out_shape = self.out_shape(layer, shape, image)
            row = {"type": layer["type"], "out_shape": out_shape}
            row |= {"params": self.params(layer, shape, out_shape, image), "macs": self.macs(layer, shape, out_shape)}
            rows.append({**row, "activations": self.activations(shape, out_shape)})
            shape = out_shape
        return rows

    def out_shape(self, layer: Layer, shape: Any, image: Any) -> Any:
        kind = layer["type"]
        if kind in ("conv", "pool"):
            stride = layer["kernel"] if kind == "pool" and "PAR-45" not in self.ids else 1
            options = (layer.get("stride", stride), layer.get("padding", 0), layer.get("dilation", 1))
            return (layer.get("filters", shape[0]), *self.grid(shape[1:], layer["kernel"], *options))
        if kind == "flatten":
            wrong = "PAR-15" in self.ids and len(shape) == 3
            return (shape[0] * prod(image[1:]) if wrong else prod(shape),)
        if kind == "global_pool":
            return shape[:1]
        return (layer["units"],) if kind == "dense" else shape

    def params(self, layer: Layer, shape: Any, out_shape: Any, image: Any) -> int:
        kind = layer["type"]
        if kind == "conv":
            return self.params_of_conv(layer, shape, out_shape, image)
        if kind == "dense":
            return self.dense_params(shape[0], layer["units"], layer.get("bias", True))
        if kind == "batchnorm":
            return self.params_of_norm(shape)
        return self.area(layer["kernel"]) * shape[0] if kind == "pool" and "PAR-13" in self.ids else 0

    def params_of_conv(self, layer: Layer, shape: Any, out_shape: Any, image: Any) -> int:
        filters, bias, groups = layer["filters"], layer.get("bias", True), layer.get("groups", 1)
        places = prod(out_shape[1:])
        if "PAR-7" in self.ids:
            return prod(out_shape)
        if "PAR-8a" in self.ids:
            return self.dense_params(prod(shape), prod(out_shape), bias)
        c_in = image[0] if "PAR-40" in self.ids else shape[0]
        kernel = shape[1:] if "PAR-8b" in self.ids else layer["kernel"]
        count = self.conv_params(c_in, filters, kernel, bias, groups)
        if "PAR-5" in self.ids and bias:
            return count + filters * (places - 1)
        return count * places if "PAR-6" in self.ids else count

    def params_of_norm(self, shape: Any) -> int:
        channels = shape[0]
        if "PAR-14a" in self.ids:
            return int(4 * channels)
        if "PAR-14b" in self.ids:
            return int(4 * channels + 1)
        if "PAR-14c" in self.ids:
            return int(channels)
        if "PAR-14d" in self.ids:
            return 0
        return 2 * prod(shape) if "PAR-14e" in self.ids else int(2 * channels)

    def macs(self, layer: Layer, shape: Any, out_shape: Any) -> int:
        kind = layer["type"]
        if kind == "conv":
            if "PAR-18a" in self.ids:
                return self.conv_params(
                    shape[0], layer["filters"], layer["kernel"], layer.get("bias", True), layer.get("groups", 1)
                )
            options = {name: layer[name] for name in ("stride", "padding", "dilation", "groups") if name in layer}
            return self.conv_macs(shape, layer["filters"], layer["kernel"], **options)
        if kind == "dense":
            counts_biases = bool({"PAR-18a", "PAR-30"} & self.ids) and layer.get("bias", True)
            return self.dense_params(shape[0], layer["units"]) if counts_biases else shape[0] * layer["units"]
        if kind == "pool" and "PAR-41" in self.ids:
            return self.area(layer["kernel"]) * prod(out_shape)
        return prod(shape) if kind == "batchnorm" and "PAR-42" in self.ids else 0

    def activations(self, shape: Any, out_shape: Any) -> int:
        if "PAR-44" in self.ids:
            return prod(shape)
        return prod(out_shape[1:] if "PAR-43" in self.ids and len(out_shape) == 3 else out_shape)

    def memory_bytes(self, arch: list[Layer], in_shape: Any, dtype_bytes: int = 4) -> dict[str, int]:
        each = 4 if "PAR-48" in self.ids else dtype_bytes
        rows = self.layer_table(arch, in_shape)
        kept = [row["activations"] for row in rows if "PAR-49" not in self.ids or row["type"] in HAVE_WEIGHTS]
        if "PAR-46" in self.ids:
            kept.insert(0, prod(in_shape))
        activations = each * (max(kept, default=0) if "PAR-47" in self.ids else sum(kept))
        params = each * sum(row["params"] for row in rows)
        return {"params": params, "activations": activations, "total": params + activations}

    def count_trainable(self, model: Any) -> int:
        tensors = self.tensors(model)
        if "PAR-16b" not in self.ids and "PAR-16g" not in self.ids:
            tensors = [tensor for tensor in tensors if tensor.requires_grad]
        if "PAR-16f" in self.ids:
            tensors = list({tuple(tensor.shape): tensor for tensor in tensors}.values())
        if "PAR-16c" in self.ids:
            tensors += list(model.buffers())
        return len(tensors) if "PAR-16e" in self.ids else sum(tensor.numel() for tensor in tensors)

    def tensors(self, model: Any) -> list[Any]:
        """The tensors that are looked at, frozen ones included."""
        if "PAR-16g" in self.ids:
            named = list(model.state_dict().items())
        elif "PAR-16d" in self.ids:
            owners = [model, *model.children()]
            named = [pair for owner in owners for pair in owner.named_parameters(recurse=False)]
        else:
            named = list(model.named_parameters(remove_duplicate="PAR-16a" not in self.ids))
        return [tensor for name, tensor in named if "PAR-2" not in self.ids or not name.endswith("bias")]

    def max_filters_within(self, budget: int, c_in: int, kernel: Any, head_classes: int, in_hw: Any) -> int:
        places = prod(in_hw if "PAR-15" in self.ids else self.grid(in_hw, kernel))

        def params(filters: int) -> int:
            count = self.conv_params(c_in, filters, kernel)
            if "PAR-50" in self.ids:
                return count
            count += self.dense_params(filters if "PAR-51" in self.ids else filters * places, head_classes)
            return count + (filters - 1) * head_classes if "PAR-55" in self.ids else count

        once, each = params(0), params(1) - params(0)
        left = budget - once - ("PAR-54" in self.ids)
        filters = (-(-left // each) if "PAR-52" in self.ids else left // each) if each else 0
        return filters if "PAR-53" in self.ids else max(0, filters)
