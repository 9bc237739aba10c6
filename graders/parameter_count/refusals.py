"""What the two principal functions refuse, before anything is counted, whatever is held otherwise."""

from __future__ import annotations

from typing import Any

from .layers import Layer, Shape
from .sizes import Sizes
from .windows import Pair, both

KEEP = ("relu", "dropout", "batchnorm", "flatten")
RIGHT = Sizes()


def refuse_conv(c_in: Any, c_out: Any, kernel: Pair, groups: Any) -> None:
    """
    Raises:
        TypeError: a number is no int.
        ValueError: a number is too small, or groups do not divide what they must.
    """
    sides = both(kernel) if isinstance(kernel, tuple | list) and len(kernel) == 2 else (kernel,)
    numbers = [("c_in", c_in), ("c_out", c_out), ("groups", groups), *(("kernel", side) for side in sides)]
    for name, value in numbers:
        if type(value) is not int:
            raise TypeError(f"{name} is no int but {value!r}")
    for name, value in numbers:
        if value < 1:
            raise ValueError(f"{name} is {value}, which is less than 1")
    if c_in % groups + c_out % groups:
        raise ValueError(f"groups is {groups}: {c_in} and {c_out} cannot both be dealt out evenly")


def refuse_network(arch: list[Layer], in_shape: Shape) -> None:
    """
    Raises:
        ValueError: a layer cannot take what reaches it; names its index.
    """
    shape = image = tuple(in_shape)
    for index, layer in enumerate(arch):
        problem = _problem(layer, shape)
        if problem:
            raise ValueError(f"layer {index} of arch: {problem}")
        shape = RIGHT.out_shape(layer, shape, image)


def _problem(layer: Layer, shape: Shape) -> str:
    kind = layer["type"]
    if kind == "dense":
        return "" if len(shape) == 1 else f"a dense layer cannot read {shape}"
    if kind in KEEP:
        return ""
    if len(shape) != 3:
        return f"there is no image any more, but {shape}"
    if kind == "conv":
        try:
            refuse_conv(shape[0], layer["filters"], layer["kernel"], layer.get("groups", 1))
        except (TypeError, ValueError) as refused:
            return str(refused)
    if kind == "global_pool":
        return ""
    if kind not in ("conv", "pool"):
        return f"no layer is called {kind!r}"
    options = (layer.get("padding", 0), layer.get("dilation", 1))
    fits = min(RIGHT.grid(shape[1:], layer["kernel"], 1, *options)) > 0
    return "" if fits else f"its window is larger than {shape}"
