"""Nothing but recursion: what one window or one layer does, and the same question for the rest."""

from functools import cache
from typing import Any


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    line = _ask("i", i, 1) + 2 * _ask("p", p, 0)
    return _must_be_some(_count(line, _span(_ask("k", k, 1), _ask("d", d, 1)), _ask("s", s, 1)), "k")


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    if padding == "VALID":
        return _count(i, _span(k, d), s)
    return 0 if i <= 0 else 1 + tf_out(i - s, k, s, d, padding)


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    if i > s:  # all windows but the last one lie on pixels that the last one leaves alone
        return same_pads_tf(i - s, k, s, d)
    return _share(_span(k, d) - i)


def conv2d_out_shape(
    in_shape: Any,
    n_filters: int,
    kernel: Any,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    layout: str = "NCHW",
) -> tuple[int, ...]:
    if layout == "NHWC":
        height, width, channels = in_shape
        return _last(conv2d_out_shape((channels, height, width), n_filters, kernel, stride, padding, dilation))
    if layout != "NCHW":
        raise ValueError(f"layout {layout!r}?")
    _ask("n_filters", n_filters, 1)
    _, height, width = in_shape
    kernels, strides = _both("kernel", kernel, 1), _both("stride", stride, 1)
    pads, gaps = _both("padding", padding, 0), _both("dilation", dilation, 1)
    down = _count(height + 2 * pads[0], _span(kernels[0], gaps[0]), strides[0])
    across = _count(width + 2 * pads[1], _span(kernels[1], gaps[1]), strides[1])
    return n_filters, _must_be_some(down, "kernel"), _must_be_some(across, "kernel")


def pool2d_out_shape(
    in_shape: Any, kernel: Any, stride: Any = None, padding: Any = 0, ceil_mode: bool = False, layout: str = "NCHW"
) -> tuple[int, ...]:
    if layout == "NHWC":
        height, width, channels = in_shape
        return _last(pool2d_out_shape((channels, height, width), kernel, stride, padding, ceil_mode))
    if stride is None:
        return pool2d_out_shape(in_shape, kernel, kernel, padding, ceil_mode)
    channels, height, width = in_shape
    (k, kk), (s, ss), (p, pp) = _both("kernel", kernel, 1), _both("stride", stride, 1), _both("padding", padding, 0)
    return channels, _pooled(p + height, p, k, s, ceil_mode), _pooled(pp + width, pp, kk, ss, ceil_mode)


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    if p:
        return unused_pixels(i + 2, k, s, p - 1)
    return unused_pixels(i - s, k, s) if i >= k + s else i - k


def trace(arch: list[dict[str, Any]], in_shape: Any) -> list[tuple[int, ...]]:
    return _trace(0, arch, tuple(in_shape))


def receptive_field(arch: list[dict[str, Any]]) -> tuple[int, int]:
    if not arch or arch[0]["type"] in ("flatten", "dense", "global_pool"):
        return 1, 1
    # What one output sees of this layer's results; each of these sees a window, `stride` further than the last.
    (size, jump), layer = receptive_field(arch[1:]), arch[0]
    if layer["type"] not in ("conv", "pool"):
        return size, jump
    stride = layer.get("stride", layer["kernel"] if layer["type"] == "pool" else 1)
    return (size - 1) * stride + _span(layer["kernel"], layer.get("dilation", 1)), jump * stride


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    bare = _bare_inputs(o, k, s, p)
    return range(max(bare.start, 1), max(bare.stop, 1))


@cache
def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    """The largest of all three, if it is right, and whatever there is with a lower limit for one of them."""
    if max_k == 0 or max_s == 0 or max_p < 0:
        return set()
    here = {(max_k, max_s, max_p)} if _count(i + 2 * max_p, max_k, max_s) == o else set()
    less_k, less_s = configs(i, o, max_k - 1, max_s, max_p), configs(i, o, max_k, max_s - 1, max_p)
    return here | less_k | less_s | configs(i, o, max_k, max_s, max_p - 1)


def _bare_inputs(o: int, k: int, s: int, p: int) -> range:
    if p:
        more = _bare_inputs(o, k, s, p - 1)
        return range(more.start - 2, more.stop - 2)
    if o == 1:
        return range(k, k + s)
    fewer = _bare_inputs(o - 1, k, s, 0)
    return range(fewer.start + s, fewer.stop + s)


def _count(line: int, window: int, step: int) -> int:
    return 0 if line < window else 1 + _count(line - step, window, step)


def _pooled(line: int, padding: int, window: int, step: int, ceil_mode: bool) -> int:
    """`line` is what is left of the image, zeros in front of it included; `padding` zeros lie behind it."""
    if window > line + padding:
        return 0
    if window + step <= line + padding:
        return 1 + _pooled(line - step, padding, window, step, ceil_mode)
    hangs_over = ceil_mode and window < line + padding and step < line
    return 2 if hangs_over else 1


def _span(k: int, d: int) -> int:
    return 1 if k == 1 else d + _span(k - 1, d)


def _share(zeros: int) -> tuple[int, int]:
    """Two at a time, one for each side; a single one goes after."""
    if zeros < 2:
        return 0, max(zeros, 0)
    before, after = _share(zeros - 2)
    return before + 1, after + 1


def _trace(index: int, arch: list[dict[str, Any]], shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    if not arch:
        return []
    try:
        out = _layer(arch[0], shape)
    except ValueError as error:
        raise ValueError(f"{index}: {arch[0]['type']} on {shape}: {error}") from None
    return [out, *_trace(index + 1, arch[1:], out)]


def _layer(layer: dict[str, Any], shape: tuple[int, ...]) -> tuple[int, ...]:
    options = {name: layer[name] for name in ("stride", "padding", "dilation") if name in layer}
    match layer, shape:
        case {"type": "conv", "filters": filters, "groups": groups}, (channels, _, _) if (
            channels % groups or filters % groups
        ):
            raise ValueError(f"{groups} groups cannot all be alike")
        case {"type": "conv", "filters": filters, "kernel": kernel}, (_, _, _):
            return conv2d_out_shape(shape, filters, kernel, **options)
        case {"type": "pool", "kernel": kernel}, (_, _, _):
            channels, down, across = pool2d_out_shape(shape, kernel, **options)
            return channels, _must_be_some(down, "kernel"), _must_be_some(across, "kernel")
        case {"type": "global_pool"}, (channels, _, _):
            return (channels,)
        case {"type": "flatten"}, (cells,):
            return (cells,)
        case {"type": "flatten"}, (first, second, *rest):
            return _layer(layer, (first * second, *rest))
        case {"type": "dense", "units": units}, (_,):
            return (units,)
        case {"type": "batchnorm" | "relu" | "dropout"}, _:
            return shape
    raise ValueError("impossible here")


def _must_be_some(count: int, name: str) -> int:
    if count == 0:
        raise ValueError(f"{name} is too large")
    return count


def _last(shape: tuple[int, ...]) -> tuple[int, ...]:
    channels, height, width = shape
    return height, width, channels


def _both(name: str, value: Any, least: int) -> tuple[int, int]:
    if isinstance(value, tuple | list):
        return _ask(name, value[0], least), _ask(name, value[1], least)
    return _both(name, (value, value), least)


def _ask(name: str, value: Any, least: int) -> int:
    if not isinstance(value, int) or value is True or value is False:
        raise TypeError(f"{name} must be an int")
    if value < least:
        raise ValueError(f"{name} must not be below {least}")
    return value
