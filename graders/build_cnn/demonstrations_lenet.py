"""Demonstrations of LeNet: its sizes, its parameters, and what known weights make of an image."""

from __future__ import annotations

import math
from typing import Any

import torch
from demonstrations_shared import bent, is_bent, outputs, parameters_of, shape_of, waves
from requirements import require_items
from tensors import LENET_PARAMETERS, LENET_SHAPES
from torch import Tensor

from receptive.grader import Demonstration, StudentRaised, check, check_object

UNKNOWN = "the layers are others than those that can be looked at"
KINDS = ("conv", "pool", "conv", "pool", "dense", "dense", "dense")


def lenet_sizes(student: Any, probes: Any) -> Any:
    net, x = check_object(student.LeNet()), torch.ones(2, 1, 32, 32)
    kinds, sizes = require_items(probes.sizes(net, x), 2)
    check(isinstance(kinds, list) and isinstance(sizes, list), "the layers could not be looked at")
    check(tuple(kinds) == KINDS[: len(kinds)], UNKNOWN)
    if len(kinds) < len(KINDS):
        check(not runs(probes, net, x), UNKNOWN)
    return sizes


def runs(probes: Any, net: Any, x: Tensor) -> bool:
    try:
        return bool(probes.outputs(net, [], x))
    except StudentRaised:
        return False


def lenet_count(student: Any, probes: Any) -> int:
    return sum(math.prod(shape) for _, shape in parameters_of(probes, check_object(student.LeNet())))


def lenet_with(**given: Tensor) -> list[Tensor]:
    """Parameters that are all 0, but for those that are given by their place in the list."""
    tensors = [torch.zeros(shape) for shape in LENET_SHAPES]
    for place, tensor in given.items():
        tensors[int(place.removeprefix("at_"))] = tensor
    return tensors


LAST_BIASES = torch.tensor([3.0, -1.0, 0.0, 2.0, -2.0, 1.0, 4.0, -3.0, 5.0, -4.0])


def lenet_last(student: Any, probes: Any) -> Any:
    black = torch.zeros(1, 1, 32, 32)
    return outputs(probes, check_object(student.LeNet()), lenet_with(at_9=LAST_BIASES), black)[0][0].numpy()


def lenet_order(student: Any, probes: Any) -> Any:
    """Map k of the second convolution is k everywhere, and unit k of each dense layer reads number 25·k, 0 to 9."""
    reads = [torch.zeros(LENET_SHAPES[at]) for at in (4, 6, 8)]
    for k in range(10):
        reads[0][k, 25 * k] = reads[1][k, k] = reads[2][k, k] = 1
    tensors = lenet_with(at_3=torch.arange(16.0) / 10, at_4=reads[0], at_6=reads[1], at_8=reads[2])
    (out,) = outputs(probes, check_object(student.LeNet()), tensors, torch.zeros(1, 1, 32, 32))
    return (out[0].argsort().argsort()).tolist()


def lenet_bend(student: Any, probes: Any) -> Any:
    """The first logit for images of three gray levels, and how far the middle one is from the mean of the others."""
    levels = torch.tensor([-2.0, 0.0, 2.0]).reshape(3, 1, 1, 1).expand(3, 1, 32, 32).contiguous()
    (out,) = outputs(probes, check_object(student.LeNet()), waves(list(LENET_SHAPES)), levels)
    return bent(out[:, 0])


LENET = (
    Demonstration("the sizes in LeNet() for two images", lenet_sizes, ("sizes",), verb="are"),
    shape_of("LeNet", 1, 32),
    shape_of("LeNet", 3, 32),
    Demonstration(
        "the number of parameters of LeNet()",
        lenet_count,
        ("count",),
        lambda _: f"156 + 2416 + 48120 + 10164 + 850 = {LENET_PARAMETERS}",
        verb="is",
    ),
    Demonstration(
        f"LeNet() with all parameters 0 but the last biases, {[int(bias) for bias in LAST_BIASES.tolist()]}",
        lenet_last,
        ("last",),
        decides=lambda out: out - out[0],  # so that logarithms of probabilities are right as well
    ),
    Demonstration(
        "the order of the maps behind flatten in LeNet()",
        lenet_order,
        ("order",),
        lambda place: f"number 25·{place[0]} is in map 25·{place[0]}/25 = {place[0]}",
        verb="is",
    ),
    Demonstration(
        "a logit of LeNet() for plain images of -2, 0 and 2, and the first plus the third less twice the second",
        lenet_bend,
        ("bend",),
        verb="are",
        decides=is_bent,
        wanted="anything but 0 at the end, since an activation bends",
    ),
)
