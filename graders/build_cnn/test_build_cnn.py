"""Hidden grader of "Build a CNN": conv_block."""

import math

import oracle
import pytest
import torch
from requirements import require_items, require_shape, require_tensor
from tensors import filters, normal

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
    x, weight = normal(rng, 1, 2, 5, 6), filters(rng, 3, 2, 2, 4)
    out, bias = block_output(student, probes, rng, x, weight, None)
    require_shape(out, (1, 3, 5, 6))
    wants = [
        oracle.rectified_conv(x, weight, bias, spare, relu) for spare in ("after", "before") for relu in (True, False)
    ]
    check(is_one_of(out, wants), "the values are not those of the convolution with zeros around the image")


@pytest.mark.criterion("block_pools")
def test_the_kinds_of_pooling_differ(student, probes, rng):
    for pool in ("max", "avg", None):
        x, weight = normal(rng, 2, 2, 7, 6), filters(rng, 3, 2, 3, 5)
        out, bias = block_output(student, probes, rng, x, weight, pool)
        wants = oracle.blocks(x, weight, bias, pool)
        require_shape(out, tuple(wants[0].shape))
        check(is_one_of(out, wants), f"the values are not those of a block with pool={pool!r}")


@pytest.mark.criterion("block_relu")
def test_relu_comes_before_pooling(student, probes, rng):
    x, weight = normal(rng, 2, 3, 6, 8), filters(rng, 5, 3, 3, 3)
    out, bias = block_output(student, probes, rng, x, weight, "avg")
    right, after, nowhere = oracle.blocks(x, weight, bias, "avg")
    check(not is_one_of(out, [after]), "the ReLU is applied after the pooling, not before it")
    check(not is_one_of(out, [nowhere]), "negative values pass: the block has no ReLU")
    check_close(out, right)


@pytest.mark.criterion("block_sequential")
def test_a_block_is_a_sequential(student, probes, rng):
    x, weight, bias = normal(rng, 2, 2, 6, 4), filters(rng, 3, 2, 3, 3), normal(rng, 3, scale=0.3)
    net = check_object(student.conv_block(2, 3))
    (out,) = require_items(probes.outputs(net, [weight, bias], x), 1)
    check(is_one_of(require_tensor(out), oracle.blocks(x, weight, bias, "max")), "the values are not those of a block")
    is_sequential, _ = require_items(probes.sequential_output(net, x), 2)
    check(is_sequential is True, "the block is not an nn.Sequential")
