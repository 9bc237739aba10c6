"""`LeNet`: the classic network, its sizes, its parameters, and what known weights make of an image."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from receptive.grader import (
    Block,
    Blocks,
    Case,
    Demonstration,
    Grids,
    Picture,
    Pyramid,
    Stage,
    StudentRaised,
    Volume,
    Volumes,
    beside,
    check,
    check_object,
)

from .drawings import bend, shape
from .lenet_choices import FREE_CHOICES as FREE_CHOICES
from .lenet_decisions import DECISIONS as DECISIONS
from .readings import bent, is_bent, outputs, parameters_of, shape_of, waves
from .requirements import require_items
from .tensors import LENET_PARAMETERS, LENET_SHAPES

UNKNOWN = "the layers are others than those that can be looked at"
KINDS = ("conv", "pool", "conv", "pool", "dense", "dense", "dense")
LAST_BIASES = torch.tensor([3.0, -1.0, 0.0, 2.0, -2.0, 1.0, 4.0, -3.0, 5.0, -4.0])
STAGES = (
    ("input", (1, 32, 32)), ("5×5 conv", (6, 28, 28)), ("pool", (6, 14, 14)), ("5×5 conv", (16, 10, 10)),
    ("pool", (16, 5, 5)), ("dense", (120,)), ("dense", (84,)), ("dense", (10,)),
)  # fmt: skip
LAYERS = (  # height, width, channels; the dense part in a row of its own
    ("image", (32, 32, 1), False), ("5×5 conv", (28, 28, 6), False), ("2×2 pool", (14, 14, 6), False),
    ("5×5 conv", (10, 10, 16), True), ("2×2 pool", (5, 5, 16), False), ("flatten", (1, 1, 400), False),
    ("dense", (1, 1, 120), True), ("dense", (1, 1, 84), False), ("dense", (1, 1, 10), False),
)  # fmt: skip
COUNTS = (
    ("5×5 conv, 6 filters", "6·(5·5·1 + 1)", "156"), ("5×5 conv, 16 filters", "16·(5·5·6 + 1)", "2416"),
    ("dense, 120 units", "120·(400 + 1)", "48120"), ("dense, 84 units", "84·(120 + 1)", "10164"),
    ("dense, 10 units", "10·(84 + 1)", "850"),
)  # fmt: skip


def sizes(student: Any, probes: Any) -> Any:
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


def count(student: Any, probes: Any) -> int:
    return sum(math.prod(shape) for _, shape in parameters_of(probes, check_object(student.LeNet())))


def with_zeros(**given: Tensor) -> list[Tensor]:
    """Parameters that are all 0, but for those that are given by their place in the list."""
    tensors = [torch.zeros(shape) for shape in LENET_SHAPES]
    for place, tensor in given.items():
        tensors[int(place.removeprefix("at_"))] = tensor
    return tensors


def last(student: Any, probes: Any) -> Any:
    black = torch.zeros(1, 1, 32, 32)
    return outputs(probes, check_object(student.LeNet()), with_zeros(at_9=LAST_BIASES), black)[0][0].numpy()


def order(student: Any, probes: Any) -> Any:
    """Map k of the second convolution is k everywhere, and unit k of each dense layer reads number 25·k, 0 to 9."""
    reads = [torch.zeros(LENET_SHAPES[at]) for at in (4, 6, 8)]
    for k in range(10):
        reads[0][k, 25 * k] = reads[1][k, k] = reads[2][k, k] = 1
    tensors = with_zeros(at_3=torch.arange(16.0) / 10, at_4=reads[0], at_6=reads[1], at_8=reads[2])
    (out,) = outputs(probes, check_object(student.LeNet()), tensors, torch.zeros(1, 1, 32, 32))
    return (out[0].argsort().argsort()).tolist()


def bend_of_gray(student: Any, probes: Any) -> Any:
    """The first logit for images of three gray levels, and how far the middle one is from the mean of the others."""
    levels = torch.tensor([-2.0, 0.0, 2.0]).reshape(3, 1, 1, 1).expand(3, 1, 32, 32).contiguous()
    (out,) = outputs(probes, check_object(student.LeNet()), waves(list(LENET_SHAPES)), levels)
    return bent(out[:, 0])


DEMONSTRATIONS = (
    Demonstration("the sizes in LeNet() for two images", sizes, ("sizes",), verb="are"),
    shape_of("LeNet", 1, 32),
    shape_of("LeNet", 3, 32),
    Demonstration(
        "the number of parameters of LeNet()",
        count,
        ("count",),
        lambda _: f"156 + 2416 + 48120 + 10164 + 850 = {LENET_PARAMETERS}",
        verb="is",
    ),
    Demonstration(
        f"LeNet() with all parameters 0 but the last biases, {[int(bias) for bias in LAST_BIASES.tolist()]}",
        last,
        ("last",),
        decides=lambda out: out - out[0],  # so that logarithms of probabilities are right as well
    ),
    Demonstration(
        "the order of the maps behind flatten in LeNet()",
        order,
        ("order",),
        lambda place: f"number 25·{place[0]} is in map 25·{place[0]}/25 = {place[0]}",
        verb="is",
    ),
    Demonstration(
        "a logit of LeNet() for plain images of -2, 0 and 2, and the first plus the third less twice the second",
        bend_of_gray,
        ("bend",),
        verb="are",
        decides=is_bent,
        wanted="anything but 0 at the end, since an activation bends",
    ),
    *DECISIONS,
)


def pictures(case: Case, kind: str, *_: Any) -> Iterator[Picture]:
    if kind == "sizes":
        theirs = [*map(tuple, case.returned), *[()] * len(STAGES)]
        first = next((at for at, (_, right) in enumerate(STAGES[1:]) if theirs[at] != right), None)
        stages = [Stage(name, right) for name, right in STAGES]
        if first is not None:
            stages[first + 1] = replace(stages[first + 1], wrong="×".join(map(str, theirs[first])) or "an error")
        yield Pyramid(case.call, tuple(stages))
    elif kind == "shape":
        yield from shape(case, ("images", "classes"))
    elif kind == "count":
        blocks = tuple(Block(*part) for part in COUNTS)
        yield Blocks(case.call, blocks, str(case.expected), str(case.returned))
    elif kind == "bend":
        yield from bend(case)
    else:
        yield in_two_rows(case)


def in_two_rows(case: Case) -> Grids:
    """Ten numbers, five in a row."""
    rows = [[list(value[:5]), list(value[5:])] for value in (case.returned, case.expected)]
    place = divmod(case.place[0], 5) if case.place else None
    return beside(replace(case, returned=rows[0], expected=rows[1], place=place))


def example() -> Iterator[Picture]:
    yield Volumes("The layers of LeNet", tuple(Volume(name, shape, apart=apart) for name, shape, apart in LAYERS))
