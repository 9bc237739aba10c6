"""Layers in a row and the way back from a size, as somebody would write them who holds some misconceptions."""

from collections.abc import Sequence
from math import prod
from typing import Any

from model_size_layers import Ids, conv_shape, pool2d_out_shape, positions, refuse_too_large, span

Layer = dict[str, Any]
HEAD = ("flatten", "dense", "global_pool")


def trace(ids: Ids, arch: list[Layer], in_shape: Sequence[int]) -> list[tuple[Any, ...]]:
    shape = tuple(in_shape)
    shapes = [shape] if "SHP-26b" in ids else []
    for index, layer in enumerate(arch):
        try:
            given = layer_out(ids, layer, shape)
        except ValueError as error:
            raise ValueError(f"layer {index} ({layer['type']}) cannot take {shape}: {error}") from None
        shapes.append(given)
        shape = shape if "SHP-26a" in ids else given
    return shapes


def layer_out(ids: Ids, layer: Layer, shape: tuple[Any, ...]) -> tuple[Any, ...]:
    kind = layer["type"]
    if kind in ("conv", "pool", "global_pool") and len(shape) != 3:
        raise ValueError("there is no grid any more")
    if kind == "conv":
        groups = layer.get("groups", 1)
        if shape[0] % groups or layer["filters"] % groups:
            raise ValueError(f"{groups} groups do not divide the channels and the filters")
        filters = layer["filters"] * (groups if "SHP-28" in ids else 1)
        moves = [layer.get(name, least) for name, least in (("stride", 1), ("padding", 0), ("dilation", 1))]
        return conv_shape(ids, shape, filters, [layer["kernel"], *moves])
    if kind == "pool":
        return pool2d_out_shape(ids, shape, layer["kernel"], layer.get("stride"), layer.get("padding", 0))
    if kind == "global_pool":
        return (shape[0], 1, 1) if "SHP-27b" in ids else shape[:1]
    if kind == "flatten":
        return (prod(shape[1:] if "SHP-27a" in ids and len(shape) == 3 else shape),)
    if kind == "dense":
        flat = len(shape) == 1 or ("SHP-27b" in ids and shape[1:] == (1, 1))
        if not flat and "SHP-26a" not in ids:
            raise ValueError("a dense layer takes a flat input")
        return (layer["units"],)
    return shape


def receptive_field(ids: Ids, arch: list[Layer]) -> tuple[int, int]:
    size, jump = 1, 1
    for layer in arch:
        if layer["type"] in HEAD and "SHP-31" not in ids:
            break
        if layer["type"] == "conv" or (layer["type"] == "pool" and "SHP-30" not in ids):
            side_by_side = layer["type"] == "pool" and "SHP-18b" not in ids
            stride = layer.get("stride", layer["kernel"] if side_by_side else 1)
            after = next_jump(ids, jump, stride)
            size = wider(ids, size, span(ids, layer["kernel"], layer.get("dilation", 1)), jump, after)
            jump = after
    return size, jump


def next_jump(ids: Ids, jump: int, stride: int) -> int:
    if "SHP-6" in ids:
        return 1
    if "SHP-29e" in ids:
        return stride
    return jump + stride - 1 if "SHP-29f" in ids else jump * stride


def wider(ids: Ids, size: int, reach: int, before: int, after: int) -> int:
    """The size behind a layer, given the jump before and after it."""
    if "SHP-29a" in ids:
        return size + reach - 1
    if "SHP-29b" in ids:
        return size + (reach - 1) * after
    if "SHP-29c" in ids:
        return size * reach
    return size + (reach if "SHP-29d" in ids else reach - 1) * before


def inputs_giving(ids: Ids, o: int, k: int, s: int, p: int) -> range:
    """All inputs for which the same person would count `o`."""
    lowest, highest = -2 * (k + p + s), o * s + k + 2 * (p + s)
    found = [i for i in range(lowest, highest + 1) if positions(ids, i, k, s, p) == o]
    if not found:
        return range(1, 1)
    smallest, end = found[0], found[-1] + 1
    if "SHP-32b" in ids:
        end -= 1
    if "SHP-32c" not in ids:
        moved = max(1 - smallest, 0) if "SHP-32d" in ids else 0
        smallest, end = max(smallest, 1), max(end + moved, 1)
    if "SHP-32a" in ids:
        end = min(smallest + 1, end)
    return range(smallest, end)


def configs(ids: Ids, i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    beyond = 0 if "SHP-33a" in ids else 1
    pads = range(1 if "SHP-33c" in ids else 0, max_p + (0 if ids & {"SHP-33a", "SHP-33b"} else 1))
    found = set()
    for k in range(1, max_k + beyond):
        for s in range(1, max_s + beyond):
            for p in pads:
                try:
                    refuse_too_large(ids, "k", i, k, p)
                except ValueError:
                    continue
                if positions(ids, i, k, s, p) == o:
                    found.add((s, k, p) if "SHP-34" in ids else (k, s, p))
    return found
