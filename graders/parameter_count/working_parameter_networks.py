"""The arithmetic of one number of a network's table, and of its memory."""

from __future__ import annotations

from typing import Any

import oracle
from model_parameter_refusals import refuse_network
from oracle import both
from working_parameter_layers import conv_params, dense_params, products, span

Layer = dict[str, Any]
Place = tuple[Any, ...]
Shape = tuple[int, ...]
MOST_TERMS = 12
SHOWN_TERMS = 6  # of more than that; the last one follows
SIDES = ("channels", "height", "width")


def layer_table(place: Place, arch: list[Layer], in_shape: Any) -> str:
    index, column, *side = place
    if not can_be(arch, in_shape):
        return ""
    before, row = in_and_out(arch, in_shape, index)
    kind, right = f"the {row['type']} layer", row[column]
    if column == "activations":
        line = "·".join(str(size) for size in row["out_shape"])
        return f"{kind} puts out {row['out_shape']}, activations = {with_value(line, right)}"
    if column == "out_shape":
        return f"{kind} takes {before}, {size_line(side[0], arch[index], before, right)}"
    line = (params_line if column == "params" else macs_line)(arch[index], before, row["out_shape"])
    return f"{kind} takes {before}, {line}" if line else f"{kind} {why_none(row['type'], column)}, {column} = {right}"


def can_be(arch: list[Layer], in_shape: Any) -> bool:
    """Shrinking takes layers out; the memory of what is left is counted by the right model even if it cannot be."""
    try:
        refuse_network(arch, in_shape)
    except ValueError:
        return False
    return True


def in_and_out(arch: list[Layer], in_shape: Any, index: int) -> tuple[Shape, dict[str, Any]]:
    """The shape that reaches a layer, and its row."""
    rows = oracle.layer_table(arch[: index + 1], tuple(in_shape))
    return (rows[index - 1]["out_shape"] if index else tuple(in_shape)), rows[index]


def with_value(line: str, value: int) -> str:
    return line if line == str(value) else f"{line} = {value}"


def why_none(kind: str, column: str) -> str:
    if kind == "batchnorm" and column == "macs":
        return "can be merged into the layer before it"
    return "has no weights"


def size_line(side: int, layer: Layer, before: Shape, right: Shape) -> str:
    """One side of what a layer puts out."""
    kind = layer["type"]
    if kind in ("conv", "pool") and side:
        return window_line(side, layer, before)
    if kind == "flatten" and len(before) > 1:
        return f"all numbers in a row = {'·'.join(str(size) for size in before)} = {right[side]}"
    if kind in ("conv", "pool", "dense", "global_pool"):
        names = {"conv": "number of filters", "dense": "units", "pool": "channels of the input"}
        return f"{'channels' if len(right) > 1 else 'numbers'} = {names.get(kind, 'channels')} = {right[side]}"
    return f"the shape is kept, {SIDES[side] if len(right) > 1 else 'numbers'} = {right[side]}"


def window_line(side: int, layer: Layer, before: Shape) -> str:
    """The height or the width behind a window; a pool has no dilation."""
    pool = layer["type"] == "pool"
    options = (layer["kernel"], layer.get("stride", layer["kernel"] if pool else 1), layer.get("padding", 0))
    size, k, s, p = (both(value)[side - 1] for value in (before[1:], *options))
    line, free = span(size, k, s, p, None if pool else both(layer.get("dilation", 1))[side - 1])
    return f"{SIDES[side]} = floor({line}) + 1 = floor({free / s:.6g}) + 1 = {free // s + 1}"


def params_line(layer: Layer, before: Shape, _: Shape) -> str:
    kind, bias = layer["type"], layer.get("bias", True)
    if kind == "conv":
        return conv_params(before[0], layer["filters"], layer["kernel"], bias, layer.get("groups", 1))
    if kind == "dense":
        return dense_params(before[0], layer["units"], bias)
    return f"a factor and an offset for each channel, 2·{before[0]} = {2 * before[0]}" if kind == "batchnorm" else ""


def macs_line(layer: Layer, before: Shape, after: Shape) -> str:
    if layer["type"] == "conv":
        return products(after, before[0], layer["kernel"], layer.get("groups", 1))
    if layer["type"] == "dense":
        return f"one product for each weight, {after[0]}·{before[0]} = {after[0] * before[0]}"
    return ""


def memory_bytes(place: Place, arch: list[Layer], in_shape: Any, dtype_bytes: int = 4) -> str:
    if not can_be(arch, in_shape):
        return ""
    found = oracle.memory_bytes(arch, tuple(in_shape), dtype_bytes)
    column = place[0]
    if column == "total":
        return f"params + activations = {found['params']} + {found['activations']} = {found['total']}"
    rows = oracle.layer_table(arch, tuple(in_shape))
    numbers = sum(row[column] for row in rows)
    if len(rows) == 1:
        said = layer_table((0, column), arch, in_shape)
    else:
        said = with_value(" + ".join(cut([f"{row['type']} {row[column]}" for row in rows])) or "0", numbers)
    return f"{said}, in bytes {numbers}·{dtype_bytes} = {found[column]}"


def cut(terms: list[str]) -> list[str]:
    return terms if len(terms) <= MOST_TERMS else [*terms[:SHOWN_TERMS], "…", terms[-1]]
