"""Demonstrations of LeNet, ShiftNet and InceptionMini. What the exercises leave open is judged by what must hold."""

from __future__ import annotations

import math
from typing import Any

import torch
from demonstrations_layers import Place, Rows, image_of, plane
from requirements import require_items, require_tensor
from tensors import LENET_PARAMETERS, LENET_SHAPES
from torch import Tensor

from receptive.grading.checks import a_thing, check, check_object
from receptive.grading.demonstrations import Demonstration
from receptive.grading.failures import StudentRaised

ENOUGH = 1e-3  # what is smaller is rounding


def outputs(probes: Any, net: Any, tensors: list[Tensor], *batches: Tensor) -> list[Tensor]:
    return [require_tensor(out) for out in require_items(probes.outputs(net, tensors, *batches), len(batches))]


def shape_of(exercise: str, images: int, side: int) -> Demonstration:
    """The shape of a network's result, or the name of the error that comes instead."""

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(getattr(student, exercise)())
        try:
            (out,) = outputs(probes, net, [], torch.ones(images, 1, side, side))
        except StudentRaised as raised:
            return a_thing(raised)
        return tuple(out.shape)

    some = f"{images} image{'s' if images > 1 else ''}"
    call = f"the shape of {exercise}()(x) for x with {some} of {side}×{side}"
    return Demonstration(call, ask, ("shape", images, side), verb="is")


def waves(shapes: list[tuple[int, ...]]) -> list[Tensor]:
    """Numbers of both signs, the same each time."""
    count = sum(map(math.prod, shapes))
    numbers = 0.5 * (7.0 * torch.arange(1.0, count + 1)).sin()
    parts = numbers.split([math.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


# LeNet

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


def parameters_of(probes: Any, net: Any) -> list[tuple[str, tuple[int, ...]]]:
    found = probes.parameter_shapes(net)
    check(isinstance(found, list), "the parameters could not be looked at")
    return [(name, tuple(shape)) for name, shape in found]


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


def bent(three: Tensor) -> list[float]:
    low, middle, high = three.double().tolist()
    return [round(value, 3) + 0.0 for value in (low, middle, high, low + high - 2 * middle)]  # and no minus zero


def is_bent(values: list[float]) -> bool:
    spread = max(values[:3]) - min(values[:3])
    return abs(values[3]) > ENOUGH * spread


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


# ShiftNet: its layers are the writer's choice

MOST = 15_000
SIDE, DOT, UPPER, LOWER = 96, 24, 24, 48


def with_waves(student: Any, probes: Any) -> tuple[Any, list[Tensor]]:
    net = check_object(student.ShiftNet())
    tensors = waves([shape for _, shape in parameters_of(probes, net)])
    return net, tensors


def shift_zero(student: Any, probes: Any) -> Any:
    net = check_object(student.ShiftNet())
    zeros = [torch.zeros(shape) for _, shape in parameters_of(probes, net)]
    (out,) = require_items(probes.with_parameters(net, zeros, torch.ones(2, 1, 12, 12)), 1)
    return require_tensor(out)[0].numpy()


def shift_lowest(student: Any, probes: Any) -> Any:
    (out,) = require_items(probes.with_parameters(*with_waves(student, probes), torch.ones(2, 1, 12, 12)), 1)
    return float(require_tensor(out).min())


def shift_count(student: Any, probes: Any) -> Any:
    shapes = parameters_of(probes, check_object(student.ShiftNet()))
    return {"shapes": shapes, "total": sum(math.prod(shape) for _, shape in shapes)}


def shift_state(student: Any, probes: Any) -> float:
    """How far apart two networks are of which one has loaded the state of the other."""
    probes.seeded(1)
    one, other = check_object(student.ShiftNet()), check_object(student.ShiftNet())
    x = image_of([[(row * column) % 5 for column in range(12)] for row in range(12)]).repeat(2, 1, 1, 1)
    (first,) = outputs(probes, one, [], x)
    return float((first - require_tensor(probes.with_state(other, probes.state(one), x))).abs().max())


def shift_bend(student: Any, probes: Any) -> Any:
    """As for LeNet, but with a mean in the place of each maximum, which bends too."""
    net, tensors = with_waves(student, probes)
    levels = torch.tensor([-2.0, 0.0, 2.0]).reshape(3, 1, 1, 1).expand(3, 1, 12, 12).contiguous()
    require_items(probes.with_parameters(net, tensors, levels), 1)
    (out,) = require_items(probes.averaged(net, levels), 1)
    return bent(require_tensor(out)[:, 0])


def shift_moved(student: Any, probes: Any) -> float:
    """How much a square changes the logits by being elsewhere, as a share of the largest of them."""
    x = torch.zeros(2, 1, SIDE, SIDE)
    for image, corner in zip(x, (UPPER, LOWER), strict=True):
        image[0, corner : corner + DOT, corner : corner + DOT] = torch.arange(float(DOT**2)).reshape(DOT, DOT) % 7
    (out,) = require_items(probes.with_parameters(*with_waves(student, probes), x), 1)
    found = require_tensor(out)
    return float((found[0] - found[1]).abs().max() / found.abs().max())


SHIFT = (
    shape_of("ShiftNet", 2, 12),
    shape_of("ShiftNet", 1, 12),
    shape_of("ShiftNet", 2, 8),
    Demonstration(
        "ShiftNet() with all parameters 0",
        shift_zero,
        ("zero",),
        decides=lambda out: abs(float(out.sum()) - 1) > ENOUGH,
        wanted="ten numbers that do not add up to 1, since logits are no probabilities",
    ),
    Demonstration(
        "the smallest logit of ShiftNet() with parameters of both signs",
        shift_lowest,
        ("lowest",),
        verb="is",
        decides=lambda lowest: lowest < 0,
        wanted="a number below 0",
    ),
    Demonstration(
        "the largest difference of the logits of two ShiftNet() of which one has loaded the other's state",
        shift_state,
        ("state",),
        verb="is",
        decides=lambda far: far > ENOUGH,
        wanted="0, since the state holds all that the network knows",
    ),
    Demonstration(
        "a logit of ShiftNet() for plain images of -2, 0 and 2, with means for maxima, "
        "and the first plus the third less twice the second",
        shift_bend,
        ("bend",),
        verb="are",
        decides=is_bent,
        wanted="anything but 0 at the end, since an activation bends",
    ),
    Demonstration(
        f"the change of the logits of ShiftNet(), as a share of the largest, when a square of {DOT}×{DOT} "
        f"in {SIDE}×{SIDE} moves from row and column {UPPER} to {LOWER}",
        shift_moved,
        ("moved", SIDE, DOT, UPPER, LOWER),
        verb="is",
        decides=lambda change: change > ENOUGH,
        wanted="0, since the place does not matter",
    ),
    Demonstration(
        "the parameters of ShiftNet()",
        shift_count,
        ("count",),
        verb="are",
        decides=lambda counts: counts["total"] <= MOST,
        wanted=f"a total of at most {MOST}",
    ),
)


# InceptionMini: with all weights 1 and all biases 0, each branch can be followed

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
