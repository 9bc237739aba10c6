"""Hidden grader of "Build a CNN": conv_block and LeNet."""

import math

import numpy as np
import oracle
import pytest
import torch
from oracle import LENET_PARAMETERS, lenet_weights, normal, require_items, require_logits, require_shape, require_tensor

from receptive.grading.checks import check, check_close, check_object


def block_output(student, probes, rng, x, weight, pool):
    """What the student's block makes of `x` with these weights, and those weights' bias."""
    bias = normal(rng, weight.shape[0], scale=0.3)
    c_out, c_in, *kernel = weight.shape
    net = check_object(student.conv_block(c_in, c_out, tuple(kernel), pool))
    (out,) = require_items(probes.outputs(net, [weight, bias], x), 1)
    return require_tensor(out), bias


def waves(*shape):
    """Weights and biases that are the same in every run."""
    return [torch.arange(1.0, 1 + math.prod(size)).sin().reshape(size) for size in (shape, shape[:1])]


def is_one_of(got, candidates):
    return any(
        got.shape == want.shape and torch.allclose(got.float(), want, rtol=1e-4, atol=1e-4) for want in candidates
    )


@pytest.mark.criterion("block_shape")
def test_a_block_halves_height_and_width(student, probes):
    net = check_object(student.conv_block(3, 8))
    (out,) = require_items(probes.outputs(net, waves(8, 3, 3, 3), torch.ones(2, 3, 8, 12)), 1)
    require_shape(out, (2, 8, 4, 6))


@pytest.mark.criterion("block_sizes")
def test_odd_images_and_other_kernels(student, probes):
    images = [torch.ones(n, 2, h, w) for n, h, w in ((1, 7, 10), (2, 9, 5))]
    net = check_object(student.conv_block(2, 4, kernel=(1, 5)))
    outs = require_items(probes.outputs(net, waves(4, 2, 1, 5), *images), 2)
    for image, out in zip(images, outs, strict=True):
        n, _, h, w = image.shape
        require_shape(out, (n, 4, h // 2, w // 2))


@pytest.mark.criterion("block_even")
def test_an_even_kernel_keeps_the_size_too(student, probes, rng):
    x, weight = normal(rng, 1, 2, 5, 6), oracle.filters(rng, 3, 2, 2, 4)
    out, bias = block_output(student, probes, rng, x, weight, None)
    require_shape(out, (1, 3, 5, 6))
    wants = [
        oracle.rectified_conv(x, weight, bias, spare, relu) for spare in ("after", "before") for relu in (True, False)
    ]
    check(is_one_of(out, wants), "the values are not those of the convolution with zeros around the image")


@pytest.mark.criterion("block_pools")
def test_the_kinds_of_pooling_differ(student, probes, rng):
    for pool in ("max", "avg", None):
        x, weight = normal(rng, 2, 2, 7, 6), oracle.filters(rng, 3, 2, 3, 5)
        out, bias = block_output(student, probes, rng, x, weight, pool)
        wants = oracle.blocks(x, weight, bias, pool)
        require_shape(out, tuple(wants[0].shape))
        check(is_one_of(out, wants), f"the values are not those of a block with pool={pool!r}")


@pytest.mark.criterion("block_relu")
def test_relu_comes_before_pooling(student, probes, rng):
    x, weight = normal(rng, 2, 3, 6, 8), oracle.filters(rng, 5, 3, 3, 3)
    out, bias = block_output(student, probes, rng, x, weight, "avg")
    right, after, nowhere = oracle.blocks(x, weight, bias, "avg")
    check(not is_one_of(out, [after]), "the ReLU is applied after the pooling, not before it")
    check(not is_one_of(out, [nowhere]), "negative values pass: the block has no ReLU")
    check_close(out, right)


@pytest.mark.criterion("block_sequential")
def test_a_block_is_a_sequential(student, probes, rng):
    x, weight, bias = normal(rng, 2, 2, 6, 4), oracle.filters(rng, 3, 2, 3, 3), normal(rng, 3, scale=0.3)
    net = check_object(student.conv_block(2, 3))
    (out,) = require_items(probes.outputs(net, [weight, bias], x), 1)
    check(is_one_of(require_tensor(out), oracle.blocks(x, weight, bias, "max")), "the values are not those of a block")
    is_sequential, _ = require_items(probes.sequential_output(net, x), 2)
    check(is_sequential is True, "the block is not an nn.Sequential")


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
    x, weights = normal(rng, 2, 1, 32, 32, scale=1.5), lenet_weights(rng)  # a count alone could be made up
    (out,) = require_items(probes.outputs(net, weights, x), 1)
    require_shape(out, (2, 10))
    check(oracle.explain(weights, x, out), "the parameters are not those of LeNet's layers")


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
    check(known, "with known weights in its layers, the network does not compute what a LeNet computes from them")


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
