"""The specification as slow, obvious programs: taps, windows and neurons are counted one by one."""

from itertools import product
from math import prod
from typing import Any

from layers import Layer, Shape


def both(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def line(i: int, k: int, s: int, p: int, d: int) -> int:
    """Slide the window from the first padded pixel for as long as its last tap is on the line."""
    start, count = -p, 0
    while start + d * (k - 1) < i + p:
        start, count = start + s, count + 1
    return count


def grid(size: Shape, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Shape:
    options = [both(option) for option in (kernel, stride, padding, dilation)]
    return line(size[0], *(pair[0] for pair in options)), line(size[1], *(pair[1] for pair in options))


def places(size: Shape, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> int:
    down, across = grid(size, kernel, stride, padding, dilation)
    return len(list(product(range(down), range(across))))


def filter_taps(c_in: int, kernel: Any, groups: int = 1) -> int:
    """Every tap that one filter has: the channels of the first group, each with all rows and columns."""
    channels = [channel for channel in range(c_in) if channel * groups < c_in]
    return len(list(product(channels, range(both(kernel)[0]), range(both(kernel)[1]))))


def conv_params(c_in: int, c_out: int, kernel: Any, bias: bool = True, groups: int = 1) -> int:
    one_filter = filter_taps(c_in, kernel, groups) + (1 if bias else 0)
    return sum(one_filter for _ in range(c_out))


def dense_params(n_in: int, n_out: int, bias: bool = True) -> int:
    return sum(n_in + (1 if bias else 0) for _ in range(n_out))


def locally_connected_params(in_shape: Shape, n_filters: int, kernel: Any, stride: Any = 1, padding: Any = 0) -> int:
    """A convolution of its own at every place."""
    own = conv_params(in_shape[0], n_filters, kernel)
    return sum(own for _ in range(places(in_shape[1:], kernel, stride, padding)))


def sharing_ratio(in_shape: Shape, kernel: Any, stride: Any = 1, padding: Any = 0) -> int:
    return locally_connected_params(in_shape, 1, kernel, stride, padding) // conv_params(in_shape[0], 1, kernel)


def conv_macs(
    in_shape: Shape,
    n_filters: int,
    kernel: Any,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> int:
    """Each number of the output takes one product for each tap of its filter."""
    numbers = places(in_shape[1:], kernel, stride, padding, dilation) * n_filters
    products = filter_taps(in_shape[0], kernel, groups)
    return sum(products for _ in range(numbers))


def layer_table(arch: list[Layer], in_shape: Shape) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for layer in arch:
        out_shape, params, macs = layer_row(layer, in_shape)
        row = {"type": layer["type"], "out_shape": out_shape, "params": params, "macs": macs}
        rows.append({**row, "activations": len(list(product(*map(range, out_shape))))})
        in_shape = out_shape
    return rows


def window_of(layer: Layer) -> dict[str, Any]:
    return {name: value for name, value in layer.items() if name in ("kernel", "stride", "padding", "dilation")}


def layer_shape(layer: Layer, shape: Shape) -> Shape:
    """Asked for students' own shapes too, which may be larger than any that would be counted one by one."""
    if layer["type"] == "conv":
        return (layer["filters"], *grid(shape[1:], **window_of(layer)))
    if layer["type"] == "pool":
        return (shape[0], *grid(shape[1:], **{"stride": layer["kernel"], **window_of(layer)}))
    if layer["type"] == "flatten":
        return (prod(shape),)
    if layer["type"] == "dense":
        return (layer["units"],)
    return shape[:1] if layer["type"] == "global_pool" else shape


def layer_shapes(arch: list[Layer], in_shape: Shape) -> list[Shape]:
    shapes = [in_shape]
    for layer in arch:
        shapes.append(layer_shape(layer, shapes[-1]))
    return shapes[1:]


def layer_row(layer: Layer, shape: Shape) -> tuple[Shape, int, int]:
    bias, groups = layer.get("bias", True), layer.get("groups", 1)
    params = macs = 0
    if layer["type"] == "conv":
        params = conv_params(shape[0], layer["filters"], layer["kernel"], bias, groups)
        macs = conv_macs(shape, layer["filters"], groups=groups, **window_of(layer))
    elif layer["type"] == "dense":
        params, macs = (dense_params(shape[0], layer["units"], biases) for biases in (bias, False))
    elif layer["type"] == "batchnorm":
        params = sum(len(("factor", "offset")) for _ in range(shape[0]))
    return layer_shape(layer, shape), params, macs


def memory_bytes(arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> dict[str, int]:
    found = {"params": 0, "activations": 0, "total": 0}
    for row in layer_table(arch, in_shape):
        for column in ("params", "activations"):
            found[column] += row[column] * dtype_bytes
            found["total"] += row[column] * dtype_bytes
    return found


def separable_params(c_in: int, c_out: int, kernel: Any, bias: bool = True) -> int:
    """One filter for each channel alone, then filters of one tap through all channels."""
    depthwise = sum(conv_params(1, 1, kernel, bias) for _ in range(c_in))
    return depthwise + dense_params(c_in, c_out, bias)


def bottleneck_saving(c_in: int, c_out: int, kernel: Any, c_mid: int) -> float:
    through = dense_params(c_in, c_mid, False) + conv_params(c_mid, c_out, kernel, False)
    return conv_params(c_in, c_out, kernel, False) / through


def max_filters_within(budget: int, c_in: int, kernel: Any, head_classes: int, in_hw: Shape) -> int:
    """Add filters until the network is too large."""
    each, filters = places(in_hw, kernel), 0
    while conv_params(c_in, filters + 1, kernel) + dense_params((filters + 1) * each, head_classes) <= budget:
        filters += 1
    return filters


# Models, as `probes.build` takes their descriptions

SHAPES: dict[str, Any] = {
    "Linear": lambda n_in, n_out, **_: {"weight": (n_out, n_in), "bias": (n_out,)},
    "Conv2d": lambda c_in, c_out, kernel, groups=1, **_: {"weight": (c_out, c_in // groups, *kernel), "bias": (c_out,)},
    "BatchNorm2d": lambda channels: {"weight": (channels,), "bias": (channels,)},
    "ReLU": lambda: {},
    "Sequential": lambda *_: {},
    "Scaled": lambda shape, *_: {"scale": shape},
}


def count_trainable(description: list[Any]) -> int:
    """Walk through the description. A module that comes again, and a weight that is another's, are nothing new."""
    kind, *arguments = description
    if kind == "again":
        return 0
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    shared = {name: value for name, value in options.items() if name in ("bias", "groups")}
    count = 0
    for name, shape in SHAPES[kind](*arguments, **shared).items():
        absent = name == "bias" and not options.get("bias", True)
        tied = name == "weight" and "weight_of" in options
        if not (absent or tied or name in options.get("frozen", ())):
            count += len(list(product(*map(range, shape))))
    inner = [value for value in arguments if isinstance(value, list) and value and isinstance(value[0], str)]
    return 0 if options.get("frozen") == "all" else count + sum(map(count_trainable, inner))
