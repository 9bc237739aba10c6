"""Everything is written out: each window is the list of the pixels that it reads, and sizes are lengths of lists."""

from collections.abc import Iterator
from itertools import count, takewhile
from math import prod
from typing import Any

Window = list[int]


def windows(i: int, k: int, s: int, p: int, d: int = 1) -> list[Window]:
    """All windows on a line from -p to i + p; pixel numbers below 0 or from `i` on are zeros of the padding."""
    line = range(-p, i + p)
    every = ([start + d * tap for tap in range(k)] for start in count(-p, s))
    return list(takewhile(lambda window: window[-1] in line, every))


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    numbers(i=i, k=k, s=s, d=d)
    numbers(0, p=p)
    return len(some(windows(i, k, s, p, d), "k"))


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    return len(list(range(i))[::s]) if padding == "SAME" else len(windows(i, k, s, 0, d))


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    """What the windows of SAME would read beyond the image, if the first of them started on its first pixel."""
    reads = {start + d * tap for start in range(i)[::s] for tap in range(k)}
    beyond = range(i, max(reads) + 1)
    return len(beyond[1::2]), len(beyond[::2])


class Image:
    """Named sides of a shape in either layout."""

    def __init__(self, shape: Any, layout: str) -> None:
        if layout not in ("NCHW", "NHWC"):
            raise ValueError(f"layout has to be NCHW or NHWC: {layout!r}")
        self.order = layout[1:]
        self.sides = dict(zip(self.order, shape, strict=True))

    def with_sides(self, **sides: int) -> tuple[int, ...]:
        return tuple({**self.sides, **sides}[letter] for letter in self.order)


def conv2d_out_shape(
    in_shape: Any,
    n_filters: int,
    kernel: Any,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    layout: str = "NCHW",
) -> tuple[int, ...]:
    image = Image(in_shape, layout)
    numbers(n_filters=n_filters)
    k, s, d = numbers(kernel=kernel, stride=stride, dilation=dilation)
    (p,) = numbers(0, padding=padding)
    rows = some(windows(image.sides["H"], k[0], s[0], p[0], d[0]), "kernel")
    columns = some(windows(image.sides["W"], k[1], s[1], p[1], d[1]), "kernel")
    return image.with_sides(C=n_filters, H=len(rows), W=len(columns))


def pool_windows(i: int, k: int, s: int, p: int, ceil_mode: bool) -> list[Window]:
    whole = windows(i, k, s, p)
    covered = whole[-1][-1] + 1 if whole else i + p
    start = whole[-1][0] + s if whole else i
    if ceil_mode and covered < i + p and start < i:
        whole.append([start + tap for tap in range(k)])
    return whole


def pool2d_out_shape(
    in_shape: Any, kernel: Any, stride: Any = None, padding: Any = 0, ceil_mode: bool = False, layout: str = "NCHW"
) -> tuple[int, ...]:
    image = Image(in_shape, layout)
    k, s = numbers(kernel=kernel, stride=kernel if stride is None else stride)
    (p,) = numbers(0, padding=padding)
    rows = pool_windows(image.sides["H"], k[0], s[0], p[0], ceil_mode)
    columns = pool_windows(image.sides["W"], k[1], s[1], p[1], ceil_mode)
    return image.with_sides(H=len(rows), W=len(columns))


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    last = max(pixel for window in windows(i, k, s, p) for pixel in window)
    return len([pixel for pixel in range(-p, i + p) if pixel > last])


def trace(arch: list[dict[str, Any]], in_shape: Any) -> list[tuple[int, ...]]:
    return list(flow(arch, tuple(in_shape)))


def flow(arch: list[dict[str, Any]], shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for index, layer in enumerate(arch):
        if len(shape) not in accepted(layer["type"]):
            raise ValueError(f"[{index}] {layer['type']}: does not take {shape}")
        try:
            result = through(layer, shape)
        except ValueError as reason:
            raise ValueError(f"[{index}] {layer['type']}: {shape} is impossible, {reason}") from None
        yield result
        shape = result


def accepted(kind: str) -> tuple[int, ...]:
    """How many sides the input of such a layer may have."""
    return {"conv": (3,), "pool": (3,), "global_pool": (3,), "dense": (1,)}.get(kind, (1, 2, 3))


def through(layer: dict[str, Any], shape: tuple[int, ...]) -> tuple[int, ...]:
    kind, told = layer["type"], set(layer)
    options = {name: layer[name] for name in ("kernel", "stride", "padding", "dilation") if name in told}
    if kind == "conv":
        for dealt in (range(shape[0]), range(layer["filters"])):
            if len({len(dealt[group :: layer.get("groups", 1)]) for group in range(layer.get("groups", 1))}) > 1:
                raise ValueError("not every group gets as many")
        return conv2d_out_shape(shape, layer["filters"], **options)
    if kind == "pool":
        result = pool2d_out_shape(shape, **options)
        if 0 in result:
            raise ValueError("the window is too large")
        return result
    if kind == "flatten":
        return (prod(shape),)
    if kind == "global_pool":
        return (shape[0],)
    return (layer["units"],) if kind == "dense" else shape


def receptive_field(arch: list[dict[str, Any]]) -> tuple[int, int]:
    """Pixel by pixel: what the outputs 0 and 1 of the last grid read, back through all layers to the image."""
    kinds = [layer["type"] for layer in arch]
    grid = list(takewhile(lambda at: kinds[at] not in ("flatten", "dense", "global_pool"), range(len(arch))))
    seen = [{0}, {1}]
    for at in reversed(grid):
        if kinds[at] in ("conv", "pool"):
            seen = [{pixel for output in outputs for pixel in read(arch[at], output)} for outputs in seen]
    return max(seen[0]) - min(seen[0]) + 1, min(seen[1]) - min(seen[0])


def read(layer: dict[str, Any], output: int) -> Window:
    side_by_side = layer["kernel"] if layer["type"] == "pool" else 1
    start = output * layer.get("stride", side_by_side)
    return [start + tap * layer.get("dilation", 1) for tap in range(layer["kernel"])]


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    """A long line has windows enough: the image must hold the end of the o-th, but not the end of the next."""
    ends = [window[-1] for window in windows(o * s + k + s, k, s, p)]
    room = range(ends[o - 1] + 1 - p, ends[o] + 1 - p)
    possible = [i for i in room if i > 0]
    return range(possible[0], possible[-1] + 1) if possible else range(0)


def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    found = set()
    for p in range(max_p + 1):
        line = list(range(-p, i + p))
        for k in range(1, max_k + 1):
            single_steps = line[: max(len(line) - k + 1, 0)]
            found |= {(k, s, p) for s in range(1, max_s + 1) if len(single_steps[::s]) == o}
    return found


def numbers(least: int = 1, **named: Any) -> list[tuple[int, int]]:
    """Each argument as a pair, once it is known to be one or two ints that are large enough."""
    pairs = []
    for name, value in named.items():
        pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
        if any(type(number) is not int for number in pair):
            raise TypeError(f"{name} is not made of ints: {value!r}")
        if min(pair) < least:
            raise ValueError(f"{name} may not be less than {least}: {value!r}")
        pairs.append(pair)
    return pairs


def some(found: list[Window], name: str) -> list[Window]:
    if not found:
        raise ValueError(f"{name} does not fit on the padded line")
    return found
