"""One idea: a convolution is a small dense layer that reads a patch. Everything is counted with `dense_params`."""

from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Any


def dense_params(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    return (n_in + 1) * n_out if bias else n_in * n_out


def patch(channels: Any, kernel: Any) -> Any:
    """How many numbers lie below the window."""
    high, wide = two(kernel)
    return channels * high * wide


def conv_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    arguments = {"c_in": c_in, "c_out": c_out, "groups": groups}
    high, wide = two(kernel)
    for name, value in [*arguments.items(), ("kernel", high), ("kernel", wide)]:
        if not isinstance(value, int) or value is True or value is False:
            raise TypeError(f"wrong type for {name}: {type(value).__name__}")
        if not value > 0:
            raise ValueError(f"wrong value for {name}: {value}")
    for name in ("c_in", "c_out"):
        if Fraction(arguments[name], groups).denominator > 1:
            raise ValueError(f"wrong value for groups: {groups} does not divide {name}")
    # Each group is a dense layer of its own
    return groups * dense_params(patch(c_in // groups, kernel), c_out // groups, bias)


def two(value: Any) -> Any:
    try:
        first, second = value
    except (TypeError, ValueError):  # an int, or a text of one letter, is for both
        return value, value
    return first, second


def places_on_a_line(length: Any, taps: Any, stride: Any, padding: Any, dilation: Any) -> Any:
    last = length + 2 * padding - dilation * (taps - 1) - 1
    if last < 0:
        raise ValueError("the window does not fit")
    return (last - last % stride) // stride + 1


def places(image: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
    lines = zip(image, two(kernel), two(stride), two(padding), two(dilation), strict=True)
    return [places_on_a_line(*line) for line in lines]


def product(numbers: Any) -> Any:
    return reduce(mul, numbers, 1)


def locally_connected_params(in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    channels, *image = in_shape
    here = dense_params(patch(channels, kernel), n_filters)
    return here * product(places(image, kernel, stride, padding))


def sharing_ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    apart = locally_connected_params(in_shape, 1, kernel, stride, padding)
    return apart // dense_params(patch(in_shape[0], kernel), 1)


def conv_macs(
    in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1
) -> Any:
    channels, *image = in_shape
    down, across = places(image, kernel, stride, padding, dilation)
    return down * across * dense_params(patch(channels // groups, kernel), n_filters, False)


def conv_row(layer: Any, shape: Any) -> Any:
    channels, *image = shape
    window = (layer["kernel"], layer.get("stride", 1), layer.get("padding", 0), layer.get("dilation", 1))
    groups = layer.get("groups", 1)
    params = conv_params(channels, layer["filters"], layer["kernel"], layer.get("bias", True), groups)
    return (layer["filters"], *places(image, *window)), params, conv_macs(shape, layer["filters"], *window, groups)


def pool_row(layer: Any, shape: Any) -> Any:
    channels, *image = shape
    kernel = layer["kernel"]
    return (channels, *places(image, kernel, layer.get("stride", kernel), layer.get("padding", 0))), 0, 0


def dense_row(layer: Any, shape: Any) -> Any:
    (n_in,) = shape  # a ValueError where there is more than one axis
    units = layer["units"]
    return (units,), dense_params(n_in, units, layer.get("bias", True)), dense_params(n_in, units, False)


ROWS: dict[str, Any] = {
    "conv": conv_row,
    "pool": pool_row,
    "dense": dense_row,
    "batchnorm": lambda _, shape: (shape, dense_params(1, shape[0]), 0),  # y = factor · x + offset
    "relu": lambda _, shape: (shape, 0, 0),
    "dropout": lambda _, shape: (shape, 0, 0),
    "flatten": lambda _, shape: ((product(shape),), 0, 0),
    "global_pool": lambda _, shape: (shape[:1], 0, 0),
}


def layer_table(arch: Any, in_shape: Any) -> Any:
    shape = tuple(in_shape)
    table = []
    for index, layer in enumerate(arch):
        try:
            row = ROWS[layer["type"]]
            if row in (conv_row, pool_row) and len(shape) != 3:
                raise ValueError("no image")
            shape, params, macs = row(layer, shape)
        except (KeyError, ValueError) as problem:
            raise ValueError(f"arch[{index}] is impossible: {problem}") from problem
        entries = zip(
            ("out_shape", "params", "macs", "activations"), (shape, params, macs, product(shape)), strict=True
        )
        table.append({"type": layer["type"]} | dict(entries))
    return table


def memory_bytes(arch: Any, in_shape: Any, dtype_bytes: Any = 4) -> Any:
    table = layer_table(arch, in_shape)
    params = sum(row["params"] for row in table)
    activations = sum(row["activations"] for row in table)
    numbers = {"params": params, "activations": activations, "total": params + activations}
    return {name: number * dtype_bytes for name, number in numbers.items()}


def separable_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True) -> Any:
    return c_in * dense_params(patch(1, kernel), 1, bias) + dense_params(c_in, c_out, bias)


def bottleneck_saving(c_in: Any, c_out: Any, kernel: Any, c_mid: Any) -> Any:
    direct = dense_params(patch(c_in, kernel), c_out, False)
    return float(Fraction(direct, dense_params(c_in, c_mid, False) + dense_params(patch(c_mid, kernel), c_out, False)))


def count_trainable(model: Any) -> Any:
    trained = set(filter(lambda parameter: parameter.requires_grad, model.parameters()))
    return sum(product(parameter.size()) for parameter in trained)


def max_filters_within(budget: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    def size(filters: Any) -> Any:
        flat = filters * product(places(in_hw, kernel))
        return dense_params(patch(c_in, kernel), filters) + dense_params(flat, head_classes)

    step = 1
    while size(step) <= budget:
        step *= 2
    found = 0
    while step:  # from large steps to small ones
        if size(found + step) <= budget:
            found += step
        step //= 2
    return found
