"""Reference solution of `parameter_count`: how many numbers does a network learn, and what do they cost?

Three counts carry everything: the taps of one filter (`_area`), the places where it stands (`_grid`) and the filters.
Parameters are taps and filters; multiply-accumulates are taps, filters and places. Without sharing they are the same.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

Pair = int | tuple[int, int]
Shape = tuple[int, ...]
Layer = dict[str, Any]


def conv_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> int:
    _require_int("c_in", c_in)
    _require_int("c_out", c_out)
    _require_int("groups", groups)
    if c_in % groups or c_out % groups:
        raise ValueError(f"groups: {groups} does not divide both c_in = {c_in} and c_out = {c_out}")
    # A filter reads the channels of its own group. The filters stay as many as they were, and so do their biases.
    return c_out * (_area(kernel) * (c_in // groups) + bool(bias))


def dense_params(n_in: int, n_out: int, bias: bool = True) -> int:
    return n_out * (n_in + bool(bias))


def locally_connected_params(
    in_shape: Sequence[int], n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
) -> int:
    return sharing_ratio(in_shape, kernel, stride, padding) * conv_params(in_shape[0], n_filters, kernel)


def sharing_ratio(in_shape: Sequence[int], kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
    return prod(_grid(in_shape[1:], kernel, stride, padding))


def layer_table(arch: list[Layer], in_shape: Sequence[int]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    shape = tuple(in_shape)
    for index, layer in enumerate(arch):
        try:
            out_shape, params, macs = _layer(layer, shape)
        except KeyError as missing:
            raise ValueError(f"arch: layer {index} lacks {missing}") from None
        except (TypeError, ValueError) as error:
            raise type(error)(f"arch: layer {index} ({layer['type']}) cannot take {shape}: {error}") from None
        row = {"type": layer["type"], "out_shape": out_shape, "params": params, "macs": macs}
        rows.append({**row, "activations": prod(out_shape)})
        shape = out_shape
    return rows


def conv_macs(
    in_shape: Sequence[int],
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> int:
    # Every weight is used once at each place of the *output*. Dilation moves taps apart, it adds none.
    places = prod(_grid(in_shape[1:], kernel, stride, padding, dilation))
    return places * conv_params(in_shape[0], n_filters, kernel, bias=False, groups=groups)


def memory_bytes(arch: list[Layer], in_shape: Sequence[int], dtype_bytes: int = 4) -> dict[str, int]:
    rows = layer_table(arch, in_shape)
    params, activations = (dtype_bytes * sum(row[column] for row in rows) for column in ("params", "activations"))
    return {"params": params, "activations": activations, "total": params + activations}


def separable_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> int:
    depthwise = conv_params(c_in, c_in, kernel, bias, groups=c_in)
    return depthwise + conv_params(c_in, c_out, 1, bias)


def bottleneck_saving(c_in: int, c_out: int, kernel: Pair, c_mid: int) -> float:
    direct = conv_params(c_in, c_out, kernel, bias=False)
    through = conv_params(c_in, c_mid, 1, bias=False) + conv_params(c_mid, c_out, kernel, bias=False)
    return direct / through


def count_trainable(model: Any) -> int:
    # parameters() gives a tied tensor once and leaves buffers out; only the frozen ones have to be told apart.
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def max_filters_within(budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: tuple[int, int]) -> int:
    # One filter more costs its own weights and bias, and a weight to each class from each of its places.
    places = prod(_grid(in_hw, kernel))
    each = conv_params(c_in, 1, kernel) + places * head_classes
    return max(0, (budget - head_classes) // each)  # the head's biases are paid once


def _layer(layer: Layer, shape: Shape) -> tuple[Shape, int, int]:
    """Shape behind the layer, its parameters and its multiply-accumulates."""
    kind = layer["type"]
    if kind in ("conv", "pool", "global_pool") and len(shape) != 3:
        raise ValueError("there are no rows and columns any more")
    match kind:
        case "conv":
            return _conv(layer, shape)
        case "pool":
            kernel: Pair = layer["kernel"]
            return (shape[0], *_grid(shape[1:], kernel, layer.get("stride", kernel), layer.get("padding", 0))), 0, 0
        case "batchnorm":
            return shape, 2 * shape[0], 0  # a factor and an offset per channel; the statistics are not trained
        case "relu" | "dropout":
            return shape, 0, 0
        case "global_pool":
            return shape[:1], 0, 0
        case "flatten":
            return (prod(shape),), 0, 0
        case "dense":
            if len(shape) != 1:
                raise ValueError("a dense layer needs a flat input (n,)")
            _require_int("units", layer["units"])
            params = dense_params(shape[0], layer["units"], layer.get("bias", True))
            return (layer["units"],), params, shape[0] * layer["units"]
        case unknown:
            raise ValueError(f"there is no layer type {unknown!r}")


def _conv(layer: Layer, shape: Shape) -> tuple[Shape, int, int]:
    filters, kernel, groups = layer["filters"], layer["kernel"], layer.get("groups", 1)
    window = {name: layer[name] for name in ("stride", "padding", "dilation") if name in layer}
    params = conv_params(shape[0], filters, kernel, layer.get("bias", True), groups)
    macs = conv_macs(shape, filters, kernel, groups=groups, **window)
    return (filters, *_grid(shape[1:], kernel, **window)), params, macs


def _area(kernel: Pair) -> int:
    """Taps of a filter on one channel."""
    return prod(_pair("kernel", kernel))


def _grid(size: Sequence[int], kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
    """Positions of the window in rows and columns: the first, and one for each whole step that is left."""
    options = (("kernel", kernel), ("stride", stride), ("padding", padding), ("dilation", dilation))
    places = []
    for i, k, s, p, d in zip(size, *(_pair(name, value) for name, value in options), strict=True):
        free = i + 2 * p - d * (k - 1) - 1
        if free < 0:
            raise ValueError(f"kernel: a window of {d * (k - 1) + 1} does not fit on {i + 2 * p} pixels")
        places.append(free // s + 1)
    return tuple(places)


def _pair(name: str, value: Pair) -> tuple[int, int]:
    vertical, horizontal = value if isinstance(value, tuple | list) and len(value) == 2 else (value, value)
    for number in (vertical, horizontal):
        _require_int(name, number, least=0 if name == "padding" else 1)
    return vertical, horizontal


def _require_int(name: str, value: object, least: int = 1) -> None:
    if not isinstance(value, int) or isinstance(value, bool):  # True is an int to Python, but it is no count
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, not {value}")
