"""What conv_block decides, whatever its writer chose: on which side the odd line of zeros lies, biases, nesting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from receptive.grader import StudentObject, StudentRaised, check, check_object

from .deciding import AN_EXCEPTION, decision, follows_its_mode, images, results, shapes_of
from .readings import Rows, image_of

KERNELS: tuple[Any, ...] = (3, 5, 1, 2, 4, (1, 5), (3, 2))
SIGNS: Rows = [[-1, 2], [3, -4]]
BENDS = {"ReLU": [[0, 2], [3, 0]], "none": SIGNS, "0 everywhere": [[0, 0], [0, 0]]}
MEANS: Rows = [[9, 9, 9, 9], [9, 9, 9, 9], [9, 9, -4, 0], [9, 9, 2, 2]]
MAXIMA: Rows = [[9, 9, 9, 9], [9, 9, 9, 9], [9, 9, 5, 1], [9, 9, 2, 3]]
HANDING_ON = "its filter 1 in the middle and 0 elsewhere"
TURNED_BENDS = {"ReLU": [[1, 0], [0, 4]], "none": [[1, -2], [-3, 4]], "ReLU in front": [[0, -2], [-3, 0]],
                "0 everywhere": [[0, 0], [0, 0]]}  # fmt: skip


def returned(student: Any, _probes: Any) -> str:
    block = student.conv_block(3, 8)
    if isinstance(block, StudentObject):
        return "a module"
    return "a list of layers" if isinstance(block, list | tuple) else "no module"


def in_a_row(student: Any, probes: Any) -> str:
    steps = probes.one_by_one(check_object(student.conv_block(3, 8)), [], images(1, 3, 6, 6))
    check(isinstance(steps, list), "there are no layers")
    return "it can" if steps else "it cannot"


def size_of(student: Any, probes: Any, kernel: Any, pool: str | None) -> str:
    try:
        (out,) = results(probes, check_object(student.conv_block(2, 3, kernel, pool)), [], images(1, 2, 7, 10))
    except StudentRaised:
        return AN_EXCEPTION
    return "×".join(map(str, out.shape[1:]))


def of_kernels(student: Any, probes: Any) -> list[str]:
    return [size_of(student, probes, kernel, None) for kernel in KERNELS]


def of_poolings(student: Any, probes: Any) -> list[str]:
    return [size_of(student, probes, 3, pool) for pool in ("max", "avg", None)]


def values(student: Any, probes: Any, pool: str | None, rows: Rows, kernel: Tensor) -> Tensor:
    """Of a block of one channel with this filter; all its other parameters are 0."""
    net = check_object(student.conv_block(1, 1, 3, pool))
    check(filters(student, probes) == 1, "it is another block")
    known = [
        kernel.reshape(shape) if torch.Size(shape).numel() == kernel.numel() else torch.zeros(shape)
        for shape in shapes_of(probes, net)
    ]
    (out,) = results(probes, net, known, image_of(rows))
    check(out.ndim == 4 and out.shape[:2] == (1, 1), "the result is no image of one channel")
    return out[0, 0]


def handing_on() -> Tensor:
    kernel = torch.zeros(3, 3)
    kernel[1, 1] = 1
    return kernel


def bend(sign: int, names: Mapping[str, object]) -> Any:
    def ask(student: Any, probes: Any) -> str:
        out = values(student, probes, None, SIGNS, sign * handing_on()).round(decimals=3).tolist()
        return next((name for name, rows in names.items() if out == rows), "another one")

    return ask


def last_of(pool: str, rows: Rows) -> Any:
    def ask(student: Any, probes: Any) -> float:
        out = values(student, probes, pool, rows, handing_on())
        return round(float(out[-1, -1]), 3) + 0.0

    return ask


def which(found: Any, *named: float) -> object:
    return found if found in named else "another number"


def which_sizes(found: list[str] | str) -> object:
    """Which wrong window a pooling has is no matter."""
    if isinstance(found, str):
        return found
    told_apart = "3×3×5", "3×7×10", "3×6×9"  # halved, as it was, moved by one
    return found[:2] if all(size in told_apart for size in found[:2]) else "another", found[2]


def border(student: Any, probes: Any) -> str:
    if bend(1, BENDS)(student, probes) == "another one":
        return "it cannot be seen"
    out = values(student, probes, None, [[1.0] * 5 for _ in range(5)], torch.ones(3, 3))
    check(tuple(out.shape) == (5, 5), "the size is another one")
    found = round(float(out[0, 0] / out[2, 2]), 3) if out[2, 2] != 0 else 0.0
    return {0.444: "zeros", 1.0: "what is inside", 0.0: "nothing can be seen"}.get(found, "something else")


def filters(student: Any, probes: Any) -> int:
    """How many convolutions there are: each has numbers for its window."""
    shapes = shapes_of(probes, check_object(student.conv_block(3, 8)))
    return sum(torch.Size(shape).numel() >= 8 * 3 * 3 for shape in shapes)


def mode(student: Any, probes: Any) -> str:
    net = check_object(student.conv_block(3, 8))
    return follows_its_mode(probes, net, images(3, 3, 8, 8))


DECISIONS = (
    decision("what conv_block(3, 8) returns", returned),
    decision(f"the list of sizes of conv_block(2, 3, kernel, None) on 7×10 pixels for {[*KERNELS]}", of_kernels),
    decision(
        'the list of sizes of conv_block(2, 3, 3, pool) on 7×10 pixels for "max", "avg" and None',
        of_poolings,
        decides=which_sizes,
    ),
    decision(f"the activation of conv_block(1, 1, 3, None), seen where its filter hands on {SIGNS}", bend(1, BENDS)),
    decision(
        f"the activation of conv_block(1, 1, 3, None), seen where its filter turns the signs of {SIGNS}",
        bend(-1, TURNED_BENDS),
    ),
    decision(
        f'the last number that conv_block(1, 1, 3, "avg"), {HANDING_ON}, makes of {MEANS}',
        last_of("avg", MEANS),
        decides=lambda found: which(found, 0, 1, 2),
    ),
    decision(
        f'the last number that conv_block(1, 1, 3, "max"), {HANDING_ON}, makes of {MAXIMA}',
        last_of("max", MAXIMA),
        decides=lambda found: which(found, 0, 2.75, 5),
    ),
    decision("what lies around the image in conv_block(1, 1, 3, None)", border),
    decision("the number of convolutions in conv_block(3, 8)", filters),
    decision("the result of conv_block(3, 8) in train mode and in eval mode", mode),
    decision("whether one can go through the layers of conv_block(3, 8) one by one:", in_a_row, verb="it is so that"),
)
