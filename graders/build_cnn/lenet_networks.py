"""What the criteria of LeNet share: the size of image that a network is made for, and its layers with known numbers.

A slip in one size is to cost the criterion of that size. So all that does not ask for 32×32 pixels is looked at with
images that the network takes, and with weights of its own shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import StudentRaised, check, check_object

from .requirements import CLASSES, is_near, require_items, require_list, require_logits
from .tensors import filters, normal

MOST_PARAMETERS = 2_000_000
SIDES = (32, 28, 36, 40, 24, 44)  # with 5, 4, 6, 7, 3 and 8 rows behind two convolutions and two poolings


def size_of(student: Any, probes: Any) -> tuple[int, int, int]:
    """Channels, rows and columns of images that the network takes; those of the contract if it takes none."""
    net = check_object(student.LeNet())
    sizes = [(1, side, side) for side in SIDES] + [(3, 32, 32)]
    return next((size for size in sizes if takes(probes, net, size)), sizes[0])


def takes(probes: Any, net: Any, size: tuple[int, int, int]) -> bool:
    try:
        found = probes.outputs(net, [], torch.zeros(2, *size))
    except StudentRaised:
        return False
    return isinstance(found, list) and isinstance(found[0], Tensor) and tuple(found[0].shape) == (2, CLASSES)


def some_images(student: Any, probes: Any, rng: np.random.Generator, count: int, scale: float = 1.0) -> Tensor:
    """Random ones that the network takes."""
    return normal(rng, count, *size_of(student, probes), scale=scale)


def own_sizes(found: object, rng: np.random.Generator) -> list[Tensor]:
    """Random tensors for the parameters of a network, in their order."""
    shapes = [require_items(entry, 2)[1] for entry in require_list(found, 40)]
    for shape in shapes:
        small = isinstance(shape, tuple) and all(type(n) is int and 0 < n <= MOST_PARAMETERS for n in shape)
        check(small and len(shape) in (1, 2, 4), "the network has layers that no LeNet has")
    check(sum(map(math.prod, shapes)) <= MOST_PARAMETERS, "the network has too many parameters")
    return [filters(rng, *shape) if len(shape) > 1 else normal(rng, *shape, scale=0.5) for shape in shapes]


def layer_by_layer(weights: Sequence[Tensor]) -> list[Tensor]:
    """Weight and bias of the two convolutions, then of the three dense layers."""
    biases = [tensor for tensor in weights if tensor.ndim == 1]
    convolutions = [tensor for tensor in weights if tensor.ndim == 4]
    dense = [*(tensor.flatten(1) for tensor in convolutions[2:]), *(tensor for tensor in weights if tensor.ndim == 2)]
    layers = [*convolutions[:2], *dense]
    is_lenet = len(layers) == len(biases) == 5 and len(convolutions) >= 2
    check(is_lenet, "a LeNet has two convolutions and three dense layers, each with its biases")
    return [tensor for pair in zip(layers, biases, strict=True) for tensor in pair]


def answers(
    student: Any, probes: Any, rng: np.random.Generator, weights: Sequence[Tensor], *batches: Tensor
) -> list[Tensor]:
    """The logits of a network with these weights where they fit, and with zeros for its last biases.

    Its last ten units are then put in another order. The ten results must follow, or they come from somewhere else.
    """
    net = check_object(student.LeNet())
    order = [*(1 + rng.permutation(CLASSES - 1)).tolist(), 0]
    own = last_weights(probes.parameter_shapes(net), weights[-2])
    both = ([*weights[:-2], last, torch.zeros(CLASSES)] for last in (own, own[order]))
    first, second = (require_items(probes.outputs(net, tensors, *batches), len(batches)) for tensors in both)
    found = []
    for x, one, other in zip(batches, first, second, strict=True):
        logits = require_logits(one, len(x))
        check(not is_near(logits, logits[:, :1].expand(-1, CLASSES)), "all ten results are the same")
        follows = is_near(require_logits(other, len(x)), logits[:, order])
        check(follows, "with the units of the last layer in another order, the ten results do not follow")
        found.append(logits)
    return found


def last_weights(found: object, known: Tensor) -> Tensor:
    """Those of ten units, in the width that the network gives them."""
    shapes = [require_items(entry, 2)[1] for entry in require_list(found, 40)]
    widths = [shape[1] for shape in shapes if isinstance(shape, tuple) and len(shape) == 2 and shape[0] == CLASSES]
    if not widths or not 0 < widths[-1] <= 1000:
        return known
    return known.repeat(1, 1 + widths[-1] // known.shape[1])[:, : widths[-1]]
