"""Demonstrations of InceptionMini: with all weights 1 and all biases 0, each branch can be followed."""

from __future__ import annotations

from typing import Any

import torch
from demonstrations_shared import Place, Rows, image_of, outputs, parameters_of, plane
from requirements import require_items

from receptive.grader import Demonstration, StudentRaised, a_thing, check, check_object

PIXELS: Rows = [[1, 2, 0, 0], [0, 3, 1, 4]]


def inception_shape(student: Any, probes: Any) -> Any:
    net = check_object(student.InceptionMini(2, 3, 3, 3, 3))
    try:
        (out,) = outputs(probes, net, [], torch.ones(1, 2, 5, 6))
    except StudentRaised as raised:
        return a_thing(raised)
    return tuple(out.shape)


def inception_pooled(student: Any, probes: Any) -> Any:
    kinds, sizes = require_items(probes.sizes(check_object(student.InceptionMini(2)), torch.ones(1, 2, 6, 6)), 2)
    check(isinstance(kinds, list) and kinds.count("pool") == 1, "the pooling could not be looked at")
    return sizes[kinds.index("pool")]


def inception_kernels(student: Any, probes: Any) -> Any:
    shapes = parameters_of(probes, check_object(student.InceptionMini(2)))
    return sorted(shape[2] for _, shape in shapes if len(shape) == 4)


def inception_channel(channel: int) -> Any:
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


ONES = f"InceptionMini(1, 1, 1, 1, 1) with all weights 1 and all biases 0, on {PIXELS}"
INCEPTION = (
    Demonstration(
        "the size behind the pooling in InceptionMini(2) for one image of 6×6", inception_pooled, ("pooled",), verb="is"
    ),
    Demonstration(
        "the shape of InceptionMini(2, 3, 3, 3, 3)(x) for one image of 5×6", inception_shape, ("shape", 1, 5), verb="is"
    ),
    Demonstration(
        "the kernel sizes of the convolutions of InceptionMini(2)", inception_kernels, ("kernels",), verb="are"
    ),
    Demonstration(
        f"channel 0 of {ONES}",
        inception_channel(0),
        ("channel", 0, PIXELS),
        lambda place: f"1·{PIXELS[place[0]][place[1]]} = {PIXELS[place[0]][place[1]]}",
        verb="is",
    ),
    Demonstration(f"channel 3 of {ONES}", inception_channel(3), ("channel", 3, PIXELS), largest_near, verb="is"),
)
