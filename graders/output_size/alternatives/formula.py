"""The closed formula in exact fractions, and its inverse by bisection; layers are small classes."""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, prod


@dataclass(frozen=True)
class Axis:
    """A window on one axis."""

    i: int
    k: int
    s: int = 1
    p: int = 0
    d: int = 1

    @property
    def span(self):
        return self.d * (self.k - 1) + 1

    @property
    def steps(self):
        """How many steps there is room for, as an exact fraction; negative where the window does not fit."""
        return Fraction(self.i + 2 * self.p - self.span, self.s)

    def size(self, name):
        if self.steps < 0:
            raise ValueError(f"{name} is larger than the padded input")
        return floor(self.steps) + 1

    def size_up(self):
        """Rounded up; then what starts neither in the front padding nor on a pixel goes."""
        return min(ceil(self.steps) + 1, ceil(Fraction(self.i + self.p, self.s)))


def verified(name, value, least):
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}: {value!r} is no int")
    if value < least:
        raise ValueError(f"{name}: {value} is too small")
    return value


def conv_out(i, k, s=1, p=0, d=1):
    given = {"i": i, "k": k, "s": s, "p": p, "d": d}
    return Axis(*(verified(name, value, int(name != "p")) for name, value in given.items())).size("k")


def tf_out(i, k, s=1, d=1, padding="VALID"):
    return ceil(Fraction(i, s)) if padding == "SAME" else Axis(i, k, s, 0, d).size("k")


def same_pads_tf(i, k, s=1, d=1):
    # (outputs - 1) · s is the start of the last window, that is the last multiple of s below i
    zeros = Fraction(max((i - 1) // s * s + Axis(i, k, d=d).span - i, 0), 2)
    return floor(zeros), ceil(zeros)


def axes(sides, *options):
    """One Axis for the rows and one for the columns."""
    pairs = [option if isinstance(option, (tuple, list)) else (option, option) for option in options]
    return [Axis(*numbers) for numbers in zip(sides, *pairs, strict=True)]


def conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW"):
    verified("n_filters", n_filters, 1)
    for name, option in (("kernel", kernel), ("stride", stride), ("padding", padding), ("dilation", dilation)):
        for number in option if isinstance(option, (tuple, list)) else (option,):
            verified(name, number, int(name != "padding"))
    sides = {"NCHW": slice(1, 3), "NHWC": slice(0, 2)}
    if layout not in sides:
        raise ValueError(f"layout: {layout!r} is none of {list(sides)}")
    shape = [n_filters] * 3
    shape[sides[layout]] = [
        axis.size("kernel") for axis in axes(in_shape[sides[layout]], kernel, stride, padding, dilation)
    ]
    return tuple(shape)


def pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW"):
    sides = slice(0, 2) if layout == "NHWC" else slice(1, 3)
    lines = axes(in_shape[sides], kernel, stride or kernel, padding)
    shape = list(in_shape)
    shape[sides] = [axis.size_up() if ceil_mode else axis.size("kernel") for axis in lines]
    return tuple(shape)


def unused_pixels(i, k, s=1, p=0):
    steps = Axis(i, k, s, p).steps
    return int((steps - floor(steps)) * s)


class Layer:
    """A layer that keeps the shape, and what all layers share."""

    def __init__(self, entries):
        self.entries = entries

    def __getitem__(self, name):
        defaults = {"stride": self.default_stride(), "padding": 0, "dilation": 1, "groups": 1}
        return self.entries[name] if name in self.entries else defaults[name]

    def default_stride(self):
        return 1

    def out(self, shape):
        return shape


class Conv(Layer):
    def out(self, shape):
        channels, height, width = shape  # a ValueError where there are no three
        if gcd(channels, self["filters"]) % self["groups"]:
            raise ValueError("groups of different sizes")
        options = (self[name] for name in ("filters", "kernel", "stride", "padding", "dilation"))
        return conv2d_out_shape((channels, height, width), *options)


class Pool(Layer):
    def default_stride(self):
        return self.entries["kernel"]

    def out(self, shape):
        channels, height, width = shape
        return pool2d_out_shape((channels, height, width), self["kernel"], self["stride"], self["padding"])


class GlobalPool(Layer):
    def out(self, shape):
        return shape[:1]


class Flatten(Layer):
    def out(self, shape):
        return (prod(shape),)


class Dense(Layer):
    def out(self, shape):
        if shape[1:]:
            raise ValueError("flatten first")
        return (self["units"],)


KINDS = {"conv": Conv, "pool": Pool, "global_pool": GlobalPool, "flatten": Flatten, "dense": Dense}


def trace(arch, in_shape):
    shapes, shape = [], tuple(in_shape)
    for index, entries in enumerate(arch):
        try:
            shape = KINDS.get(entries["type"], Layer)(entries).out(shape)
        except ValueError as error:
            raise ValueError(f"layer {index}, a {entries['type']} that gets {shape}: {error}") from error
        shapes.append(shape)
    return shapes


def receptive_field(arch):
    """Unrolled: size = 1 + the sum over layers of (span - 1) times all strides before."""
    sizes, strides = [1], [1]
    for entries in arch:
        layer = KINDS.get(entries["type"], Layer)(entries)
        if isinstance(layer, (GlobalPool, Flatten, Dense)):
            break
        if isinstance(layer, (Conv, Pool)):
            sizes.append((Axis(0, layer["kernel"], d=layer["dilation"]).span - 1) * prod(strides))
            strides.append(layer["stride"])
    return sum(sizes), prod(strides)


def inputs_giving(o, k, s, p):
    """The size never shrinks when the input grows, so both ends of the answer can be found by halving."""
    candidates = range(1, o * s + k + 1)

    def size(i):
        return floor(Axis(i, k, s, p).steps) + 1

    first = bisect_left(candidates, o, key=size)
    end = bisect_left(candidates, o + 1, key=size)
    return range(first + 1, end + 1)


def configs(i, o, max_k, max_s, max_p):
    """For each kernel and padding: a stride is right if o - 1 steps fit and o steps do not."""
    found = set()
    for k in range(1, max_k + 1):
        for p in range(max_p + 1):
            free = i + 2 * p - k
            found |= {(k, s, p) for s in range(1, max_s + 1) if (o - 1) * s <= free < o * s}
    return found
