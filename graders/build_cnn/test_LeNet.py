"""Criteria of `LeNet`."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from receptive.grader import Mismatch, check, check_object, show

from .requirements import (
    CLASSES,
    is_near,
    require_items,
    require_list,
    require_logits,
    require_near,
    require_parameters,
    require_real,
)
from .tensors import LENET_PARAMETERS, filters, lenet_weights, normal
from .variants import explain, explain_slip, lenet

MOST_PARAMETERS = 2_000_000


def answers(
    student: Any, probes: Any, rng: np.random.Generator, weights: Sequence[Tensor], *batches: Tensor
) -> list[Tensor]:
    """The logits of a network with these weights, and with zeros for its last biases.

    Its last ten units are then put in another order. The ten results must follow, or they come from somewhere else.
    """
    net = check_object(student.LeNet())
    order = [*(1 + rng.permutation(CLASSES - 1)).tolist(), 0]
    both = ([*weights[:-2], last, torch.zeros(CLASSES)] for last in (weights[-2], weights[-2][order]))
    first, second = (require_items(probes.outputs(net, tensors, *batches), len(batches)) for tensors in both)
    found = []
    for x, one, other in zip(batches, first, second, strict=True):
        logits = require_logits(one, len(x))
        check(not is_near(logits, logits[:, :1].expand(-1, CLASSES)), "all ten results are the same")
        follows = is_near(require_logits(other, len(x)), logits[:, order])
        check(follows, "with the units of the last layer in another order, the ten results do not follow")
        found.append(logits)
    return found


@pytest.mark.criterion("lenet_shape")
def test_ten_numbers_per_image(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = normal(rng, 4, 1, 32, 32)
    (out,) = answers(student, probes, rng, lenet_weights(rng), x)
    check(not is_near(out[0], out[1]), "two different images get the same answer")


@pytest.mark.criterion("lenet_params")
def test_the_layers_hold_the_classic_number_of_parameters(student: Any, probes: Any, rng: np.random.Generator) -> None:
    net, x = check_object(student.LeNet()), normal(rng, 4, 1, 32, 32)
    found = probes.parameters_and_moves(net, x, lenet_weights(rng))
    parameters, before, moved = require_items(found, 3)
    parameters, before = require_parameters(parameters, MOST_PARAMETERS), require_logits(before, 4)
    count = sum(parameter.numel() for parameter in parameters)
    check(count == LENET_PARAMETERS, "the number of parameters is wrong", f"{count:,}, expected {LENET_PARAMETERS:,}")
    moved = [require_logits(after, 4) for after in require_items(moved, len(parameters))]
    (again,) = require_items(probes.outputs(net, [], x), 1)
    check(is_near(require_logits(again, 4), before), "the same images, asked twice, get different answers")
    check(not any(torch.equal(before, after) for after in moved), "some of the parameters have no effect on the result")
    sizes = sorted(parameter.numel() for parameter in parameters)  # a sum alone could be made up
    wanted = sorted(weight.numel() for weight in lenet_weights(rng))
    check(sizes == wanted, "the parameters are not those of LeNet's layers", f"{show(sizes)}, expected {show(wanted)}")


@pytest.mark.criterion("lenet_batch")
def test_an_image_does_not_depend_on_its_batch(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, chosen = normal(rng, 7, 1, 32, 32), int(rng.integers(7))
    together, alone = answers(student, probes, rng, lenet_weights(rng), x, x[chosen : chosen + 1])
    require_near(alone, together[chosen : chosen + 1])
    check(not is_near(together[0], together[1]), "two different images get the same answer")


@pytest.mark.criterion("lenet_forward")
def test_the_layers_follow_each_other_as_in_lenet(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, weights = normal(rng, 3, 1, 32, 32, scale=1.5), lenet_weights(rng)
    (out,) = require_items(probes.outputs(check_object(student.LeNet()), weights, x), 1)
    out = require_logits(out, 3)
    if not explain(weights, x, out):
        slip = explain_slip(weights, x, out)
        check(not slip, "one kind of layer does not do what LeNet's does; the rest follows from it as it must")
        raise Mismatch("with known weights in its layers, the network does not compute what a LeNet computes from them")


@pytest.mark.criterion("lenet_method")
def test_one_kind_of_slip_leaves_the_method_right(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Known weights in layers of the student's own sizes: the results say which layers follow each other there."""
    net, x = check_object(student.LeNet()), normal(rng, 3, 1, 32, 32, scale=1.5)
    weights = lenet_weights(rng)
    (out,) = require_items(probes.outputs(net, weights, x), 1)
    if explain(weights, x, require_logits(out, 3)):
        return
    own = own_sizes(probes.parameter_shapes(net), rng)
    (out,) = require_items(probes.with_parameters(net, [tensor for _, tensor in own], x), 1)
    in_order = layer_by_layer(own)
    explained = explain_slip(in_order, x, require_logits(out, 3))
    check(explained, "more than one kind of layer does not do what LeNet's does, or the layers are others")


def own_sizes(found: object, rng: np.random.Generator) -> list[tuple[int, Tensor]]:
    """Random tensors for the parameters of a network, each with the number of its axes."""
    shapes = [require_items(entry, 2)[1] for entry in require_list(found, 40)]
    for shape in shapes:
        small = isinstance(shape, tuple) and all(type(n) is int and 0 < n <= MOST_PARAMETERS for n in shape)
        check(small and len(shape) in (1, 2, 4), "the network has layers that no LeNet has")
    check(sum(map(math.prod, shapes)) <= MOST_PARAMETERS, "the network has too many parameters")
    tensors = [filters(rng, *shape) if len(shape) > 1 else normal(rng, *shape, scale=0.5) for shape in shapes]
    return [(len(shape), tensor) for shape, tensor in zip(shapes, tensors, strict=True)]


def layer_by_layer(weights: Sequence[tuple[int, Tensor]]) -> list[Tensor]:
    """Weight and bias of the two convolutions, then of the three dense layers."""
    biases = [tensor for axes, tensor in weights if axes == 1]
    convolutions = [tensor for axes, tensor in weights if axes == 4]
    dense = [*(tensor.flatten(1) for tensor in convolutions[2:]), *(tensor for axes, tensor in weights if axes == 2)]
    layers = [*convolutions[:2], *dense]
    is_lenet = len(layers) == len(biases) == 5 and len(convolutions) >= 2
    check(is_lenet, "a LeNet has two convolutions and three dense layers, each with its biases")
    return [tensor for pair in zip(layers, biases, strict=True) for tensor in pair]


@pytest.mark.criterion("lenet_nonlinear")
def test_there_is_an_activation(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """On images of one gray level pooling does nothing: without an activation, logits are a straight line in it."""
    levels = torch.linspace(-4, 4, 9)
    x = levels.reshape(-1, 1, 1, 1).expand(-1, 1, 32, 32).contiguous()
    (line,) = answers(student, probes, rng, lenet_weights(rng), x)
    bend, spread = (line[:-2] - 2 * line[1:-1] + line[2:]).abs().max(), line.max(0).values - line.min(0).values
    check(spread.max() > 0, "the result does not depend on the image")
    check(bend > 1e-3 * spread.max(), "the network is a linear function of the image: it has no activation")


@pytest.mark.criterion("lenet_logits")
def test_the_results_are_logits(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """The second network has the opposite last layer, so one of the two has negative logits."""
    x, weights = normal(rng, 4, 1, 32, 32), lenet_weights(rng)
    opposite = [*weights[:-2], -weights[-2], -weights[-1]]
    both = torch.cat([answers(student, probes, rng, tensors, x)[0] for tensors in (weights, opposite)])
    sums = both.sum(dim=1)
    check(not is_near(sums, torch.ones_like(sums)), "every row sums to 1: these are probabilities, not logits")
    check(both.min() < 0, "no result is ever negative: something cuts the logits off")


@pytest.mark.criterion("lenet_trains")
def test_gradients_reach_every_layer(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, weights, upstream = normal(rng, 3, 1, 32, 32, scale=1.5), lenet_weights(rng), normal(rng, 3, 10)
    out, found = require_items(probes.gradients(check_object(student.LeNet()), weights, x, upstream), 2)
    _, *got = require_items(found, 1 + len(weights))
    known = explain(weights, x, require_real(out, (3, CLASSES)))
    if not known:
        raise Mismatch("the gradients cannot be compared: the results are not those of a LeNet")
    leaves = [weight.clone().requires_grad_() for weight in weights]
    wants = torch.autograd.grad((lenet(leaves, x, *known) * upstream).sum(), leaves)
    for gradient, want in zip(got, wants, strict=True):
        check(gradient is not None, "a layer gets no gradient")
        require_near(gradient, want)
