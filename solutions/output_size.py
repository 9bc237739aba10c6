"""Reference solution of `output_size`: how large is what comes out of a layer?

Everything rests on one count, `_positions`. The rest asks it twice (height and width), again and again
(`trace`) or backwards (`inputs_giving`, `configs`). Input is checked where it enters from outside, not at each step.
"""

from collections.abc import Iterable, Sequence
from itertools import product, takewhile
from math import prod
from typing import Any

Pair = int | tuple[int, int]
Shape = tuple[int, ...]
Layer = dict[str, Any]

HEAD = ("flatten", "dense", "global_pool")  # behind these there is no grid of positions any more


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    for name, value, least in (("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)):
        _require_int(name, value, least)
    return _positions(i, k, s, p, d, "k")


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    if padding == "SAME":
        return -(-i // s)  # rounds up: one output for every started step, whatever the kernel
    if padding == "VALID":
        return _positions(i, k, s, 0, d, "k")
    raise ValueError(f"padding must be 'SAME' or 'VALID', not {padding!r}")


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    reach = (tf_out(i, k, s, d, "SAME") - 1) * s + _span(k, d)  # where the last window ends
    total = max(reach - i, 0)  # a stride beyond the kernel may leave pixels over: nothing to pad then
    return total // 2, total - total // 2


def conv2d_out_shape(
    in_shape: Sequence[int],
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> Shape:
    _require_int("n_filters", n_filters, 1)
    _, *size = _channels_first(in_shape, layout)
    windows = zip(size, *_windows(kernel, stride, padding, dilation), strict=True)
    # A filter reads all input channels at once, so only the number of filters is left of them.
    return _in_layout(n_filters, (_positions(*window) for window in windows), layout)


def pool2d_out_shape(
    in_shape: Sequence[int],
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    layout: str = "NCHW",
) -> Shape:
    channels, *size = _channels_first(in_shape, layout)
    windows = zip(size, *_windows(kernel, kernel if stride is None else stride, padding, 1), strict=True)
    count = _ceil_positions if ceil_mode else _positions
    return _in_layout(channels, (count(*window) for window in windows), layout)


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    return (i + 2 * p - k) % s


def trace(arch: list[Layer], in_shape: Sequence[int]) -> list[Shape]:
    shapes: list[Shape] = []
    shape = tuple(in_shape)
    for index, layer in enumerate(arch):
        try:
            shape = _layer_out(layer, shape)
        except KeyError as missing:
            raise ValueError(f"arch: layer {index} with input {shape} lacks {missing}") from None
        except (TypeError, ValueError) as error:
            raise type(error)(f"arch: layer {index} ({layer['type']}) cannot take the input {shape}: {error}") from None
        shapes.append(shape)
    return shapes


def receptive_field(arch: list[Layer]) -> tuple[int, int]:
    size, jump = 1, 1
    for layer in takewhile(lambda layer: layer["type"] not in HEAD, arch):
        if layer["type"] in ("conv", "pool"):
            kernel: int = layer["kernel"]
            stride: int = kernel if layer["type"] == "pool" else 1
            # Each further tap looks `dilation` units on, and one unit of this layer's input is `jump` pixels.
            size += (_span(kernel, layer.get("dilation", 1)) - 1) * jump
            jump *= layer.get("stride", stride)
    return size, jump


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    smallest = (o - 1) * s + k - 2 * p  # o windows just fit; the next one needs s more
    return range(max(smallest, 1), max(smallest + s, 1))


def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    choices = product(range(1, max_k + 1), range(1, max_s + 1), range(max_p + 1))
    return {(k, s, p) for k, s, p in choices if k <= i + 2 * p and _positions(i, k, s, p, 1, "k") == o}


def _span(k: int, d: int) -> int:
    """Pixels from the first to the last tap: `k` taps have `k - 1` gaps."""
    return d * (k - 1) + 1


def _positions(i: int, k: int, s: int, p: int, d: int, name: str = "kernel") -> int:
    """The first window, and one more for each whole step that is left."""
    free = i + 2 * p - _span(k, d)
    if free < 0:
        raise ValueError(f"{name}: a window of {_span(k, d)} is larger than the padded input of {i + 2 * p}")
    return free // s + 1


def _ceil_positions(i: int, k: int, s: int, p: int, d: int, name: str = "kernel") -> int:
    """As PyTorch counts: a last window may hang over the end, but not start in the padding there."""
    count = -(-(i + 2 * p - _span(k, d)) // s) + 1
    if (count - 1) * s >= i + p:
        count -= 1
    if count < 1:
        raise ValueError(f"{name}: a window of {_span(k, d)} is too large for the padded input of {i + 2 * p}")
    return count


def _layer_out(layer: Layer, shape: Shape) -> Shape:
    options = {name: layer[name] for name in ("stride", "padding", "dilation") if name in layer}
    match layer["type"]:
        case "conv":
            _require_groups(layer.get("groups", 1), shape[0], layer["filters"])
            return conv2d_out_shape(shape, layer["filters"], layer["kernel"], **options)
        case "pool":
            return pool2d_out_shape(shape, layer["kernel"], **options)
        case "batchnorm" | "relu" | "dropout":
            return shape
        case "global_pool":
            return _channels_first(shape, "NCHW")[:1]
        case "flatten":
            return (prod(shape),)
        case "dense":
            _require_int("units", layer["units"], 1)
            if len(shape) != 1:
                raise ValueError("a dense layer needs a flat input (n,)")
            return (layer["units"],)
        case unknown:
            raise ValueError(f"there is no layer type {unknown!r}")


def _channels_first(in_shape: Sequence[int], layout: str) -> Shape:
    if len(in_shape) != 3:
        raise ValueError(f"in_shape must have three entries, not {tuple(in_shape)}")
    for entry in in_shape:
        _require_int("in_shape", entry, 1)
    if layout == "NCHW":
        return tuple(in_shape)
    if layout == "NHWC":
        return (in_shape[2], in_shape[0], in_shape[1])
    raise ValueError(f"layout must be 'NCHW' or 'NHWC', not {layout!r}")


def _in_layout(channels: int, size: Iterable[int], layout: str) -> Shape:
    return (channels, *size) if layout == "NCHW" else (*size, channels)


def _windows(kernel: Pair, stride: Pair, padding: Pair, dilation: Pair) -> tuple[tuple[int, int], ...]:
    named = (("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1))
    return tuple(_pair(name, value, least) for name, value, least in named)


def _pair(name: str, value: Pair, least: int) -> tuple[int, int]:
    vertical, horizontal = value if isinstance(value, tuple | list) and len(value) == 2 else (value, value)
    _require_int(name, vertical, least)
    _require_int(name, horizontal, least)
    return vertical, horizontal


def _require_int(name: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):  # True is an int to Python, but it is no size
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, not {value}")


def _require_groups(groups: int, channels: int, filters: int) -> None:
    _require_int("groups", groups, 1)
    if channels % groups or filters % groups:
        raise ValueError(f"groups: {groups} does not divide both {channels} channels and {filters} filters")
