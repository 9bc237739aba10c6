"""Hidden grader of "Build a CNN": LeNet."""

import numpy as np
import oracle
import pytest
import torch
from requirements import require_items, require_logits, require_shape, require_tensor
from tensors import LENET_PARAMETERS, lenet_weights, normal

from receptive.grading.chains import check_chain, check_method
from receptive.grading.checks import check, check_close, check_object, show

KINDS = ["conv", "pool", "conv", "pool", "dense", "dense", "dense"]
SIZES = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120,), (84,), (10,)]


def steps(student, probes):
    """The kinds of the network's layers, and the sizes they give for an image of 32×32, as far as they go."""
    kinds, sizes = require_items(probes.sizes(check_object(student.LeNet()), torch.ones(2, 1, 32, 32)), 2)
    check(isinstance(kinds, list) and isinstance(sizes, list), "the layers could not be looked at")
    known = [kind for kind in kinds if kind in KINDS]
    return known, sizes


def follows(number, before):
    """What LeNet's layer gives for the student's own size before it."""
    if KINDS[number] == "dense":
        return SIZES[number]
    channels, rows, columns = before
    return (SIZES[number][0], rows - 4, columns - 4) if KINDS[number] == "conv" else (channels, rows // 2, columns // 2)


@pytest.mark.criterion("lenet_shape")
def test_ten_numbers_per_image(student, probes):
    weights = lenet_weights(np.random.default_rng(0))
    (out,) = require_items(probes.outputs(check_object(student.LeNet()), weights, torch.ones(4, 1, 32, 32)), 1)
    require_shape(out, (4, 10))


@pytest.mark.criterion("lenet_params")
def test_the_layers_hold_the_classic_number_of_parameters(student, probes, rng):
    net = check_object(student.LeNet())
    found = probes.parameters_and_moves(net, normal(rng, 4, 1, 32, 32), lenet_weights(rng))
    parameters, before, moved = require_items(found, 3)
    check(all(isinstance(group, list) for group in (parameters, moved)), "the parameters could not be looked at")
    count = sum(require_tensor(parameter).numel() for parameter in parameters)
    check(count == LENET_PARAMETERS, "the number of parameters is wrong", f"{count:,}, expected {LENET_PARAMETERS:,}")
    idle = sum(torch.equal(require_tensor(before), require_tensor(after)) for after in moved)
    check(idle == 0 and len(moved) == len(parameters), "some of the parameters have no effect on the result")
    sizes = sorted(require_tensor(parameter).numel() for parameter in parameters)  # a sum alone could be made up
    wanted = sorted(weight.numel() for weight in lenet_weights(rng))
    check(sizes == wanted, "the parameters are not those of LeNet's layers", f"{show(sizes)}, expected {show(wanted)}")


@pytest.mark.criterion("lenet_batch")
def test_an_image_does_not_depend_on_its_batch(student, probes, rng):
    x = normal(rng, 7, 1, 32, 32)
    together, alone = require_items(probes.outputs(check_object(student.LeNet()), lenet_weights(rng), x, x[3:4]), 2)
    require_shape(alone, (1, 10))
    require_shape(together, (7, 10))
    check_close(together[3:4], alone)
    check(not torch.allclose(together[0], together[1]), "two different images get the same answer")


@pytest.mark.criterion("lenet_forward")
def test_the_layers_follow_each_other_as_in_lenet(student, probes, rng):
    x, weights = normal(rng, 3, 1, 32, 32, scale=1.5), lenet_weights(rng)
    (out,) = require_items(probes.outputs(check_object(student.LeNet()), weights, x), 1)
    require_shape(out, (3, 10))
    known = oracle.explain(weights, x, out)
    if not known:
        kinds, sizes = steps(student, probes)
        check(kinds == KINDS, f"the layers are {', '.join(kinds)}; a LeNet has {', '.join(KINDS)}")
        check_chain(sizes, SIZES, follows)
    check(known, "with known weights in its layers, the network does not compute what a LeNet computes from them")


@pytest.mark.criterion("lenet_method")
def test_one_kind_of_slip_leaves_the_method_right(student, probes, rng):
    """Whoever builds a right LeNet from other parts than the usual ones has the method too."""
    kinds, sizes = steps(student, probes)
    if kinds == KINDS:
        check_method(sizes, (1, 32, 32), kinds, follows)
        return
    x, weights = normal(rng, 3, 1, 32, 32, scale=1.5), lenet_weights(rng)
    (out,) = require_items(probes.outputs(check_object(student.LeNet()), weights, x), 1)
    require_shape(out, (3, 10))
    layers = f"the layers are {', '.join(kinds)}; a LeNet has {', '.join(KINDS)}"
    check(oracle.explain(weights, x, out), layers)


@pytest.mark.criterion("lenet_nonlinear")
def test_there_is_an_activation(student, probes, rng):
    """On images of one gray level pooling does nothing: without an activation, logits are a straight line in it."""
    levels = torch.cat([torch.linspace(-4, 4, 9), torch.tensor([-4.0])])
    x = levels.reshape(-1, 1, 1, 1).expand(-1, 1, 32, 32).contiguous()
    (out,) = require_items(probes.outputs(check_object(student.LeNet()), lenet_weights(rng), x), 1)
    require_shape(out, (10, 10))
    check_close(out[9], out[0])
    line = out[:9].double()
    bend, spread = (line[:-2] - 2 * line[1:-1] + line[2:]).abs().max(), line.max(0).values - line.min(0).values
    check(spread.max() > 0, "the result does not depend on the image")
    check(bend > 1e-3 * spread.max(), "the network is a linear function of the image: it has no activation")


@pytest.mark.criterion("lenet_logits")
def test_the_results_are_logits(student, probes, rng):
    """The second network has the opposite last layer, so one of the two has negative logits."""
    x, weights = normal(rng, 4, 1, 32, 32), lenet_weights(rng)
    opposite = [*weights[:-2], -weights[-2], -weights[-1]]
    net, outs = check_object(student.LeNet()), []
    for tensors in (weights, opposite):
        outs += [require_logits(out, 4) for out in require_items(probes.outputs(net, tensors, x), 1)]
    both = torch.cat(outs)
    sums = both.sum(dim=1)
    check(not torch.allclose(sums, torch.ones_like(sums)), "every row sums to 1: these are probabilities, not logits")
    check(both.min() < 0, "no result is ever negative: something cuts the logits off")


@pytest.mark.criterion("lenet_trains")
def test_gradients_reach_every_layer(student, probes, rng):
    x, weights, upstream = normal(rng, 3, 1, 32, 32, scale=1.5), lenet_weights(rng), normal(rng, 3, 10)
    out, _, found = require_items(probes.gradients(check_object(student.LeNet()), weights, x, upstream), 3)
    require_shape(out, (3, 10))
    _, *got = require_items(found, 1 + len(weights))
    known = oracle.explain(weights, x, out)
    check(known, "the gradients cannot be compared: the results are not those of a LeNet")
    leaves = [weight.clone().requires_grad_() for weight in weights]
    wants = torch.autograd.grad((oracle.lenet(leaves, x, known) * upstream).sum(), leaves)
    for gradient, want in zip(got, wants, strict=True):
        check(gradient is not None, "a layer gets no gradient")
        check_close(gradient, want)
