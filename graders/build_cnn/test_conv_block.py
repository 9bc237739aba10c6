"""Criteria of `conv_block`."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from receptive.grader import Mismatch, check, check_object

from .conv_block import blocks, rectified_conv
from .requirements import is_near, is_one_of, require_items, require_list, require_near, require_real
from .tensors import filters, normal

KEPT = 1, 3, 5  # kernel sizes that keep a size with as many zeros on both sides


def block_output(
    student: Any, probes: Any, rng: np.random.Generator, x: Tensor, weight: Tensor, pool: str | None
) -> tuple[Tensor, Tensor]:
    """What the student's block makes of `x` with these weights, and their bias."""
    c_out, c_in, *kernel = weight.shape
    net = check_object(student.conv_block(c_in, c_out, tuple(kernel), pool))
    bias = own_bias(probes, net, rng, c_out)
    (out,) = require_items(probes.outputs(net, [weight, bias], x), 1)
    rows, columns = (size // (1 if pool is None else 2) for size in x.shape[2:])
    return require_real(out, (len(x), c_out, rows, columns)), bias


def own_bias(probes: Any, net: Any, rng: np.random.Generator, c_out: int) -> Tensor:
    """Random numbers where the block has a place for them; zeros for a block without a bias."""
    shapes = [require_items(entry, 2)[1] for entry in require_list(probes.parameter_shapes(net), 40)]
    has_bias = any(isinstance(shape, tuple) and math.prod(shape) == c_out for shape in shapes)
    return normal(rng, c_out, scale=0.3 if has_bias else 0.0)


def require_tiles(
    student: Any, probes: Any, rng: np.random.Generator, c_in: int, c_out: int, kernel: tuple[int, ...], tiles: Tensor,
    spare: tuple[int, int] = (0, 0),
) -> None:  # fmt: skip
    """An image of tiles, 2×2 pixels each, and filters that hand a pixel on: what comes back is one number per tile.

    Below and right of the tiles are `spare` lines. Brightness and contrast of a channel are other criteria's matter.
    """
    n, _, rows, columns = tiles.shape
    chosen, bias = torch.from_numpy(rng.integers(0, c_in, c_out)), 0.5 + normal(rng, c_out).abs()
    weight = torch.zeros(c_out, c_in, *kernel)
    weight[torch.arange(c_out), chosen, kernel[0] // 2, kernel[1] // 2] = 0.5 + normal(rng, c_out).abs()
    image = normal(rng, n, c_in, 2 * rows + spare[0], 2 * columns + spare[1])
    image[:, :, : 2 * rows, : 2 * columns] = tiles.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    given = () if kernel == (3, 3) else (kernel,)
    net = check_object(student.conv_block(c_in, c_out, *given))
    (out,) = require_items(probes.outputs(net, [weight, bias], image), 1)
    out = require_real(out, (n, c_out, rows, columns))
    check(out.std(dim=(0, 2, 3)).min() > 1e-3, "a channel of the result does not depend on the image")
    check(is_near(even(out), even(tiles[:, chosen])), "the results are not at the places of what they come from")


def even(channels: Tensor) -> Tensor:
    """With the mean 0 and the deviation 1 in each channel."""
    centered = channels.double() - channels.double().mean(dim=(0, 2, 3), keepdim=True)
    return centered / centered.std(dim=(0, 2, 3), keepdim=True)


def some_tiles(rng: np.random.Generator, *shape: int) -> Tensor:
    return 0.5 + normal(rng, *shape).abs()


@pytest.mark.criterion("block_shape")
def test_a_block_halves_height_and_width(student: Any, probes: Any, rng: np.random.Generator) -> None:
    more = tuple(int(number) for number in rng.integers(2, 7, 5))
    for n, c_in, c_out, rows, columns in ((2, 3, 8, 4, 6), more):
        require_tiles(student, probes, rng, c_in, c_out, (3, 3), some_tiles(rng, n, c_in, rows, columns))


@pytest.mark.criterion("block_kernel")
def test_a_tall_kernel(student: Any, probes: Any, rng: np.random.Generator) -> None:
    more = tuple(int(number) for number in rng.integers(2, 7, 3))
    for n, rows, columns in ((1, 3, 5), more):
        require_tiles(student, probes, rng, 2, 4, (5, 3), some_tiles(rng, n, 2, rows, columns))


@pytest.mark.criterion("block_sizes")
def test_odd_images_and_other_kernels(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """An odd last line has no tile."""
    drawn = tuple(int(size) for size in rng.choice(KEPT, 2))
    for kernel, (rows, columns), spare in (
        ((1, 5), (3, 5), (1, 0)),
        ((1, 5), (4, 2), (1, 1)),
        (drawn, (4, 3), (0, 1)),
    ):
        tiles = some_tiles(rng, int(rng.integers(1, 4)), 2, rows, columns)
        require_tiles(student, probes, rng, 2, 4, kernel, tiles, spare)


@pytest.mark.criterion("block_even")
def test_an_even_kernel_keeps_the_size_too(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Whether there is a ReLU is another criterion's matter, and where it is in the next one."""
    x, weight = normal(rng, 1, 2, 5, 6), filters(rng, 3, 2, 2, 4)
    out, bias = block_output(student, probes, rng, x, weight, None)
    wants = [rectified_conv(x, weight, bias, spare, relu) for spare in ("after", "before") for relu in (True, False)]
    check(is_one_of(out, wants), "the values are not those of the convolution with zeros around the image")


@pytest.mark.criterion("block_pools")
def test_the_kinds_of_pooling_differ(student: Any, probes: Any, rng: np.random.Generator) -> None:
    for pool in ("max", "avg", None):
        x, weight = normal(rng, 2, 2, 7, 6), filters(rng, 3, 2, 3, 5)
        out, bias = block_output(student, probes, rng, x, weight, pool)
        is_block = is_one_of(out, blocks(x, weight, bias, pool))
        check(is_block, f"the values are not those of a block with pool={pool!r}")


@pytest.mark.criterion("block_relu")
def test_relu_comes_before_pooling(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, weight = normal(rng, 2, 3, 6, 8), filters(rng, 5, 3, 3, 3)
    out, bias = block_output(student, probes, rng, x, weight, "avg")
    right, after, nowhere = blocks(x, weight, bias, "avg")
    check(not is_near(out, after), "the ReLU is applied after the pooling, not before it")
    check(not is_near(out, nowhere), "negative values pass: the block has no ReLU")
    require_near(out, right)


@pytest.mark.criterion("block_sequential")
def test_a_block_is_a_sequential(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """A sequence of layers can be gone through by hand, and then gives what the block gives."""
    x, weight = normal(rng, 2, 2, 6, 4), filters(rng, 3, 2, 3, 3)
    net = check_object(student.conv_block(2, 3))
    bias = own_bias(probes, net, rng, 3)
    (out,) = require_items(probes.outputs(net, [weight, bias], x), 1)
    wants = blocks(x, weight, bias, "max")
    check(is_one_of(require_real(out, wants[0].shape), wants), "the values are not those of a block")
    steps = probes.one_by_one(net, [weight, bias], x)
    if not isinstance(steps, list) or not 0 < len(steps) < 20:
        raise Mismatch("the block is not an nn.Sequential")
    check(is_one_of(require_real(steps[-1], wants[0].shape), wants), "its layers in a row do not give what it gives")
    net.train()
    trained = require_real(probes.answers(net, x), wants[0].shape)
    check(is_one_of(trained, wants), "in train mode it gives other values: it has a layer that is not asked for")
