"""Every kind of layer is a class that knows its shape, its parameters and its work."""

from dataclasses import dataclass
from math import ceil, prod
from typing import Any


@dataclass(frozen=True)
class Window:
    kernel: object
    stride: object = 1
    padding: object = 0
    dilation: object = 1

    def axis(self, number: int) -> list[int]:
        return [value if isinstance(value, int) else value[number] for value in vars(self).values()]

    @property
    def taps(self) -> int:
        return self.axis(0)[0] * self.axis(1)[0]

    def on(self, image: tuple[int, ...]) -> tuple[int, ...]:
        sizes = []
        for number in (0, 1):
            k, s, p, d = self.axis(number)
            room = image[number] + 2 * p - (k - 1) * d  # pixels where the first tap may lie
            if room <= 0:
                raise ValueError(f"kernel {k} is too large for {image[number]} pixels")
            sizes.append(ceil(room / s))
        return tuple(sizes)


@dataclass(frozen=True)
class Kept:
    """A layer that keeps the shape and owns nothing, until a subclass says otherwise."""

    shape: tuple[int, ...]

    out_shape = property(lambda self: self.shape)
    params = macs = property(lambda _: 0)

    def row(self, kind: str) -> dict[str, Any]:
        out = self.out_shape
        return {"type": kind, "out_shape": out, "params": self.params, "macs": self.macs, "activations": prod(out)}


class Norm(Kept):
    params = property(lambda self: 2 * self.shape[0])


class Flat(Kept):
    out_shape = property(lambda self: (prod(self.shape),))


class GlobalPool(Kept):
    out_shape = property(lambda self: self.shape[:1])


@dataclass(frozen=True)
class Pool(Kept):
    window: Window

    @property
    def out_shape(self) -> tuple[int, ...]:
        if len(self.shape) != 3:
            raise ValueError("it needs channels, rows and columns")
        return (self.shape[0], *self.window.on(self.shape[1:]))


@dataclass(frozen=True)
class Conv(Pool):
    filters: int
    bias: bool = True
    groups: int = 1

    @property
    def out_shape(self) -> tuple[int, ...]:
        return (self.filters, *super().out_shape[1:])

    @property
    def weights(self) -> int:
        if self.shape[0] % self.groups or self.filters % self.groups:
            raise ValueError("groups must divide the channels and the filters")
        return self.filters * self.window.taps * self.shape[0] // self.groups

    @property
    def params(self) -> int:
        return self.weights + (self.filters if self.bias else 0)

    @property
    def macs(self) -> int:
        return self.weights * prod(self.out_shape[1:])


@dataclass(frozen=True)
class Dense(Kept):
    units: int
    bias: bool = True

    @property
    def out_shape(self) -> tuple[int, ...]:
        if len(self.shape) != 1:
            raise ValueError("it needs a flat input")
        return (self.units,)

    @property
    def macs(self) -> int:
        return prod(self.shape) * self.units

    @property
    def params(self) -> int:
        return self.macs + self.units * bool(self.bias)


def make(layer: dict[str, Any], shape: tuple[int, ...]) -> Kept:
    options = {name: value for name, value in layer.items() if name not in ("type", "kind")}
    window = {name: options.pop(name) for name in ("kernel", "stride", "padding", "dilation") if name in options}
    if layer["type"] == "conv":
        return Conv(shape, Window(**window), **options)
    if layer["type"] == "pool":
        return Pool(shape, Window(**{"stride": window["kernel"], **window}))
    if layer["type"] == "dense":
        return Dense(shape, **options)
    kinds = {"batchnorm": Norm, "flatten": Flat, "global_pool": GlobalPool, "relu": Kept, "dropout": Kept}
    if layer["type"] not in kinds:
        raise ValueError("there is no such layer")
    return kinds[layer["type"]](shape)


def layer_table(arch: Any, in_shape: Any) -> Any:
    rows, shape = [], tuple(in_shape)
    for index, layer in enumerate(arch):
        try:
            rows.append(make(layer, shape).row(layer["type"]))
        except ValueError as error:
            raise ValueError(f"layer {index}, {layer['type']}: {error}") from None
        shape = rows[-1]["out_shape"]
    return rows


def conv_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True, groups: Any = 1) -> Any:
    named = [("c_in", c_in), ("c_out", c_out), ("groups", groups)]
    named += [("kernel", side) for side in (kernel if isinstance(kernel, (tuple, list)) else [kernel])]
    for name, value in named:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is no whole number")
        if value < 1:
            raise ValueError(f"{name} is below 1")
    return Conv((c_in, 1, 1), Window(kernel), c_out, bias, groups).params


def dense_params(n_in: Any, n_out: Any, bias: Any = True) -> Any:
    return Dense((n_in,), n_out, bias).params


def locally_connected_params(in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    conv = Conv(tuple(in_shape), Window(kernel, stride, padding), n_filters)
    return conv.macs + prod(conv.out_shape)  # a product for each weight of its own, and a bias for each output


def sharing_ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Any:
    return prod(Window(kernel, stride, padding).on(tuple(in_shape[1:])))


def conv_macs(
    in_shape: Any, n_filters: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1
) -> Any:
    return Conv(tuple(in_shape), Window(kernel, stride, padding, dilation), n_filters, groups=groups).macs


def memory_bytes(arch: Any, in_shape: Any, dtype_bytes: Any = 4) -> Any:
    rows = layer_table(arch, in_shape)
    sums = {name: dtype_bytes * sum(row[name] for row in rows) for name in ("params", "activations")}
    return sums | {"total": sum(sums.values())}


def separable_params(c_in: Any, c_out: Any, kernel: Any, bias: Any = True) -> Any:
    parts = Conv((c_in, 1, 1), Window(kernel), c_in, bias, c_in), Conv((c_in, 1, 1), Window(1), c_out, bias)
    return sum(part.params for part in parts)


def bottleneck_saving(c_in: Any, c_out: Any, kernel: Any, c_mid: Any) -> Any:
    narrow, wide = Conv((c_in, 1, 1), Window(1), c_mid), Conv((c_mid, 1, 1), Window(kernel), c_out)
    return Conv((c_in, 1, 1), Window(kernel), c_out).weights / (narrow.weights + wide.weights)


def count_trainable(model: Any) -> Any:
    def visit(module: Any, known: Any) -> Any:
        own = [p for p in module.parameters(recurse=False) if p.requires_grad and id(p) not in known]
        known.update(map(id, own))
        return sum(p.numel() for p in own) + sum(visit(child, known) for child in module.children())

    return visit(model, set())


def max_filters_within(budget: Any, c_in: Any, kernel: Any, head_classes: Any, in_hw: Any) -> Any:
    conv = Conv((c_in, *in_hw), Window(kernel), 1)
    head = Dense((prod(conv.out_shape),), head_classes, bias=False)
    return max((budget - head_classes) // (conv.params + head.params), 0)
