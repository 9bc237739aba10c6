"""What happens between two layers of a network, found from what one gave and the next was given.

It needs neither names nor sizes nor first values: convolutions and dense layers are noted where PyTorch computes them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import check

from .activations import ACTIVATIONS
from .deciding import finite
from .requirements import CLASSES, require_items

NONE, UNKNOWN = "none", "something else"
WINDOWS = ((2, 2), (1, 1), (3, 3), (3, 2), (2, 1))
POOLS: dict[str, Callable[..., Tensor]] = {"max": functional.max_pool2d, "avg": functional.avg_pool2d}
FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {NONE: lambda x: x} | {
    name: act for name, act in ACTIVATIONS.items() if name != NONE
}
HEADS = {
    "logits": lambda z: z,
    "logarithms of probabilities": lambda z: z.log_softmax(1),
    "probabilities": lambda z: z.softmax(1),
    "probabilities over the images": lambda z: z.softmax(0),
    "results cut off at 0": torch.relu,
    "results between 0 and 1": torch.sigmoid,
}


@dataclass(frozen=True)
class Step:
    """A convolution or a dense layer: what came in, and what it gave."""

    kind: str
    size: tuple[int, ...]
    x: Tensor
    out: Tensor


def steps_of(found: object) -> list[Step]:
    """Those that are noted; a convolution whose window is its whole input is a dense layer."""
    check(isinstance(found, list) and len(found) < 40, "the layers could not be looked at")
    steps = []
    for each in found:  # type: ignore[attr-defined]  # a list
        kind, size, x, out = require_items(each, 4)
        step = Step(str(kind), tuple(size), finite(x), finite(out))
        if step.kind == "conv" and step.out.shape[2:] == (1, 1):
            step = Step("dense", step.size, step.x.flatten(1), step.out.flatten(1))
        steps += [step] if step.kind in ("conv", "dense") else []
    return steps


def near(one: Tensor, other: Tensor) -> bool:
    if one.shape != other.shape:
        return False
    return bool((one - other).abs().max() <= 1e-4 * (1e-6 + other.abs().max()))


@dataclass(frozen=True)
class Link:
    """From one layer to the next: the activation, the kind of pooling and its window, the order of the numbers."""

    activation: str
    pool: str = NONE
    window: tuple[int, int] = (1, 1)
    order: str = "C, H, W"


def link(one: Step, other: Step) -> Link:
    if one.kind == "dense":
        names = (name for name, act in FUNCTIONS.items() if near(act(one.out), other.x))
        return Link(next(names, UNKNOWN))
    orders: dict[str, Callable[[Tensor], Tensor]] = {"C, H, W": lambda x: x, "H, W, C": lambda x: x.permute(0, 2, 3, 1)}
    for window, pool, name in itertools.product(WINDOWS, POOLS, FUNCTIONS):
        pooled, act = POOLS[pool], FUNCTIONS[name]
        if one.out.shape[2] < window[0]:
            continue
        for maps in (pooled(act(one.out), *window), act(pooled(one.out, *window))):
            if other.kind == "conv" and near(maps, other.x):
                return Link(name, pool, window)
            is_flattened = other.kind == "dense" and maps[0].numel() == other.x[0].numel()
            for order, turned in orders.items() if is_flattened else ():
                if near(turned(maps).flatten(1), other.x):
                    return Link(name, pool, window, order)
    return Link(UNKNOWN, UNKNOWN, (0, 0), UNKNOWN)


def head(last: Step, out: Tensor) -> str:
    return next((name for name, function in HEADS.items() if near(function(last.out), out)), UNKNOWN)


def layers_of(shapes: list[tuple[int, ...]]) -> Any:
    """The weights of convolutions and those of dense layers `(out, in)`; a third convolution is a dense layer."""
    convs = sorted((shape for shape in shapes if len(shape) == 4), key=lambda shape: shape[1])
    dense = [shape for shape in shapes if len(shape) == 2]
    if not any(shape[0] == CLASSES for shape in dense):
        dense = [(out, width) for width, out in dense]  # laid the other way round
    dense += [(out, c * kh * kw) for out, c, kh, kw in convs[2:]]
    return convs[:2], sorted(dense, reverse=True)
