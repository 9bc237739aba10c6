"""Criteria of `LeNet`."""

from typing import Any

import numpy as np
import pytest
import torch

from receptive.grader import Mismatch, check, check_object, show

from .lenet_networks import MOST_PARAMETERS, answers, layer_by_layer, own_sizes, size_of, some_images
from .requirements import (
    CLASSES,
    is_near,
    require_items,
    require_logits,
    require_near,
    require_parameters,
    require_real,
)
from .tensors import LENET_PARAMETERS, lenet_weights, normal
from .variants import explain, explain_slip, lenet


@pytest.mark.criterion("lenet_shape")
def test_ten_numbers_per_image(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = normal(rng, 4, 1, 32, 32)
    (out,) = answers(student, probes, rng, lenet_weights(rng), x)
    check(not is_near(out[0], out[1]), "two different images get the same answer")


@pytest.mark.criterion("lenet_params")
def test_the_layers_hold_the_classic_number_of_parameters(student: Any, probes: Any, rng: np.random.Generator) -> None:
    net, x = check_object(student.LeNet()), some_images(student, probes, rng, 4)
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
    x, chosen = some_images(student, probes, rng, 7), int(rng.integers(7))
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
    net, x = check_object(student.LeNet()), some_images(student, probes, rng, 3, scale=1.5)
    weights = lenet_weights(rng)
    (out,) = require_items(probes.outputs(net, weights, x), 1)
    if explain(weights, x, require_logits(out, 3)):
        return
    own = own_sizes(probes.parameter_shapes(net), rng)
    (out,) = require_items(probes.with_parameters(net, own, x), 1)
    explained = explain_slip(layer_by_layer(own), x, require_logits(out, 3))
    check(explained, "more than one kind of layer does not do what LeNet's does, or the layers are others")


@pytest.mark.criterion("lenet_nonlinear")
def test_there_is_an_activation(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """On images of one gray level pooling does nothing: without an activation, logits are a straight line in it."""
    levels = torch.linspace(-4, 4, 9)
    x = levels.reshape(-1, 1, 1, 1).expand(-1, *size_of(student, probes)).contiguous()
    (line,) = answers(student, probes, rng, lenet_weights(rng), x)
    bend, spread = (line[:-2] - 2 * line[1:-1] + line[2:]).abs().max(), line.max(0).values - line.min(0).values
    check(spread.max() > 0, "the result does not depend on the image")
    check(bend > 1e-3 * spread.max(), "the network is a linear function of the image: it has no activation")


@pytest.mark.criterion("lenet_logits")
def test_the_results_are_logits(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """The second network has the opposite last layer, so one of the two has negative logits."""
    x, weights = some_images(student, probes, rng, 4), lenet_weights(rng)
    opposite = [*weights[:-2], -weights[-2], -weights[-1]]
    both = torch.cat([answers(student, probes, rng, tensors, x)[0] for tensors in (weights, opposite)])
    sums = both.sum(dim=1)
    check(not is_near(sums, torch.ones_like(sums)), "every row sums to 1: these are probabilities, not logits")
    check(both.min() < 0, "no result is ever negative: something cuts the logits off")


@pytest.mark.criterion("lenet_trains")
def test_gradients_reach_every_layer(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """One kind of slip is other criteria's matter: the gradients must be those of what the network computes."""
    net, x, upstream = check_object(student.LeNet()), some_images(student, probes, rng, 3, 1.5), normal(rng, 3, CLASSES)
    weights = lenet_weights(rng)
    out, found = require_items(probes.gradients(net, weights, x, upstream), 2)
    known = explain(weights, x, require_real(out, (3, CLASSES)))
    if not known:
        net, weights = check_object(student.LeNet()), layer_by_layer(own_sizes(probes.parameter_shapes(net), rng))
        out, found = require_items(probes.gradients(net, weights, x, upstream), 2)
        known = explain_slip(weights, x, require_real(out, (3, CLASSES)))
    if not known:
        raise Mismatch("the gradients cannot be compared: the results are not those of a LeNet")
    _, *got = require_items(found, 1 + len(weights))
    leaves = [weight.clone().requires_grad_() for weight in weights]
    wants = torch.autograd.grad((lenet(leaves, x, *known) * upstream).sum(), leaves)
    for gradient, want in zip(got, wants, strict=True):
        check(gradient is not None, "a layer gets no gradient")
        require_near(gradient, want)
