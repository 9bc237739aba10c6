"""`ShiftNet`: its layers are the writer's choice, so it is judged by what must hold of any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
    Volume,
    Volumes,
    alone,
    check_object,
    grid,
)

from .drawings import bend, shape
from .readings import ENOUGH, bent, image_of, is_bent, outputs, parameters_of, shape_of, waves
from .requirements import require_items, require_tensor
from .shift_choices import FREE_CHOICES as FREE_CHOICES
from .shift_decisions import DECISIONS as DECISIONS

MOST = 15_000
SIDE, DOT, UPPER, LOWER = 96, 24, 24, 48
MOST_PARTS = 7
LONGEST_NAME = 40
HEAD = "largest anywhere"
STAGES = (  # height, width, channels
    ("image", (16, 16, 1)), ("conv, pool", (8, 8, 16)), ("conv, pool", (4, 4, 32)), (HEAD, (1, 1, 32)),
    ("dense", (1, 1, 10)),
)  # fmt: skip


def with_waves(student: Any, probes: Any) -> tuple[Any, list[Tensor]]:
    net = check_object(student.ShiftNet())
    tensors = waves([shape for _, shape in parameters_of(probes, net)])
    return net, tensors


def all_zero(student: Any, probes: Any) -> Any:
    net = check_object(student.ShiftNet())
    zeros = [torch.zeros(shape) for _, shape in parameters_of(probes, net)]
    (out,) = require_items(probes.with_parameters(net, zeros, torch.ones(2, 1, 12, 12)), 1)
    return require_tensor(out)[0].numpy()


def lowest(student: Any, probes: Any) -> Any:
    (out,) = require_items(probes.with_parameters(*with_waves(student, probes), torch.ones(2, 1, 12, 12)), 1)
    return float(require_tensor(out).min())


def count(student: Any, probes: Any) -> Any:
    shapes = parameters_of(probes, check_object(student.ShiftNet()))
    return {"shapes": shapes, "total": sum(math.prod(shape) for _, shape in shapes)}


def state_apart(student: Any, probes: Any) -> float:
    """How far apart two networks are of which one has loaded the state of the other."""
    probes.seeded(1)
    one, other = check_object(student.ShiftNet()), check_object(student.ShiftNet())
    x = image_of([[(row * column) % 5 for column in range(12)] for row in range(12)]).repeat(2, 1, 1, 1)
    (first,) = outputs(probes, one, [], x)
    return float((first - require_tensor(probes.with_state(other, probes.state(one), x))).abs().max())


def bend_of_gray(student: Any, probes: Any) -> Any:
    """As for LeNet, but with a mean in the place of each maximum, which bends too."""
    net, tensors = with_waves(student, probes)
    levels = torch.tensor([-2.0, 0.0, 2.0]).reshape(3, 1, 1, 1).expand(3, 1, 12, 12).contiguous()
    require_items(probes.with_parameters(net, tensors, levels), 1)
    (out,) = require_items(probes.averaged(net, levels), 1)
    return bent(require_tensor(out)[:, 0])


def moved(student: Any, probes: Any) -> float:
    """How much a square changes the logits by being elsewhere, as a share of the largest of them."""
    x = torch.zeros(2, 1, SIDE, SIDE)
    for image, corner in zip(x, (UPPER, LOWER), strict=True):
        image[0, corner : corner + DOT, corner : corner + DOT] = torch.arange(float(DOT**2)).reshape(DOT, DOT) % 7
    (out,) = require_items(probes.with_parameters(*with_waves(student, probes), x), 1)
    found = require_tensor(out)
    return float((found[0] - found[1]).abs().max() / found.abs().max())


DEMONSTRATIONS = (
    shape_of("ShiftNet", 2, 12),
    shape_of("ShiftNet", 1, 12),
    shape_of("ShiftNet", 2, 8),
    Demonstration(
        "ShiftNet() with all parameters 0",
        all_zero,
        ("zero",),
        decides=lambda out: abs(float(out.sum()) - 1) > ENOUGH,
        wanted="ten numbers that do not add up to 1, since logits are no probabilities",
    ),
    Demonstration(
        "the smallest logit of ShiftNet() with parameters of both signs",
        lowest,
        ("lowest",),
        verb="is",
        decides=lambda lowest: lowest < 0,
        wanted="a number below 0",
    ),
    Demonstration(
        "the largest difference of the logits of two ShiftNet() of which one has loaded the other's state",
        state_apart,
        ("state",),
        verb="is",
        decides=lambda far: far > ENOUGH,
        wanted="0, since the state holds all that the network knows",
    ),
    Demonstration(
        "a logit of ShiftNet() for plain images of -2, 0 and 2, with means for maxima, "
        "and the first plus the third less twice the second",
        bend_of_gray,
        ("bend",),
        verb="are",
        decides=is_bent,
        wanted="anything but 0 at the end, since an activation bends",
    ),
    Demonstration(
        f"the change of the logits of ShiftNet(), as a share of the largest, when a square of {DOT}×{DOT} "
        f"in {SIDE}×{SIDE} moves from row and column {UPPER} to {LOWER}",
        moved,
        ("moved", SIDE, DOT, UPPER, LOWER),
        verb="is",
        decides=lambda change: change > ENOUGH,
        wanted="0, since the place does not matter",
    ),
    Demonstration(
        "the parameters of ShiftNet()",
        count,
        ("count",),
        verb="are",
        decides=lambda counts: counts["total"] <= MOST,
        wanted=f"a total of at most {MOST}",
    ),
    *DECISIONS,
)


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, ("images", "classes"))
    elif kind == "bend":
        yield from bend(case)
    elif kind == "count":
        yield _parameters(case)
    elif kind == "moved":
        yield _moved(case, *what)
    elif kind == "zero":
        yield Grids(case.call, (alone(case, [case.returned[:5], case.returned[5:]]),))


def _parameters(case: Case) -> Blocks:
    """The parameters of each layer, whose names are the student's."""
    layers: dict[str, list[Sequence[int]]] = {}
    for name, sizes in case.returned["shapes"]:
        layers.setdefault(name.rpartition(".")[0] or name, []).append(sizes)
    counts = {name: sum(map(math.prod, shapes)) for name, shapes in layers.items()}
    blocks = [Block(name[:LONGEST_NAME], _products(layers[name]), str(counts[name])) for name in [*layers][:MOST_PARTS]]
    if len(layers) > MOST_PARTS:
        rest = sum([*counts.values()][MOST_PARTS:])
        blocks.append(Block(f"{len(layers) - MOST_PARTS} more layers", "all in all", str(rest)))
    return Blocks(case.call, tuple(blocks), str(case.expected), str(case.returned["total"]), how="right:")


def _products(shapes: list[Sequence[int]]) -> str:
    return " + ".join("·".join(map(str, shape)) or "1" for shape in shapes[:3])


def _moved(case: Case, side: int, square: int, upper: int, lower: int) -> Grids:
    """Where the square is in either image, a cell for each square of pixels."""
    cells = range(side // square)
    names = {upper // square: "one", lower // square: "two"}
    rows = [[names.get(i, "·") if i == j else "·" for j in cells] for i in cells]
    places = grid(f"image one and two, a cell is {square}×{square} pixels", rows, window=[(at, at) for at in names])
    return Grids(case.call, (places, alone(case, [[case.returned]])), ("→",))


def example() -> Iterator[Picture]:
    volumes = tuple(Volume(name, shape, apart=name == HEAD) for name, shape in STAGES)
    yield Volumes("A head that does not see where", volumes)
