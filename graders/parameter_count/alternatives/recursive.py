"""Nothing but functions that call themselves: no loop, no variable that changes."""

from math import prod
from operator import mul
from typing import Any


def conv_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    refuse(("c_in", c_in), ("c_out", c_out), ("groups", groups), *(("kernel", side) for side in pair(kernel)))
    if groups == 1:
        return (c_in * prod(pair(kernel)) + int(bool(bias))) * c_out
    if c_in % groups or c_out % groups:
        raise ValueError(f"groups={groups} must divide c_in={c_in} and c_out={c_out}")
    # One group, and the rest of the layer
    one_in, one_out = c_in // groups, c_out // groups
    rest = conv_params(c_in - one_in, c_out - one_out, kernel, bias, groups - 1)
    return conv_params(one_in, one_out, kernel, bias) + rest


def refuse(*named: Any) -> Any:
    if not named:
        return
    (name, value), *others = named
    if type(value) is not int:
        raise TypeError(f"{name} should be an int, got {value!r}")
    if value < 1:
        raise ValueError(f"{name} should be at least 1, got {value}")
    refuse(*others)


def pair(value: Any) -> Any:
    return tuple(value) if type(value) in (tuple, list) else (value, value)


def dense_params(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    if n_out == 0:
        return 0
    if n_out % 2:
        return n_in + (1 if bias else 0) + dense_params(n_in, n_out - 1, bias)
    return 2 * dense_params(n_in, n_out // 2, bias)


def stops(free: Any, stride: Any) -> Any:
    """Places of a window that has this many free pixels before it."""
    if free < 0:
        return 0
    half = free // stride // 2
    return 1 if free < stride else stops(free - (half + 1) * stride, stride) + half + 1


def grid(image: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
    if not image:
        return ()
    k, s, p, d = (option[-len(image)] for option in map(pair, (kernel, stride, padding, dilation)))
    here = stops(image[0] + 2 * p - d * (k - 1) - 1, s)
    if here == 0:
        raise ValueError("the kernel does not fit")
    return (here, *grid(image[1:], kernel, stride, padding, dilation))


def locally_connected_params(in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    weights = conv_macs(in_shape, n_filters, kernel, stride, padding)
    return weights + mul(*grid(in_shape[1:], kernel, stride, padding)) * n_filters


def sharing_ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    return down * across


def conv_macs(
    in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1
) -> Any:
    each = conv_params(in_shape[0], n_filters, kernel, False, groups)
    return each * mul(*grid(in_shape[1:], kernel, stride, padding, dilation))


def layer_table(arch: Any, in_shape: Any, index: Any = 0) -> Any:
    if not arch:
        return []
    first, *others = arch
    try:
        out_shape, params, macs = first_layer(first, tuple(in_shape))
    except ValueError as error:
        raise ValueError(f"layer {index} ({first['type']}): {error}") from None
    row = {"type": first["type"], "out_shape": out_shape, "params": params, "macs": macs}
    return [{**row, "activations": prod(out_shape)}, *layer_table(others, out_shape, index + 1)]


def first_layer(layer: Any, shape: Any) -> Any:
    match layer, shape:
        case {"type": "conv", "filters": filters, "kernel": kernel}, (c, h, w):
            window = kernel, layer.get("stride", 1), layer.get("padding", 0), layer.get("dilation", 1)
            params = conv_params(c, filters, kernel, layer.get("bias", True), layer.get("groups", 1))
            return (filters, *grid((h, w), *window)), params, conv_macs(shape, filters, *window, layer.get("groups", 1))
        case {"type": "pool", "kernel": kernel}, (c, h, w):
            return (c, *grid((h, w), kernel, layer.get("stride", kernel), layer.get("padding", 0))), 0, 0
        case {"type": "global_pool"}, (c, _, _):
            return (c,), 0, 0
        case {"type": "dense", "units": units}, (n,):
            return (units,), dense_params(n, units, layer.get("bias", True)), n * units
        case {"type": "batchnorm"}, (c, *_):
            return shape, c + c, 0
        case {"type": "relu" | "dropout"}, _:
            return shape, 0, 0
        case {"type": "flatten"}, _:
            return (prod(shape),), 0, 0
    raise ValueError(f"it cannot take {shape}")


def memory_bytes(arch: Any, in_shape: Any, dtype_bytes: Any = 4) -> Any:
    def summed(rows: Any) -> Any:
        if not rows:
            return 0, 0
        params, activations = summed(rows[1:])
        return params + rows[0]["params"] * dtype_bytes, activations + rows[0]["activations"] * dtype_bytes

    params, activations = summed(layer_table(arch, in_shape))
    return {"params": params, "activations": activations, "total": params + activations}


def separable_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True) -> Any:
    def depthwise(channels: Any) -> Any:
        return conv_params(1, 1, kernel, bias) + depthwise(channels - 1) if channels else 0

    return depthwise(c_in) + dense_params(c_in, c_out, bias)


def bottleneck_saving(c_in: Any, c_out: Any, kernel: Any, c_mid: Any) -> Any:
    taps = prod(pair(kernel))
    return 1 / (c_mid / (taps * c_out) + c_mid / c_in)  # how much longer each part of the detour is


def count_trainable(model: Any) -> Any:
    def rest(tensors: Any, seen: Any) -> Any:
        tensor = next(tensors, None)
        if tensor is None:
            return 0
        new = tensor.requires_grad and tensor.data_ptr() not in seen
        return (tensor.numel() if new else 0) + rest(tensors, seen | {tensor.data_ptr()})

    return rest(model.parameters(), frozenset())


def max_filters_within(budget: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    flat = mul(*grid(in_hw, kernel))

    def most(low: Any, high: Any) -> Any:
        """At least `low` filters fit, and `high` do not."""
        if high - low == 1:
            return low
        middle = (low + high) // 2
        size = conv_params(c_in, middle, kernel) + dense_params(middle * flat, head_classes)
        return most(middle, high) if size <= budget else most(low, middle)

    return most(0, budget + 2)
