"""What ShiftNet decides, whatever its layers are."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import StudentRaised, check_object

from .deciding import both_signs, decision, far, finite, images, once, results, shapes_of, what_hides, without_effect
from .requirements import CLASSES, require_items, require_list

MOST = 15_000
SIZES = (12, 8, 20, 33)
PHASES = (0, 1)
SPACE, DOT = 128, 16
UPPER, LOWER = 16, 64  # the second in the middle; a whole number of steps apart for nearly every stride
SEES = 1e-5  # of the size of the results: what arithmetic in another order cannot make
Network = Any


def make(student: Any) -> Network:
    return student.ShiftNet()


def some_images(count: int = 4) -> Tensor:
    return images(count, 1, 12, 12) * torch.arange(1.0, count + 1).reshape(-1, 1, 1, 1)


@once
def known(student: Any, probes: Any, phase: int) -> tuple[Network, list[Tensor]] | str:
    """A network and numbers for its parameters; or why they cannot be given."""
    hidden = what_hides(student, probes, make, some_images())
    if hidden:
        return hidden
    net = check_object(make(student))
    results(probes, net, [], some_images())  # lazy layers have no sizes before
    return net, both_signs(shapes_of(probes, net), phase)


def sizes(student: Any, probes: Any) -> list[str]:
    """Those that the network takes, the first of them first."""
    net = check_object(make(student))
    return [f"{size}×{size}" for size in SIZES if takes(probes, net, size)]


def takes(probes: Any, net: Network, size: int) -> bool:
    try:
        (out,) = results(probes, net, [], images(2, 1, size, size))
    except StudentRaised:
        return False
    return len(out) == 2


def shape(count: int) -> Any:
    def ask(student: Any, probes: Any) -> Any:
        (out,) = results(probes, check_object(make(student)), [], some_images(count))
        return tuple(out.shape)

    return ask


def right_shape(found: Any, count: int) -> str:
    if isinstance(found, str) or found == (count, CLASSES):
        return str(found)
    if len(found) == 2 and found[0] == count:
        return "another number of classes"
    return "no axis of images" if found == (CLASSES,) else "another shape"


def reading(student: Any, probes: Any) -> str:
    """What the ten results are."""
    found = []
    for phase in PHASES:
        given = known(student, probes, phase)
        if isinstance(given, str):
            return given
        found += results(probes, *given, some_images())
    out = torch.cat(found)
    if not far(out.sum(dim=-1), torch.ones(out.shape[:-1], dtype=out.dtype)):
        return "probabilities: each row adds up to 1"
    if out.min() > 0 and out.max() <= 1:
        return "between 0 and 1"
    return "never negative, some zero" if out.min() == 0 else "any real numbers"


def apart(student: Any, probes: Any) -> str:
    given = known(student, probes, PHASES[0])
    if isinstance(given, str):
        return given
    (out,) = results(probes, *given, some_images())
    return "different ones" if (out[:-1] - out[1:]).abs().max() > SEES * out.abs().max() else "the same"


def neighbors(student: Any, probes: Any) -> str:
    given, x = known(student, probes, PHASES[0]), some_images(5)
    if isinstance(given, str):
        return given
    together, fewer = results(probes, *given, x, x[:3])
    if len(together) != 5 or len(fewer) != 3:
        return "no result for each image"
    return "others" if far(together[:3], fewer) else "the same"


def places(student: Any, probes: Any) -> str:
    """Whether a square that moves on a large image changes the results."""
    changes, x = [], torch.zeros(2, 1, SPACE, SPACE)
    for image, corner in zip(x, (UPPER, LOWER), strict=True):
        image[0, corner : corner + DOT, corner : corner + DOT] = images(1, 1, DOT, DOT)[0, 0].abs()
    for phase in PHASES:
        given = known(student, probes, phase)
        if isinstance(given, str):
            return given
        changes.append(far(*results(probes, *given, x[:1], x[1:])))
    return "others" if any(changes) else "the same"


def bend(student: Any, probes: Any) -> str:
    """With a mean in the place of each maximum, which bends too."""
    a, b = some_images(6).split(3)
    for phase in PHASES:
        given = known(student, probes, phase)
        if isinstance(given, str):
            return given
        net, tensors = given
        results(probes, net, tensors, a)
        outs = require_items(probes.averaged(net, a, b, (a + b) / 2), 3)
        one, other, middle = map(finite, outs)
        bent, spread = (one + other - 2 * middle).abs().max(), (one - other).abs().max()
        if bent > max(1e-3 * spread, SEES * one.abs().max()):
            return "not a straight line"
    return "a straight line"


def count(student: Any, probes: Any) -> int:
    """Of a network that can answer: in a dense layer for other maps there may be any number."""
    net = check_object(make(student))
    results(probes, net, [], some_images())
    return sum(map(math.prod, shapes_of(probes, net)))


def opinion(student: Any, probes: Any) -> str:
    """Of a network that has learned nothing: its cross-entropy."""
    hidden = what_hides(student, probes, make, some_images())
    if hidden:
        return hidden
    (out,) = results(probes, check_object(make(student)), [], some_images(40).abs().clamp(max=1.0))
    loss = functional.cross_entropy(out, torch.arange(40) % CLASSES)
    return "about ln 10" if abs(loss - math.log(CLASSES)) <= 0.5 else "far from ln 10"


def gradients(student: Any, probes: Any) -> str:
    """Which parameters get one. A last layer that starts from zeros hides the others, so known numbers are put in."""
    given = known(student, probes, PHASES[0])
    if isinstance(given, str):
        return given
    net, tensors = given
    results(probes, net, tensors, some_images())
    own, found = require_items(probes.loss_gradients(net, some_images(), torch.arange(4)), 2)
    found = require_items(found, len(require_list(own, 200)))
    return "all of them" if all(gradient is not None for gradient in found) else "not all of them"


def effects(student: Any, probes: Any) -> str:
    idle: list[list[bool]] = []
    for phase in PHASES:
        given = known(student, probes, phase)
        if isinstance(given, str):
            return given
        net, tensors = given
        results(probes, net, tensors, some_images())
        idle.append(without_effect(probes, net, some_images()))
    return "some" if any(map(all, zip(*idle, strict=True))) else "none"


def colors(student: Any, probes: Any) -> int:
    """The fewest channels that a convolution reads, where the network cannot read one."""
    net = check_object(make(student))
    with contextlib.suppress(StudentRaised):
        probes.outputs(net, [], some_images())
        return 1
    shapes = shapes_of(probes, net)
    return min((shape[1] for shape in shapes if len(shape) == 4), default=1)


DECISIONS = (
    decision("the list of sizes that ShiftNet() takes, of 12, 8, 20 and 33", sizes),
    decision("the shape of ShiftNet()(x) for 4 images of 12×12", shape(4), decides=lambda found: right_shape(found, 4)),
    decision("the shape of ShiftNet()(x) for 1 image of 12×12", shape(1), decides=lambda found: right_shape(found, 1)),
    decision("what ShiftNet() gives", reading),
    decision("the answer of ShiftNet() to different images", apart, verb="are"),
    decision("the answer of ShiftNet() to an image beside fewer others", neighbors),
    decision("the answer of ShiftNet() to a square at another place", places),
    decision("ShiftNet(), with a mean in the place of each maximum,", bend),
    decision(
        "the number of parameters of ShiftNet()", count, decides=lambda found: found <= MOST, wanted=f"at most {MOST}"
    ),
    decision("the cross-entropy of ShiftNet() before it has learned", opinion),
    decision("the list of parameters of ShiftNet() that get a gradient", gradients),
    decision("the list of parameters of ShiftNet() without effect", effects),
    decision("the number of channels that ShiftNet() reads", colors),
)
