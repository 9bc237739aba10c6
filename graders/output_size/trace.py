"""`trace`: the shapes from layer to layer."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from random import Random
from typing import Any

from receptive.grader import Call, Case, Picture, Place, Pyramid, Stage, call

from .arithmetic import SIDES, convolved, pooled
from .conv2d_out_shape import conv2d_out_shape
from .draws import window2d
from .layers import Layer, Shape, conv, layers, pool
from .pool2d_out_shape import pool2d_out_shape

MOST_STAGES = 8
EXAMPLE: list[Layer] = [conv(3), pool(2), {"type": "flatten"}, {"type": "dense", "units": 10}]


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


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call(layers("relu"), (1, 2, 3)), call([], (1, 2, 3)), call(layers("flatten"), (2, 2, 3)),
        call(layers("global_pool dense"), (2, 3, 4)), call([conv(2)], (3, 4, 6)), call([pool(2)], (3, 4, 6)),
        call([conv(2, groups=2)], (2, 4, 6)), call([pool(2), pool(2)], (1, 8, 12)),
        call([conv(3, padding=1)], (1, 3, 5)), call([conv(2, stride=2)], (1, 5, 8)), call([conv((1, 2))], (1, 3, 5)),
        call([conv(2, dilation=2)], (1, 4, 7)), call([conv(2), *layers("relu flatten dense")], (1, 3, 4)),
        call([pool(3, stride=2)], (2, 6, 9)),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    arch: list[Layer] = []
    for _ in range(rng.randint(1, 2)):
        _, _, options = window2d(rng, "kernel padding dilation")
        options |= rng.choice(({}, {"stride": 2}, {"stride": (2, 3)}, {"stride": (3, 1)}))
        arch += [{"type": "conv", "filters": 2 * rng.randint(1, 8), **options}, {"type": "relu"}]
        if rng.random() < 0.6:
            arch.append(pool(*rng.sample((2, 3, (2, 3), (3, 2)), 1), **rng.choice(({}, {"stride": 2}))))
    arch += layers(rng.choice(("", "flatten", "flatten dense", "global_pool", "global_pool dense dense")))
    return call(arch, (2 * rng.randint(1, 3), rng.randint(300, 400), rng.randint(420, 500)))


def is_possible(arch: list[Layer], in_shape: Shape) -> bool:
    return all(size > 0 for shape in trace(arch, in_shape) for size in shape)


def arithmetic(place: Place, arch: list[Layer], in_shape: Shape) -> str:
    index, side = place
    layer, reached = arch[index], (tuple(in_shape), *trace(arch[:index], tuple(in_shape)))[-1]
    line = of_layer(side, layer, reached)
    return line and f"the {layer['type']} layer takes {reached}, {line}"


def of_layer(side: int, layer: Layer, shape: Shape) -> str:
    """One side of what a layer puts out, from the shape that reaches it."""
    kind = layer["type"]
    moves = {name: layer[name] for name in ("stride", "padding", "dilation") if name in layer}
    if kind == "conv":
        return convolved(side, shape, layer["filters"], layer["kernel"], **moves)
    if kind == "pool":
        return pooled(side, shape, layer["kernel"], **moves)
    if kind == "dense":
        return f"one number for each unit = {layer['units']}"
    if kind == "global_pool":
        return f"one number for each channel = {shape[0]}"
    if kind == "flatten":
        numbers = "·".join(str(size) for size in shape)
        return f"all numbers in a row = {numbers} = {prod(shape)}" if len(shape) > 1 else f"numbers = {numbers}"
    name = SIDES[side] if len(shape) == len(SIDES) else "numbers"
    return f"the shape is kept, {name} = {shape[side]}"


def pictures(case: Case, arch: list[Layer], in_shape: Shape) -> Iterator[Picture]:
    if arch and isinstance(case.expected, list | tuple) and isinstance(case.returned, list | tuple):
        yield pyramid(case.call, arch, tuple(in_shape), case.expected, case)


def pyramid(title: str, arch: list[Layer], in_shape: tuple[int, ...], right: Any, case: Case | None) -> Pyramid:
    """The right shapes, and the first of the student's that differs."""
    stages = [Stage("input", in_shape)]
    found = False
    for index, (layer, shape) in enumerate(zip(arch, right, strict=False)):
        theirs = case.returned[index] if case and index < len(case.returned) else None
        wrong = case is not None and not found and (theirs is None or tuple(_listed(theirs)) != tuple(shape))
        found |= wrong
        stages.append(Stage(str(layer["type"]), tuple(shape), _words(theirs) if wrong else ""))
    return Pyramid(title, tuple(stages[:MOST_STAGES]), case.arithmetic if case else "")


def _listed(shape: Any) -> Any:
    return shape if isinstance(shape, list | tuple) else (shape,)


def _words(shape: Any) -> str:
    return "missing" if shape is None else "×".join(map(str, _listed(shape)))


def example() -> Iterator[Picture]:
    yield pyramid("A small network, layer by layer", EXAMPLE, (1, 12, 12), trace(EXAMPLE, (1, 12, 12)), None)
