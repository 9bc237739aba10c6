"""Walks over everything and counts: taps, windows, neurons and filters one by one, and no formula."""

from typing import Any


def pair(name: Any, value: Any) -> Any:
    if type(value) in (tuple, list):
        first, second = value
    else:
        first = second = value
    for number in (first, second):
        whole(name, number)
    return first, second


def whole(name: Any, value: Any) -> Any:
    if type(value) is not int:
        raise TypeError(f"{name}: {value!r} is not a whole number")
    if value < 0 or (value == 0 and name != "padding"):
        raise ValueError(f"{name}: {value} is too small")


def conv_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    for name, value in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        whole(name, value)
    rows, columns = pair("kernel", kernel)
    # Deal the channels and the filters out to the groups like cards
    channels_of = [0] * groups
    for channel in range(c_in):
        channels_of[channel % groups] += 1
    filters_of = [0] * groups
    for number in range(c_out):
        filters_of[number % groups] += 1
    if len(set(channels_of)) > 1 or len(set(filters_of)) > 1:
        raise ValueError(f"groups: {groups} groups would be of different sizes")
    count = 0
    for channels, filters in zip(channels_of, filters_of, strict=True):
        for _ in range(filters):
            for _ in range(channels):
                for _ in range(rows):
                    count += columns
            if bias:
                count += 1
    return count


def dense_params(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    count = 0
    for _ in range(n_out):
        count += n_in
        if bias:
            count += 1
    return count


def starts(size: Any, taps: Any, stride: Any, padding: Any, dilation: Any) -> Any:
    """Where the window can stand along one axis, counted from the first padded pixel."""
    found, start = [], 0
    while start + (taps - 1) * dilation < size + 2 * padding:
        found.append(start)
        start += stride
    return found


def windows(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
    """The number of rows and columns of the output."""
    _, height, width = in_shape
    kernel, stride = pair("kernel", kernel), pair("stride", stride)
    padding, dilation = pair("padding", padding), pair("dilation", dilation)
    down = starts(height, kernel[0], stride[0], padding[0], dilation[0])
    across = starts(width, kernel[1], stride[1], padding[1], dilation[1])
    if not down or not across:
        raise ValueError("kernel: the window stands nowhere")
    return len(down), len(across)


def locally_connected_params(in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    down, across = windows(in_shape, kernel, stride, padding)
    here = conv_params(in_shape[0], n_filters, kernel)
    count = 0
    for _ in range(down):
        for _ in range(across):
            count += here
    return count


def sharing_ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    down, across = windows(in_shape, kernel, stride, padding)
    return sum(1 for _ in range(down) for _ in range(across))


def conv_macs(
    in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1
) -> Any:
    products = conv_params(in_shape[0], n_filters, kernel, False, groups)  # at one place
    count = 0
    down, across = windows(in_shape, kernel, stride, padding, dilation)
    for _ in range(down):
        for _ in range(across):
            count += products
    return count


def layer_table(arch: Any, in_shape: Any) -> Any:
    table = []
    shape = tuple(in_shape)
    for index in range(len(arch)):
        layer = arch[index]
        try:
            shape, params, macs = step(layer, shape)
        except (ValueError, TypeError) as error:
            raise ValueError(f"layer number {index}: {error}") from error
        numbers = 1
        for side in shape:
            numbers *= side
        entries = {"out_shape": shape, "params": params, "macs": macs, "activations": numbers}
        table.append({"type": layer["type"], **entries})
    return table


def step(layer: Any, shape: Any) -> Any:
    kind = layer["type"]
    if kind == "conv" or kind == "pool":
        if len(shape) != 3:
            raise ValueError("needs an image")
        stride = layer.get("stride", layer["kernel"] if kind == "pool" else 1)
        window = (layer["kernel"], stride, layer.get("padding", 0), layer.get("dilation", 1))
        down, across = windows(shape, *window)
        if kind == "pool":
            return (shape[0], down, across), 0, 0
        filters, groups = layer["filters"], layer.get("groups", 1)
        params = conv_params(shape[0], filters, layer["kernel"], layer.get("bias", True), groups)
        return (filters, down, across), params, conv_macs(shape, filters, *window, groups)
    if kind == "dense":
        if len(shape) != 1:
            raise ValueError("needs numbers in a row")
        units = layer["units"]
        params = dense_params(shape[0], units, layer.get("bias", True))
        return (units,), params, dense_params(shape[0], units, False)
    if kind == "batchnorm":
        return shape, shape[0] + shape[0], 0
    if kind == "flatten":
        numbers = 1
        for side in shape:
            numbers *= side
        return (numbers,), 0, 0
    if kind == "global_pool":
        return (shape[0],), 0, 0
    if kind in ("relu", "dropout"):
        return shape, 0, 0
    raise ValueError(f"no layer is called {kind}")


def memory_bytes(arch: Any, in_shape: Any, dtype_bytes: Any = 4) -> Any:
    params = activations = 0
    for row in layer_table(arch, in_shape):
        params += row["params"] * dtype_bytes
        activations += row["activations"] * dtype_bytes
    return {"params": params, "activations": activations, "total": params + activations}


def separable_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True) -> Any:
    count = 0
    for _ in range(c_in):
        count += conv_params(1, 1, kernel, bias)
    for _ in range(c_out):
        count += conv_params(c_in, 1, 1, bias)
    return count


def bottleneck_saving(c_in: Any, c_out: Any, kernel: Any, c_mid: Any) -> Any:
    detour = conv_params(c_in, c_mid, 1, False) + conv_params(c_mid, c_out, kernel, False)
    return conv_params(c_in, c_out, kernel, False) / detour


def count_trainable(model: Any) -> Any:
    seen: list[Any] = []
    count = 0
    for module in model.modules():
        for parameter in module.parameters():
            if any(parameter is other for other in seen):
                continue
            seen.append(parameter)
            if parameter.requires_grad:
                numbers = 1
                for side in parameter.shape:
                    numbers *= side
                count += numbers
    return count


def max_filters_within(budget: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    filters = 0
    while network(filters + 1, c_in, kernel, head_classes, in_hw) <= budget:
        filters += 1
    return filters


def network(filters: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    down, across = windows((c_in, *in_hw), kernel)
    return conv_params(c_in, filters, kernel) + dense_params(filters * down * across, head_classes)
