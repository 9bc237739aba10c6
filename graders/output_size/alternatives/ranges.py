"""A window's starts are a `range`, and a range knows its own length: sizes without any arithmetic on sizes."""

from functools import reduce
from itertools import product
from math import prod
from operator import mul

LEAST = {"padding": 0, "p": 0}


def demand(**numbers):
    """Every number has to be a true int and large enough; a pair is two numbers."""
    for name, value in numbers.items():
        for number in value if isinstance(value, tuple | list) else (value,):
            if isinstance(number, bool) or not isinstance(number, int):
                raise TypeError(f"{name} takes ints, not {type(number).__name__}")
            if number < LEAST.get(name, 1):
                raise ValueError(f"{name} cannot be {number}")


def starts(i, k, s=1, p=0, d=1):
    """Pixels on which the first tap may lie; those before 0 are zeros of the padding."""
    return range(-p, i + p - d * (k - 1), s)


def conv_out(i, k, s=1, p=0, d=1):
    demand(i=i, k=k, s=s, p=p, d=d)
    if not (begin := starts(i, k, s, p, d)):
        raise ValueError("k reaches beyond the padded line")
    return len(begin)


def tf_out(i, k, s=1, d=1, padding="VALID"):
    return len({"SAME": range(0, i, s), "VALID": starts(i, k, s, 0, d)}[padding])


def same_pads_tf(i, k, s=1, d=1):
    last_tap = range(0, i, s)[-1] + d * (k - 1)
    missing = len(range(i, last_tap + 1))
    return len(range(1, missing, 2)), len(range(0, missing, 2))  # every second zero, the first of them after


def pair(value):
    return tuple(value) if isinstance(value, tuple | list) else (value,) * 2


def turned(shape, layout):
    """Channels first, and the way back for a result."""
    if layout == "NCHW":
        return tuple(shape), tuple
    if layout == "NHWC":
        return (shape[2], *shape[:2]), lambda result: (*result[1:], result[0])
    raise ValueError(f"layout {layout!r} is neither NCHW nor NHWC")


def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    demand(n_filters=n_filters, kernel=kernel, stride=stride, padding=padding, dilation=dilation)
    (_, *sides), back = turned(in_shape, layout)
    lines = [starts(*line) for line in zip(sides, *map(pair, (kernel, stride, padding, dilation)), strict=True)]
    if not all(lines):
        raise ValueError("kernel reaches beyond the padded image")
    return back((n_filters, *map(len, lines)))


def pool_starts(i, k, s, p, ceil_mode):
    exact = starts(i, k, s, p)
    if not ceil_mode or not exact or exact[-1] + k >= i + p:
        return exact
    hanging = range(-p, exact[-1] + s + 1, s)  # one start more
    return hanging if hanging[-1] < i else exact


def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    (channels, *sides), back = turned(in_shape, layout)
    options = map(pair, (kernel, kernel if stride is None else stride, padding, ceil_mode))
    return back((channels, *(len(pool_starts(*line)) for line in zip(sides, *options, strict=True))))


def unused_pixels(i, k, s=1, p=0):
    return len(range(starts(i, k, s, p)[-1] + k, i + p))


def trace(arch, in_shape):
    shapes = [tuple(in_shape)]
    for index, layer in enumerate(arch):
        try:
            shapes.append(LAYERS[layer["type"]](layer, shapes[-1]))
        except ValueError as error:
            raise ValueError(f"{layer['type']} at {index} does not go with {shapes[-1]} ({error})") from error
    return shapes[1:]


def grid(shape):
    if len(shape) != 3:
        raise ValueError("no grid")
    return shape


def some(layer, *names):
    return {name: layer[name] for name in names if name in layer}


def conv_layer(layer, shape):
    channels, *_ = grid(shape)
    if any(number % layer.get("groups", 1) for number in (channels, layer["filters"])):
        raise ValueError("groups do not divide channels and filters")
    return conv2d_out_shape(shape, layer["filters"], **some(layer, "kernel", "stride", "padding", "dilation"))


def pool_layer(layer, shape):
    out = pool2d_out_shape(grid(shape), layer["kernel"], **some(layer, "stride", "padding"))
    if not all(out):
        raise ValueError("kernel reaches beyond the padded image")
    return out


def dense_layer(layer, shape):
    (_,) = shape  # unpacking anything but a flat shape is a ValueError already
    return (layer["units"],)


def kept(_, shape):
    return shape


LAYERS = {
    "conv": conv_layer,
    "pool": pool_layer,
    "batchnorm": kept,
    "relu": kept,
    "dropout": kept,
    "global_pool": lambda _, shape: grid(shape)[:1],
    "flatten": lambda _, shape: (prod(shape),),
    "dense": dense_layer,
}


def receptive_field(arch):
    kinds = [layer["type"] for layer in arch]
    end = min((kinds.index(kind) for kind in ("flatten", "dense", "global_pool") if kind in kinds), default=len(arch))
    windows = [layer for layer in arch[:end] if layer["type"] in ("conv", "pool")]
    strides = [layer.get("stride", layer["kernel"] if layer["type"] == "pool" else 1) for layer in windows]
    jumps = [reduce(mul, strides[:depth], 1) for depth in range(len(windows) + 1)]
    # The taps of a layer, seen in the image, are a range with the layer's jump; their last tells how much is added.
    taps = [range(0, layer["kernel"] * step, step) for layer, step in zip(windows, jumps, strict=False)]
    return 1 + sum(line[-1] * layer.get("dilation", 1) for line, layer in zip(taps, windows, strict=True)), jumps[-1]


def inputs_giving(o, k, s, p):
    sizes = [len(starts(i, k, s, p)) for i in range(1, o * s + k + 1)]
    first = sizes.index(o) + 1 if o in sizes else 1
    return range(first, first + sizes.count(o))


def configs(i, o, max_k, max_s, max_p):
    choices = product(range(1, max_k + 1), range(1, max_s + 1), range(max_p + 1))
    return {choice for choice in choices if len(starts(i, *choice)) == o}
