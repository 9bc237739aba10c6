"""What LeNet decides, whatever its writer chose: activation, kind of pooling, names and order of layers, dropout."""

from __future__ import annotations

import contextlib
import itertools
from typing import Any

import torch
from torch import Tensor

from receptive.grader import StudentRaised, check, check_object

from .deciding import (
    NORMALIZED,
    both_signs,
    decision,
    far,
    follows_its_mode,
    images,
    once,
    results,
    shapes_of,
    what_hides,
    without_effect,
)
from .lenet_links import NONE, UNKNOWN, Link, head, layers_of, link, steps_of
from .requirements import CLASSES, require_items, require_list

MANY, SIDE = 4, 32
WRITTEN_DOWN = (1, 64, 32, 16, 8)  # numbers of images that a forward may hold
ONE_ONLY = "it takes one image at a time"
NOWHERE = "it runs for no size"
Network = Any


def make(student: Any) -> Network:
    return student.LeNet()


def batch(count: int, side: int) -> Tensor:
    return 1.5 * images(count, 1, side, side)


def runs(probes: Any, net: Network, count: int, side: int) -> bool:
    with contextlib.suppress(StudentRaised):
        (out,) = results(probes, net, [], batch(count, side))
        return len(out) == count or count == 1
    return False


@once
def fitting(student: Any, probes: Any) -> tuple[Network, Tensor] | str:
    """A network and images that it takes: of 32×32, else of 28×28; four of them, else what it may be written for."""
    net = check_object(make(student))
    for count, side in ((MANY, 32), (MANY, 28), *((count, 32) for count in WRITTEN_DOWN)):
        if runs(probes, net, count, side):
            return net, batch(count, side)
    return NOWHERE


@once
def known(student: Any, probes: Any) -> tuple[Network, list[Tensor], Tensor] | str:
    """The same with numbers for its parameters; or why they cannot be given, or would not be read."""
    found = fitting(student, probes)
    if isinstance(found, str):
        return found
    net, x = found
    if len(x) == 1:
        return ONE_ONLY
    hidden = what_hides(student, probes, make, x)
    if hidden:
        return hidden
    net = check_object(make(student))
    results(probes, net, [], x)
    # With a dropout beside it, no two passes in train mode are the same
    if follows_its_mode(probes, net, x) == NORMALIZED or has_statistics(probes, net):
        return NORMALIZED
    return net, both_signs(shapes_of(probes, net), 0), x


def has_statistics(probes: Any, net: Network) -> bool:
    entries = probes.shapes(net)
    check(isinstance(entries, dict), "there is no state_dict")
    return any(str(name).endswith("running_mean") for name in entries)


def side(student: Any, probes: Any) -> str:
    found = fitting(student, probes)
    return found if isinstance(found, str) else f"{found[1].shape[2]}×{found[1].shape[2]}"


def batches(student: Any, probes: Any) -> str:
    found = fitting(student, probes)
    if isinstance(found, str):
        return found
    net, x = found
    more = [runs(probes, net, count, x.shape[2]) for count in (3, 4)]
    return "any number" if all(more) else "not any number"


def single(student: Any, probes: Any) -> str:
    found = fitting(student, probes)
    if isinstance(found, str):
        return found
    if len(found[1]) == 1:
        return ONE_ONLY
    (out,) = results(probes, found[0], [], found[1][:1])
    return "a row" if out.ndim == 2 else "no row"


def classes(student: Any, probes: Any) -> int | str:
    found = fitting(student, probes)
    if isinstance(found, str):
        return found
    if len(found[1]) == 1:
        return ONE_ONLY
    (out,) = results(probes, found[0], [], found[1])
    return int(out.shape[-1]) if out.ndim else 0


@once
def shapes(student: Any, probes: Any) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    net = check_object(make(student))
    runs(probes, net, 2, SIDE)  # lazy layers have no sizes before
    convs, dense = layers_of(shapes_of(probes, net))
    return convs, dense


def visible(student: Any, probes: Any) -> str:
    """Whether all layers are found. Asked where parameters are counted, whether or not the network runs."""
    found = known(student, probes)
    if isinstance(found, str):
        return found if found not in (NOWHERE, NORMALIZED, ONE_ONLY) else ""
    return "some have no effect" if effects(student, probes) == "some" else ""


def windows(student: Any, probes: Any) -> list[int] | str:
    return visible(student, probes) or [shape[2] for shape in shapes(student, probes)[0]]


def filters(student: Any, probes: Any) -> list[tuple[int, ...]] | str:
    return visible(student, probes) or [shape[1::-1] for shape in shapes(student, probes)[0]]


def which_filters(found: Any) -> object:
    if isinstance(found, str) or not found or found == [(1, 6), (6, 16)]:
        return found
    return "other channels of the image" if found[0][0] != 1 else "other filters"


def units(student: Any, probes: Any) -> list[int] | str:
    return visible(student, probes) or [shape[0] for shape in shapes(student, probes)[1]]


def which_units(found: Any) -> object:
    if isinstance(found, str) or found == [120, 84, 10]:
        return found
    if len(found) != 3:
        return "another number of layers"
    return "other units" if found[-1] == CLASSES else "other classes"


def inputs(student: Any, probes: Any) -> str:
    """Of the first dense layer, for each map that the convolutions deliver; and of the others."""
    convs, dense = shapes(student, probes)
    if visible(student, probes) or not convs or not dense:
        return visible(student, probes) or "there is none"
    delivered = {out for out, _ in dense}
    entering = [width for _, width in dense if width not in delivered]
    if len(entering) != 1:
        return "what one gives is not what the next reads"
    return {16: "4×4", 25: "5×5"}.get(entering[0] / convs[-1][0], "another number")


def biases(student: Any, probes: Any) -> str:
    if visible(student, probes):
        return visible(student, probes)
    found = shapes_of(probes, check_object(make(student)))
    layers = sum(len(shape) in (2, 4) for shape in found)
    others = len(found) - layers
    return "one" if others == layers else "fewer" if others < layers else "more"


def padding(student: Any, probes: Any) -> list[int] | str:
    """Of each convolution, as far as the network gets."""
    if visible(student, probes):
        return visible(student, probes)
    steps = steps_of(probes.steps(check_object(make(student)), batch(4, SIDE)))
    convs = [step for step in steps if step.kind == "conv"]
    return [step.out.shape[2] - step.x.shape[2] + step.size[2] - 1 for step in convs[:2]]


def which_padding(found: list[int] | str) -> str:
    return found if isinstance(found, str) else "some" if any(found) else "none"


@once
def links(student: Any, probes: Any) -> tuple[list[Link], str] | str:
    """What is between the five layers, and what is behind the last."""
    given = known(student, probes)
    if isinstance(given, str):
        return given
    net, tensors, x = given
    (out,) = results(probes, net, tensors, x)
    steps = steps_of(probes.steps(net, x))
    if [step.kind for step in steps] != ["conv"] * 2 + ["dense"] * 3:
        return "other layers"
    return [link(*pair) for pair in itertools.pairwise(steps)], head(steps[-1], out)


def activations(student: Any, probes: Any) -> list[str] | str:
    found = links(student, probes)
    return found if isinstance(found, str) else [each.activation for each in found[0]]


def which_activations(found: list[str] | str) -> str:
    if isinstance(found, str) or UNKNOWN in found:
        return found if isinstance(found, str) else UNKNOWN
    if NONE in found:
        return "none" if set(found) == {NONE} else "some are missing"
    return "one of a kind" if len(set(found)) == 1 else "several kinds"


def poolings(student: Any, probes: Any) -> list[str] | str:
    found = links(student, probes)
    return (
        found if isinstance(found, str) else [f"{each.pool} {'×'.join(map(str, each.window))}" for each in found[0][:2]]
    )


def which_poolings(found: list[str] | str) -> object:
    if isinstance(found, str) or any(UNKNOWN in each for each in found):
        return found if isinstance(found, str) else UNKNOWN
    kinds, sizes = zip(*(each.rsplit(" ", 1) for each in found), strict=True)
    if "1×1" in sizes:
        return "one is missing"
    return "another window" if {*sizes} != {"2×2"} else "one kind" if len({*kinds}) == 1 else "two kinds"


def order(student: Any, probes: Any) -> str:
    found = links(student, probes)
    return found if isinstance(found, str) else found[0][1].order


def reading(student: Any, probes: Any) -> str:
    found = links(student, probes)
    return found if isinstance(found, str) else found[1]


def which_reading(found: str) -> str:
    """Logarithms of probabilities change no loss."""
    return "logits" if found == "logarithms of probabilities" else found


def neighbors(student: Any, probes: Any) -> str:
    given = known(student, probes)
    if isinstance(given, str):
        return given
    net, tensors, x = given
    if len(x) < 4 or not runs(probes, net, 3, x.shape[2]):
        return "the same"
    together, fewer = results(probes, net, tensors, x, x[:3])
    return "another one" if far(together[:3], fewer) else "the same"


def gradients(student: Any, probes: Any) -> str:
    given = known(student, probes)
    if isinstance(given, str):
        return given
    net, tensors, x = given
    results(probes, net, tensors, x)
    own, found = require_items(probes.loss_gradients(net, x, torch.arange(len(x)) % CLASSES), 2)
    found = require_items(found, len(require_list(own, 200)))
    return "all of them" if all(gradient is not None for gradient in found) else "not all of them"


@once
def effects(student: Any, probes: Any) -> str:
    given = known(student, probes)
    if isinstance(given, str):
        return given
    net, tensors, x = given
    results(probes, net, tensors, x)
    return "some" if any(without_effect(probes, net, x)) else "none"


DECISIONS = (
    decision("the size of image that LeNet() takes, of 32×32 and 28×28", side),
    decision("the number of images that LeNet() takes at once", batches),
    decision("what LeNet() gives for one image", single),
    decision("the number of results of LeNet() for one image", classes),
    decision("the list of the windows of LeNet()'s convolutions", windows),
    decision("the list of channels that LeNet()'s convolutions read and give", filters, decides=which_filters),
    decision("the list of units of LeNet()'s dense layers", units, decides=which_units),
    decision("what LeNet()'s dense layers read of each map", inputs),
    decision("the number of biases for each layer of LeNet()", biases),
    decision(
        "the list of zeros that LeNet()'s convolutions put around the image, both sides together",
        padding,
        decides=which_padding,
    ),
    decision(
        "the list of activations of LeNet()", activations, decides=which_activations, wanted="one kind in four places"
    ),
    decision(
        "the list of poolings of LeNet()", poolings, decides=which_poolings, wanted="one kind of 2×2 in two places"
    ),
    decision("the order in which LeNet() flattens", order),
    decision("what LeNet() gives", reading, decides=which_reading),
    decision("the result of LeNet() for an image beside others", neighbors),
    decision("the list of parameters of LeNet() that get a gradient", gradients),
    decision("the list of parameters of LeNet() without effect", effects),
)
