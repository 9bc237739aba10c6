"""Writes down the shapes of the tensors that a layer owns, as PyTorch would make them, and multiplies them out."""

from bisect import bisect_right
from itertools import chain
from math import prod
from typing import Any

FREE = {"pool", "relu", "dropout", "flatten", "global_pool"}


def conv_tensors(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    weight = (c_out, c_in // groups, *sides(kernel))
    return [weight, (c_out,)] if bias else [weight]


def dense_tensors(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    return [(n_out, n_in), (n_out,)] if bias else [(n_out, n_in)]


def numbers(tensors: Any) -> Any:
    return sum(map(prod, tensors))


def sides(value: Any) -> Any:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * 2


def check(name: Any, *values: Any) -> Any:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} has to be an int")
    if min(values) < 1:
        raise ValueError(f"{name} has to be positive")


def conv_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    check("c_in", c_in)
    check("c_out", c_out)
    check("kernel", *sides(kernel))
    check("groups", groups)
    if any(channels % groups for channels in (c_in, c_out)):
        raise ValueError("groups has to divide the channels on both sides")
    return numbers(conv_tensors(c_in, c_out, kernel, bias, groups))


def dense_params(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    return numbers(dense_tensors(n_in, n_out, bias))


def spatial(size: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
    out = []
    for length, k, s, p, d in zip(size, *map(sides, (kernel, stride, padding, dilation)), strict=True):
        starts = range(-p, length + p - d * (k - 1), s)  # every start from which the last tap is still on the line
        if not starts:
            raise ValueError("the kernel is larger than the padded image")
        out.append(len(starts))
    return tuple(out)


def locally_connected_params(in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    grid = spatial(in_shape[1:], kernel, stride, padding)
    return numbers((*grid, *tensor) for tensor in conv_tensors(in_shape[0], n_filters, kernel))


def sharing_ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    return prod(spatial(in_shape[1:], kernel, stride, padding))


def conv_macs(
    in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1
) -> Any:
    (weight,) = conv_tensors(in_shape[0], n_filters, kernel, False, groups)
    return prod(weight + spatial(in_shape[1:], kernel, stride, padding, dilation))


def described(layer: Any, shape: Any) -> Any:
    """Output shape and tensors of a layer; the first tensor is the one to multiply with."""
    kind = layer["type"]
    option = {name: layer[name] for name in ("stride", "padding", "dilation") if name in layer}
    if kind in ("conv", "pool", "global_pool") and len(shape) < 3:
        raise ValueError("the image is flat already")
    if kind == "conv":
        conv_params(shape[0], layer["filters"], layer["kernel"], groups=layer.get("groups", 1))
        extra = {name: layer[name] for name in ("bias", "groups") if name in layer}
        tensors = conv_tensors(shape[0], layer["filters"], layer["kernel"], **extra)
        return (layer["filters"], *spatial(shape[1:], layer["kernel"], **option)), tensors
    if kind == "pool":
        return (shape[0], *spatial(shape[1:], layer["kernel"], **{"stride": layer["kernel"], **option})), []
    if kind == "dense":
        if len(shape) > 1:
            raise ValueError("the image is not flat yet")
        return (layer["units"],), dense_tensors(shape[0], layer["units"], layer.get("bias", True))
    if kind == "batchnorm":
        return shape, [shape[:1], shape[:1]]
    if kind not in FREE:
        raise ValueError(f"unknown type {kind}")
    return {"flatten": (prod(shape),), "global_pool": shape[:1]}.get(kind, shape), []


def layer_table(arch: Any, in_shape: Any) -> Any:
    rows, shape = [], tuple(in_shape)
    for index, layer in enumerate(arch):
        try:
            shape, tensors = described(layer, shape)
        except ValueError as error:
            raise ValueError(f"layer {index}: {error}") from error
        multiplies = layer["type"] in ("conv", "dense")
        rows.append(
            {
                "type": layer["type"],
                "out_shape": shape,
                "params": numbers(tensors),
                "macs": prod(tensors[0] + shape[1:]) if multiplies else 0,  # every weight at every place
                "activations": prod(shape),
            }
        )
    return rows


def memory_bytes(arch: Any, in_shape: Any, dtype_bytes: Any = 4) -> Any:
    rows = layer_table(arch, in_shape)
    found = {
        "params": sum(row["params"] for row in rows) * dtype_bytes,
        "activations": numbers(row["out_shape"] for row in rows) * dtype_bytes,
    }
    return {**found, "total": sum(found.values())}


def separable_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True) -> Any:
    return numbers(chain(conv_tensors(c_in, c_in, kernel, bias, c_in), conv_tensors(c_in, c_out, 1, bias)))


def bottleneck_saving(c_in: Any, c_out: Any, kernel: Any, c_mid: Any) -> Any:
    detour = [(c_mid, c_in, 1, 1), (c_out, c_mid, *sides(kernel))]
    return prod((c_out, c_in, *sides(kernel))) / numbers(detour)


def count_trainable(model: Any) -> Any:
    tensors = {id(tensor): tensor for _, tensor in model.named_parameters(remove_duplicate=False)}
    return numbers(tensor.shape for tensor in tensors.values() if tensor.requires_grad)


def max_filters_within(budget: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    def size(filters: Any) -> Any:
        flat = filters * prod(spatial(in_hw, kernel))
        return numbers(conv_tensors(c_in, filters, kernel) + dense_tensors(flat, head_classes))

    return max(0, bisect_right(range(budget + 1), budget, key=size) - 1)
