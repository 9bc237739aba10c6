"""`InceptionMini`: in the demonstrations all weights are 1 and all biases 0, so that each branch can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from receptive.grader import (
    Case,
    Demonstration,
    Flow,
    Node,
    Picture,
    Place,
    Pyramid,
    Stage,
    StudentRaised,
    a_thing,
    check,
    check_object,
    grid,
)

from .drawings import AXES, from_what, shape, wrong_cell
from .inception_choices import FREE_CHOICES as FREE_CHOICES
from .inception_decisions import DECISIONS as DECISIONS
from .readings import Rows, image_of, outputs, parameters_of, plane
from .requirements import require_items

PIXELS: Rows = [[1, 2, 0, 0], [0, 3, 1, 4]]
ONES = f"InceptionMini(1, 1, 1, 1, 1) with all weights 1 and all biases 0, on {PIXELS}"


def shape_of_joined(student: Any, probes: Any) -> Any:
    net = check_object(student.InceptionMini(2, 3, 3, 3, 3))
    try:
        (out,) = outputs(probes, net, [], torch.ones(1, 2, 5, 6))
    except StudentRaised as raised:
        return a_thing(raised)
    return tuple(out.shape)


def size_of_pooled(student: Any, probes: Any) -> Any:
    kinds, sizes = require_items(probes.sizes(check_object(student.InceptionMini(2)), torch.ones(1, 2, 6, 6)), 2)
    check(isinstance(kinds, list) and kinds.count("pool") == 1, "the pooling could not be looked at")
    return sizes[kinds.index("pool")]


def kernels(student: Any, probes: Any) -> Any:
    shapes = parameters_of(probes, check_object(student.InceptionMini(2)))
    return sorted(shape[2] for _, shape in shapes if len(shape) == 4)


def channel_of_ones(channel: int) -> Any:
    def ask(student: Any, probes: Any) -> Any:
        net = check_object(student.InceptionMini(1, 1, 1, 1, 1))
        shapes = [shape for _, shape in parameters_of(probes, net)]
        known = [torch.ones(shape) if len(shape) == 4 else torch.zeros(shape) for shape in shapes]
        return plane(require_items(probes.with_parameters(net, known, image_of(PIXELS)), 1)[0], channel)

    return ask


def largest_near(place: Place) -> str:
    rows, columns = (range(max(0, at - 1), min(size, at + 2)) for at, size in zip(place, (2, 4), strict=True))
    near = [PIXELS[i][j] for i in rows for j in columns]
    return f"max({', '.join(map(str, near))}) = {max(near)}"


DEMONSTRATIONS = (
    Demonstration(
        "the size behind the pooling in InceptionMini(2) for one image of 6×6", size_of_pooled, ("pooled",), verb="is"
    ),
    Demonstration(
        "the shape of InceptionMini(2, 3, 3, 3, 3)(x) for one image of 5×6", shape_of_joined, ("shape", 1, 5), verb="is"
    ),
    Demonstration("the kernel sizes of the convolutions of InceptionMini(2)", kernels, ("kernels",), verb="are"),
    Demonstration(
        f"channel 0 of {ONES}",
        channel_of_ones(0),
        ("channel", 0, PIXELS),
        lambda place: f"1·{PIXELS[place[0]][place[1]]} = {PIXELS[place[0]][place[1]]}",
        verb="is",
    ),
    Demonstration(f"channel 3 of {ONES}", channel_of_ones(3), ("channel", 3, PIXELS), largest_near, verb="is"),
    *DECISIONS,
)


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, AXES)
    elif kind == "pooled":
        wrong = "×".join(map(str, case.returned))
        stages = (Stage("input", (2, 6, 6)), Stage("3×3 max pool", tuple(case.expected), wrong))
        yield Pyramid(case.call, stages)
    elif kind == "channel":
        channel, pixels = what
        row, column = wrong_cell(case)
        reach = 1 if channel else 0
        near = [(row + i, column + j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
        inside = [(i, j) for i, j in near if 0 <= i < len(pixels) and 0 <= j < len(pixels[0])]
        yield from_what(case, grid("image", pixels, window=inside), signs=("→",))


def example() -> Iterator[Picture]:
    ways = ("c1", "c3", "c5", "cp")
    rows = (
        (Node("input", "c_in channels", wide=True),),
        (None, Node("1×1"), Node("1×1"), Node("pool", "3×3 max")),
        (Node("1×1"), Node("3×3"), Node("5×5"), Node("1×1")),
        (Node("concatenated", wide=True, strong=True, parts=tuple((way, 8) for way in ways)),),
    )
    starts = (((0, 0), (2, 0)), *(((0, 0), (1, branch)) for branch in (1, 2, 3)))
    middle = tuple(((1, branch), (2, branch)) for branch in (1, 2, 3))
    ends = tuple(((2, branch), (3, 0)) for branch in range(4))
    yield Flow("Four branches, side by side", rows, (*starts, *middle, *ends))
