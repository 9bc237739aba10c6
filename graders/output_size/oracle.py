"""The specification as slow, obvious programs: windows are slid and counted, never computed by a formula."""

from itertools import product
from math import prod
from typing import Any

from layers import Layer, Shape

HEAD = ("flatten", "dense", "global_pool")


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    """Slide the window from the first padded pixel for as long as its last tap is on the line."""
    start, count = -p, 0
    while start + d * (k - 1) < i + p:
        start, count = start + s, count + 1
    return count


def pool_out(i: int, k: int, s: int, p: int, ceil_mode: bool) -> int:
    """Slide; in ceil mode one more window may hang over the end, unless it would start in the padding there."""
    start, count, reached = -p, 0, -p
    while start + k <= i + p:
        start, count, reached = start + s, count + 1, start + k
    return count + (ceil_mode and reached < i + p and start < i)


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    return conv_out(i, k, s, 0, d) if padding == "VALID" else len(range(0, i, s))


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    """Add one zero after the other, at the end first, until there are as many positions as SAME promises."""
    before = after = 0
    while conv_out(i + before + after, k, s, 0, d) < tf_out(i, k, s, d, "SAME"):
        before, after = (before + 1, after) if before < after else (before, after + 1)
    return before, after


def both(value: int | tuple[int, int]) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def swap_layout(shape: Shape, layout: str) -> Shape:
    return shape if layout == "NCHW" else (*shape[1:], shape[0])


def conv2d_out_shape(
    in_shape: Shape,
    n_filters: int,
    kernel: Any,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    layout: str = "NCHW",
) -> Shape:
    height, width = in_shape[1:] if layout == "NCHW" else in_shape[:2]
    down = conv_out(height, both(kernel)[0], both(stride)[0], both(padding)[0], both(dilation)[0])
    across = conv_out(width, both(kernel)[1], both(stride)[1], both(padding)[1], both(dilation)[1])
    return swap_layout((n_filters, down, across), layout)


def pool2d_out_shape(
    in_shape: Shape, kernel: Any, stride: Any = None, padding: Any = 0, ceil_mode: bool = False, layout: str = "NCHW"
) -> Shape:
    channels, height, width = in_shape if layout == "NCHW" else (in_shape[2], *in_shape[:2])
    step = kernel if stride is None else stride
    down = pool_out(height, both(kernel)[0], both(step)[0], both(padding)[0], ceil_mode)
    across = pool_out(width, both(kernel)[1], both(step)[1], both(padding)[1], ceil_mode)
    return swap_layout((channels, down, across), layout)


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    """What is left of the padded line behind the last window."""
    last_start = -p + s * (conv_out(i, k, s, p) - 1)
    return i + p - (last_start + k)


def trace(arch: list[Layer], in_shape: Shape) -> list[Shape]:
    shapes = [in_shape]
    for layer in arch:
        shapes.append(layer_out(layer, shapes[-1]))
    return shapes[1:]


def layer_out(layer: Layer, shape: Shape) -> Shape:
    options = {name: value for name, value in layer.items() if name in ("kernel", "stride", "padding", "dilation")}
    if layer["type"] == "conv":
        return conv2d_out_shape(shape, layer["filters"], **options)
    if layer["type"] == "pool":
        return pool2d_out_shape(shape, **options)
    if layer["type"] == "global_pool":
        return shape[:1]
    if layer["type"] == "flatten":
        return (prod(shape),)
    return (layer["units"],) if layer["type"] == "dense" else shape


def receptive_field(arch: list[Layer]) -> tuple[int, int]:
    """Walk back from two neighbouring outputs to all the inputs that they read."""
    ends = [index for index, layer in enumerate(arch) if layer["type"] in HEAD]
    first, second = {0}, {1}
    for layer in reversed(arch[: ends[0]] if ends else arch):
        if layer["type"] in ("conv", "pool"):
            first, second = read_by(first, layer), read_by(second, layer)
    return max(first) - min(first) + 1, min(second) - min(first)


def read_by(outputs: set[int], layer: Layer) -> set[int]:
    stride: int = layer["kernel"] if layer["type"] == "pool" else 1
    return {
        at * layer.get("stride", stride) + tap * layer.get("dilation", 1)
        for at in outputs
        for tap in range(layer["kernel"])
    }


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    """Try every input that could matter."""
    found = [i for i in range(1, o * s + k + 1) if conv_out(i, k, s, p) == o]
    return range(found[0], found[-1] + 1) if found else range(0)


def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    choices = product(range(1, max_k + 1), range(1, max_s + 1), range(max_p + 1))
    return {(k, s, p) for k, s, p in choices if conv_out(i, k, s, p) == o}
