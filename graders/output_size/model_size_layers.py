"""One window and one layer, as somebody would count them who holds some of the topic's misconceptions.

Each id of a misconception turns one decision. With no ids everything is right, refusals included.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Ids = frozenset[str]
Pair = int | tuple[int, int]
Number = int | float


def span(ids: Ids, k: int, d: int) -> int:
    """Pixels from the first tap to the last."""
    if "SHP-14a" in ids:
        return k * d
    if "SHP-14b" in ids:
        return k
    if "SHP-14c" in ids:
        return (k - 1) * (d + 1) + 1
    if "SHP-14d" in ids:
        return (k - 1) * d
    return (k - 1) * d + 1


def padded(ids: Ids, i: Number, p: int) -> Number:
    """The length of the line with its padding."""
    if "SHP-2" in ids:
        return i + p
    if "SHP-3" in ids:
        return i
    return i - 2 * p if "SHP-9" in ids else i + 2 * p


def steps(ids: Ids, free: Number, s: int) -> Number:
    """Steps that fit into the free pixels."""
    if "SHP-4" in ids:
        return -(-free // s)
    if "SHP-5b" in ids:
        return round(free / s)
    if "SHP-16b" in ids:
        return int(free / s)
    return free / s if "SHP-17a" in ids else free // s


def positions(ids: Ids, i: Number, k: int, s: int, p: int, d: int = 1) -> Number:
    """How many windows there are, whether or not one fits."""
    free = padded(ids, i, p) - span(ids, k, d)
    step = 1 if "SHP-6" in ids else s
    if "SHP-8" in ids:
        count = -(-i // s)
    elif "SHP-10" in ids:
        count = free - s + 1
    elif "SHP-5a" in ids:
        count = round(free / step + 1)
    elif "SHP-7" in ids:
        count = steps(ids, free + 1, step)
    else:
        count = steps(ids, free, step) + (0 if "SHP-1" in ids else 1)
    return as_kept(ids, count)


def as_kept(ids: Ids, size: Number) -> Number:
    return float(size) if "SHP-17b" in ids else size


def refuse_too_large(ids: Ids, name: str, i: Number, k: int, p: int, d: int = 1) -> None:
    """Refuse a window that does not fit, by the right measures: what was miscounted is another decision."""
    reach, line = (k - 1) * d + 1, i + 2 * p
    if reach > line and not ids & {"SHP-16a", "SHP-16b"}:
        raise ValueError(f"{name}: a window of {reach} does not fit on a padded input of {line}")


def refuse_number(name: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be an int, not {value!r}")
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {value}")


def conv_out(ids: Ids, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Number:
    for name, value, least in (("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)):
        refuse_number(name, value, least)
    refuse_too_large(ids, "k", i, k, p, d)
    return positions(ids, i, k, s, p, d)


def tf_out(ids: Ids, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Number:
    return positions(ids, i, k, s, 0, d) if padding == "VALID" else as_kept(ids, same(ids, i, k, s, d))


def same(ids: Ids, i: int, k: int, s: int, d: int) -> Number:
    """What SAME promises."""
    if "SHP-11" in ids:
        return i
    if "SHP-12a" in ids:
        return (i + (span(ids, k, d) - 1) // 2 * 2 - span(ids, k, d)) // s + 1
    if "SHP-23" in ids:
        return i // s
    return i / s if "SHP-17a" in ids else -(-i // s)


def same_pads_tf(ids: Ids, i: int, k: int, s: int = 1, d: int = 1) -> tuple[Number, Number]:
    reach = span(ids, k, d)
    if "SHP-11" in ids:
        total = reach - 1  # what keeps the size at stride 1
    elif "SHP-25" in ids:
        total = max(reach - s, 0)
    else:
        outputs = i // s if "SHP-23" in ids else -(-i // s)
        total = (outputs - 1) * s + reach - i
    if "SHP-24" not in ids:
        total = max(total, 0)
    half, rest = total // 2, total - total // 2
    if "SHP-12a" in ids:
        half = rest = (reach - 1) // 2
    if "SHP-12b" in ids:
        half = rest
    if "SHP-17a" in ids:
        half, rest = total / 2, total / 2
    pads = (rest, half) if "SHP-12c" in ids else (half, rest)
    return as_kept(ids, pads[0]), as_kept(ids, pads[1])


def both(ids: Ids, value: Pair) -> tuple[int, int]:
    """The numbers for the rows and for the columns."""
    down, across = value if isinstance(value, tuple | list) else (value, value)
    if "SHP-21b" in ids:
        return down, down
    return (across, down) if "SHP-21a" in ids else (down, across)


def opened(ids: Ids, shape: Sequence[Any], layout: str) -> tuple[Any, Any, Any]:
    """Channels, height and width of a shape."""
    if layout == "NHWC" and not ids & {"SHP-15a", "SHP-15c"}:
        return shape[2], shape[0], shape[1]
    channels, height, width = shape
    return channels, height, width


def closed(ids: Ids, channels: Any, down: Any, across: Any, layout: str) -> tuple[Any, Any, Any]:
    """The shape of a result."""
    if "SHP-21c" in ids:
        across = down
    if "SHP-21d" in ids:
        down, across = across, down
    last = layout == "NHWC" and not ids & {"SHP-15a", "SHP-15b"}
    return (down, across, channels) if last else (channels, down, across)


def conv2d_out_shape(
    ids: Ids,
    in_shape: Sequence[int],
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> tuple[Any, ...]:
    refuse_number("n_filters", n_filters, 1)
    if layout not in ("NCHW", "NHWC"):
        raise ValueError(f"layout: {layout!r} is unknown")
    named = (("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1))
    for name, value, least in named:
        for part in value if isinstance(value, tuple | list) else (value,):
            refuse_number(name, part, least)
    return conv_shape(ids, in_shape, n_filters, (kernel, stride, padding, dilation), layout)


def conv_shape(
    ids: Ids, in_shape: Sequence[Any], filters: int, window: Sequence[Pair], layout: str = "NCHW"
) -> tuple[Any, ...]:
    """The shape without a look at the arguments, for `trace`, which may come by with sizes that are none."""
    channels, *sides = opened(ids, in_shape, layout)
    axes = list(zip(sides, *(both(ids, value) for value in window), strict=True))
    for i, k, _, p, d in axes:
        refuse_too_large(ids, "kernel", i, k, p, d)
    down, across = (positions(ids, *axis) for axis in axes)
    depth = channels if "SHP-13a" in ids else channels * filters if "SHP-13b" in ids else filters
    return closed(ids, depth, down, across, layout)


def pool2d_out_shape(
    ids: Ids,
    in_shape: Sequence[Any],
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    layout: str = "NCHW",
) -> tuple[Any, ...]:
    channels, *sides = opened(ids, in_shape, layout)
    if stride is None:
        stride = 1 if "SHP-18b" in ids else kernel
    up = "SHP-19b" in ids or (ceil_mode and "SHP-19a" not in ids)
    axes = zip(sides, *(both(ids, value) for value in (kernel, stride, padding)), strict=True)
    down, across = pooled(ids, axes, up)
    return closed(ids, 1 if "SHP-18a" in ids else channels, down, across, layout)


def pooled(ids: Ids, axes: Iterable[tuple[Number, int, int, int]], up: bool) -> list[Number]:
    sizes = []
    for i, k, s, p in axes:
        refuse_too_large(ids, "kernel", i, k, p)
        sizes.append(rounded_up(ids, i, k, s, p) if up else positions(ids, i, k, s, p))
    return sizes


def rounded_up(ids: Ids, i: Number, k: int, s: int, p: int) -> Number:
    """As PyTorch counts with ceil_mode: what starts behind the image is dropped."""
    if "SHP-19c" in ids:
        return as_kept(ids, -(-i // s))
    count = positions((ids - {"SHP-5a", "SHP-5b", "SHP-17a"}) | {"SHP-4"}, i, k, s, p)
    behind = i + 2 * p if "SHP-20b" in ids else i if "SHP-20c" in ids else i + p
    start = (count - 1) * s
    dropped = (start > behind if "SHP-20d" in ids else start >= behind) and "SHP-20a" not in ids
    return count - 1 if dropped else count


def unused_pixels(ids: Ids, i: int, k: int, s: int = 1, p: int = 0) -> Number:
    free = padded(ids, i, p) - (0 if "SHP-22a" in ids else k)
    return free // s if "SHP-22b" in ids else free % s
