"""`layer_table`: each layer of a network with its shape, parameters, products and activations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from random import Random
from typing import Any

from receptive.grader import MOST_CELLS, Call, Case, Grid, Grids, Picture, Place, beside, call

from . import conv_params, dense_params
from .blocks import number_text
from .conv_macs import conv_macs
from .filters import products
from .layers import FLATTEN, RELU, Layer, Shape, conv, dense
from .model import Model
from .networks import SMALL, drawn
from .windows import both, grid, span

COLUMNS = ("type", "out_shape", "params", "macs", "activations")
SIDES = ("channels", "height", "width")
NAMES = {"conv": "number of filters", "dense": "units", "pool": "channels of the input"}
WINDOW = ("kernel", "stride", "padding", "dilation")


def layer_table(arch: list[Layer], in_shape: Shape) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for layer, out_shape in zip(arch, layer_shapes(arch, in_shape), strict=True):
        params, macs = layer_counts(layer, in_shape)
        row = {"type": layer["type"], "out_shape": out_shape, "params": params, "macs": macs}
        rows.append({**row, "activations": len(list(product(*map(range, out_shape))))})
        in_shape = out_shape
    return rows


def layer_shapes(arch: list[Layer], in_shape: Shape) -> list[Shape]:
    shapes = [in_shape]
    for layer in arch:
        shapes.append(layer_shape(layer, shapes[-1]))
    return shapes[1:]


def layer_shape(layer: Layer, shape: Shape) -> Shape:
    """Asked for students' own shapes too, which may be larger than any that would be counted one by one."""
    if layer["type"] == "conv":
        return (layer["filters"], *grid(shape[1:], **window_of(layer)))
    if layer["type"] == "pool":
        return (shape[0], *grid(shape[1:], **{"stride": layer["kernel"], **window_of(layer)}))
    if layer["type"] == "flatten":
        return (prod(shape),)
    if layer["type"] == "dense":
        return (layer["units"],)
    return shape[:1] if layer["type"] == "global_pool" else shape


def layer_counts(layer: Layer, shape: Shape) -> tuple[int, int]:
    """Parameters and multiply-accumulates."""
    bias, groups = layer.get("bias", True), layer.get("groups", 1)
    if layer["type"] == "conv":
        params = conv_params.conv_params(shape[0], layer["filters"], layer["kernel"], bias, groups)
        return params, conv_macs(shape, layer["filters"], groups=groups, **window_of(layer))
    if layer["type"] == "dense":
        weights = dense_params.dense_params(shape[0], layer["units"], False)
        return dense_params.dense_params(shape[0], layer["units"], bias), weights
    if layer["type"] == "batchnorm":
        return sum(len(("factor", "offset")) for _ in range(shape[0])), 0
    return 0, 0


def window_of(layer: Layer) -> dict[str, Any]:
    return {name: value for name, value in layer.items() if name in WINDOW}


def calls(rng: Random) -> Iterator[Call]:
    for network in SMALL:
        yield call(*network)
    while True:
        yield call(*drawn(rng))


def is_possible(arch: list[Layer], in_shape: Shape) -> bool:
    return all(min(row["out_shape"]) > 0 for row in layer_table(arch, in_shape))


def is_refused(arch: list[Layer], in_shape: Shape) -> bool:
    """Shrinking takes layers out, and what is left may be no network."""
    try:
        Model().layer_table(arch, in_shape)
    except ValueError:
        return True
    return False


def arithmetic(place: Place, arch: list[Layer], in_shape: Shape) -> str:
    index, column, *side = place
    if is_refused(arch, in_shape):
        return ""
    layer, before = arch[index], [tuple(in_shape), *layer_shapes(arch, tuple(in_shape))][index]
    row = layer_table(arch, tuple(in_shape))[index]
    kind, after = f"the {row['type']} layer", row["out_shape"]
    if column == "activations":
        return f"{kind} puts out {after}, activations = {with_value('·'.join(map(str, after)), row[column])}"
    if column == "out_shape":
        return f"{kind} takes {before}, {size_line(side[0], layer, before, after)}"
    line = params_line(layer, before) if column == "params" else macs_line(layer, before, after)
    return f"{kind} takes {before}, {line}" if line else f"{kind} {why_none(layer, column)}, {column} = {row[column]}"


def with_value(line: str, value: int) -> str:
    return line if line == str(value) else f"{line} = {value}"


def why_none(layer: Layer, column: str) -> str:
    can_be_merged = layer["type"] == "batchnorm" and column == "macs"
    return "can be merged into the layer before it" if can_be_merged else "has no weights"


def size_line(side: int, layer: Layer, before: Shape, after: Shape) -> str:
    """One side of what a layer puts out."""
    kind, is_image = layer["type"], len(after) > 1
    if kind in ("conv", "pool") and side:
        return window_line(side, layer, before)
    if kind == "flatten" and len(before) > 1:
        return f"all numbers in a row = {'·'.join(map(str, before))} = {after[side]}"
    if kind in ("conv", "pool", "dense", "global_pool"):
        return f"{'channels' if is_image else 'numbers'} = {NAMES.get(kind, 'channels')} = {after[side]}"
    return f"the shape is kept, {SIDES[side] if is_image else 'numbers'} = {after[side]}"


def window_line(side: int, layer: Layer, before: Shape) -> str:
    """The height or the width behind a window; a pool has no dilation."""
    pool = layer["type"] == "pool"
    options = (layer["kernel"], layer.get("stride", layer["kernel"] if pool else 1), layer.get("padding", 0))
    size, k, s, p = (both(value)[side - 1] for value in (before[1:], *options))
    line, free = span(size, k, s, p, None if pool else both(layer.get("dilation", 1))[side - 1])
    return f"{SIDES[side]} = floor({line}) + 1 = floor({free / s:.6g}) + 1 = {free // s + 1}"


def params_line(layer: Layer, before: Shape) -> str:
    kind, bias = layer["type"], layer.get("bias", True)
    if kind == "conv":
        groups = layer.get("groups", 1)
        return conv_params.arithmetic((), before[0], layer["filters"], layer["kernel"], bias, groups)
    if kind == "dense":
        return dense_params.arithmetic((), before[0], layer["units"], bias)
    return f"a factor and an offset for each channel, 2·{before[0]} = {2 * before[0]}" if kind == "batchnorm" else ""


def macs_line(layer: Layer, before: Shape, after: Shape) -> str:
    if layer["type"] == "conv":
        return products(after, before[0], layer["kernel"], layer.get("groups", 1))
    if layer["type"] == "dense":
        return f"one product for each weight, {after[0]}·{before[0]} = {after[0] * before[0]}"
    return ""


def pictures(case: Case, arch: list[Layer], in_shape: Shape) -> Iterator[Picture]:
    """Both tables, with the first wrong entry marked."""
    del arch, in_shape
    theirs, right = as_texts(case.returned), as_texts(case.expected)
    if case.place is None or not theirs or len(theirs) != len(right) or len(right) > MOST_CELLS:
        yield beside(case)
        return
    at = (int(case.place[0]), COLUMNS.index(case.place[1]))
    grids = Grid("yours", theirs, wrong=at, columns=COLUMNS), Grid("right", right, should=at, columns=COLUMNS)
    yield Grids(case.call, grids, ("but",), case.arithmetic)


def as_texts(table: Any) -> tuple[tuple[str, ...], ...]:
    """The rows as texts; nothing where it is no such table."""
    if not isinstance(table, list) or not all(isinstance(row, dict) and row.keys() == set(COLUMNS) for row in table):
        return ()
    return tuple(tuple(number_text(row[name]) for name in COLUMNS) for row in table)


def example() -> Iterator[Picture]:
    rows = layer_table([conv(2, 3), RELU, FLATTEN, dense(3)], (1, 4, 6))
    texts = tuple(tuple(str(row[name]) for name in COLUMNS) for row in rows)
    yield Grids("Each layer of a small network", (Grid("layers", texts, columns=COLUMNS),))
