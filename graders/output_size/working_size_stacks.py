"""The arithmetic of one value of layers in a row."""

from __future__ import annotations

from math import prod
from typing import Any

import oracle
from working_size_layers import SIDES, convolved, pooled

Layer = dict[str, Any]
Place = tuple[Any, ...]
Shape = tuple[int, ...]
MOST_TERMS = 12
SHOWN_TERMS = 6  # of more than that; the last one follows
WINDOWS = ("conv", "pool")


def trace(place: Place, arch: list[Layer], in_shape: Any) -> str:
    index, side = place
    layer, reached = arch[index], (tuple(in_shape), *oracle.trace(arch[:index], tuple(in_shape)))[-1]
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


def receptive_field(place: Place, arch: list[Layer]) -> str:
    """One term or factor for each window, the image before them; what comes behind the grid is left out aloud."""
    heads = [index for index, layer in enumerate(arch) if layer["type"] in oracle.HEAD]
    grid = arch[: heads[0]] if heads else arch
    windows = [layer for layer in grid if layer["type"] in WINDOWS]
    size, jump = oracle.receptive_field(arch)
    ignored = any(layer["type"] in WINDOWS for layer in arch[len(grid) :])
    before = f"only what comes before the {arch[heads[0]]['type']} counts, " if ignored else ""
    if place[0]:
        factors = ["1", *(str(step(layer)) for layer in windows)]
        return f"{before}jump = {'·'.join(cut(factors))} = {jump}" if windows else f"{before}jump = {jump}"
    if not windows:
        return f"{before}a pixel sees itself, size = {size}"
    return f"{before}{rule(windows)}, size = {' + '.join(cut(['1', *widenings(windows)]))} = {size}"


def rule(windows: list[Layer]) -> str:
    dilated = any(layer.get("dilation", 1) > 1 for layer in windows)
    return f"each window adds {'d·' if dilated else ''}(k - 1) times the jump before it"


def widenings(windows: list[Layer]) -> list[str]:
    """What each window adds to the size; a dilation of 1 is left out."""
    terms, jump = [], 1
    for layer in windows:
        dilation = layer.get("dilation", 1)
        terms.append(f"{f'{dilation}·' if dilation > 1 else ''}({layer['kernel']} - 1)·{jump}")
        jump *= step(layer)
    return terms


def step(layer: Layer) -> int:
    by_default: int = layer["kernel"] if layer["type"] == "pool" else 1
    return int(layer.get("stride", by_default))


def cut(terms: list[str]) -> list[str]:
    return terms if len(terms) <= MOST_TERMS else [*terms[:SHOWN_TERMS], "…", terms[-1]]
