"""Criteria of `InceptionMini`. The channels of the result are cut into the four branches."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Mismatch, check, check_object

from .requirements import is_near, require_items, require_parameters, require_real
from .tensors import filters, normal

MOST_PARAMETERS = 1_000_000
WIDTHS = {"c1": 3, "c3": 5, "c5": 2, "cp": 4}
EXAMPLE = {"c1": 4, "c3": 6, "c5": 2, "cp": 1}
CHANNELS = 3
NAMES = ("1×1", "3×3", "5×5", "pooling")
KERNELS = ((1,), (1, 3), (1, 5), (1,))  # of the convolutions in each branch
REACH = (0, 1, 2, 1)  # rows and columns that each branch sees around a pixel
PARTS = [slice(0, 3), slice(3, 8), slice(8, 10), slice(10, 14)]


def require_windows(
    probes: Any, rng: np.random.Generator, net: Any, c_in: int, channels: int, *cases: tuple[int, int, int]
) -> None:
    """Results of the right shape that come from windows: a pixel is seen around its place, and no farther than two off.

    A shape alone could be that of zeros, of noise or of the image itself.
    """
    images = [normal(rng, n, c_in, h, w) for n, h, w in cases]
    changed, places = [], []
    for x in images:
        row, column = (int(rng.integers(size)) for size in x.shape[2:])
        places.append((row, column))
        changed.append(x.clone())
        changed[-1][:, :, row, column] += 20 * normal(rng, len(x), c_in)
    outs = require_items(probes.outputs(net, [], *images, *changed), 2 * len(images))
    results = [
        require_real(out, (len(x), channels, *x.shape[2:])) for out, x in zip(outs, images + changed, strict=True)
    ]
    seen = set()
    for before, after, (row, column) in zip(results[: len(images)], results[len(images) :], places, strict=True):
        rows, columns = torch.nonzero(differs(before, after).any(dim=0).any(dim=0)).T
        check(len(rows), "a pixel of the image has no effect on the result")
        seen.add(int(max((rows - row).abs().max(), (columns - column).abs().max())))
    check(max(seen) <= 2, "a pixel has an effect more than two rows or columns away, or chance has")
    check(max(seen) > 0, "no window is larger than one pixel")


@pytest.mark.criterion("inc_shape")
def test_channels_are_joined(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Thirteen channels of four widths; then more of each, and as many more in all."""
    more = [int(number) for number in rng.integers(0, 5, 4)]
    for extra in ([0] * 4, more):
        widths = {name: width + plus for (name, width), plus in zip(EXAMPLE.items(), extra, strict=True)}
        net = check_object(student.InceptionMini(3, **widths))
        size = (2, 8, 8 + sum(extra))
        require_windows(probes, rng, net, 3, 13 + sum(extra), size)


@pytest.mark.criterion("inc_sizes")
def test_height_and_width_are_kept(student: Any, probes: Any, rng: np.random.Generator) -> None:
    cases = [(n, int(rng.integers(5, 8)), int(rng.integers(8, 12))) for n in (1, 3)] + [(2, 1, 4)]
    require_windows(probes, rng, check_object(student.InceptionMini(2)), 2, 32, *cases)


@pytest.mark.criterion("inc_order")
def test_the_branches_come_in_order(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """How far the change of one pixel is seen tells which branch it is."""
    x = normal(rng, 12, CHANNELS, 9, 11)
    touched = x.clone()
    touched[:, :, 4, 5] += 20 * normal(rng, 12, CHANNELS)
    before, after = both(student, probes, rng, x, touched)
    for part, reach, name in zip(PARTS, REACH, NAMES, strict=True):
        rows, columns = torch.nonzero(differs(before, after)[:, part].any(dim=0).any(dim=0)).T
        check(len(rows), f"the channels where the {name} branch belongs do not depend on the image")
        seen = int(max((rows - 4).abs().max(), (columns - 5).abs().max()))
        check(seen == reach, f"the channels where the {name} branch belongs see another part of the image")


@pytest.mark.criterion("inc_pool")
def test_the_last_branch_takes_the_maximum(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Nine pixels stand out so that each window has one: the others are no matter. On one level, nor is the border.

    Half of the images are far below zero, so that a ReLU at the end does not hide a whole channel.
    """
    peaks = torch.zeros(1, CHANNELS, 9, 9, dtype=torch.bool)
    peaks[:, :, 1::3, 1::3] = True
    depth = torch.tensor([0.0, -20.0, 0.0, -20.0]).reshape(4, 1, 1, 1)
    high, low, other = normal(rng, 4, CHANNELS, 9, 9), normal(rng, 4, CHANNELS, 9, 9), normal(rng, 4, CHANNELS, 9, 9)
    x, same, higher = (
        torch.where(peaks, 10 + p.tanh(), q.tanh()) + depth for p, q in ((high, low), (high, other), (high + 0.7, low))
    )
    level = -(normal(rng, 12, CHANNELS, 1, 1).abs() * 4 + 1).expand(12, CHANNELS, 9, 9).contiguous()
    outs = [out[:, PARTS[3]] for out in both(student, probes, rng, x, same, higher, level)]
    check(is_near(outs[0], outs[1]), "the pooling branch depends on pixels that are not the largest of any window")
    check(not is_near(outs[0], outs[2]), "the pooling branch does not depend on the largest pixels")
    border = outs[3] - outs[3][:, :, 4:5, 4:5]
    check(is_near(border, torch.zeros_like(border)), "where all pixels are equal, the pooling branch sees the border")


@pytest.mark.criterion("inc_branches")
def test_each_branch_computes_its_own_channels(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Which part a parameter moves tells its branch. With known numbers in all of them, the values are known."""
    x = normal(rng, 2, CHANNELS, 6, 7)
    probes.seeded(int(rng.integers(1 << 30)))
    net = check_object(student.InceptionMini(CHANNELS, **WIDTHS))
    parameters, before, moved = require_items(probes.parameters_and_moves(net, x), 3)
    parameters, before = require_parameters(parameters, MOST_PARAMETERS), require_real(before, (2, 14, 6, 7))
    moved = require_items(moved, len(parameters))
    known, owners = [], []
    for parameter, after in zip(parameters, moved, strict=True):
        after = require_real(after, (2, 14, 6, 7))
        parts = [k for k, part in enumerate(PARTS) if differs(before, after)[:, part].any()]
        check(len(parts) == 1, "a parameter changes no branch, or more than one")
        shape = tuple(parameter.shape)
        known.append(filters(rng, *shape) if len(shape) > 1 else normal(rng, *shape, scale=0.3))
        owners.append(parts[0])
    (out,) = require_items(probes.with_parameters(net, known, x), 1)
    out = require_real(out, (2, 14, 6, 7))
    for k, name in enumerate(NAMES):
        own = [tensor for tensor, owner in zip(known, owners, strict=True) if owner == k]
        wants = branches(x, own, k)
        right = any(is_near(out[:, PARTS[k]], want) for want in wants)
        check(right, f"with known parameters, the {name} branch gives other values than such a branch does")
    net.train()
    trained = require_real(probes.answers(net, x), (2, 14, 6, 7))
    check(is_near(trained, out), "in train mode it gives other values: it has a layer that is not asked for")


def branches(x: Tensor, tensors: Sequence[Tensor], k: int) -> Iterator[Tensor]:
    """All that branch `k` may be with these parameters: ReLU between, after, both or neither."""
    name = NAMES[k]
    weights = [tensor for tensor in tensors if tensor.ndim == 4]
    biases = [tensor for tensor in tensors if tensor.ndim != 4]
    weights.sort(key=lambda weight: weight.shape[2:])
    if [tuple(weight.shape[2:]) for weight in weights] != [(size, size) for size in KERNELS[k]]:
        raise Mismatch(f"the {name} branch is not made of the convolutions that the stub names")
    inputs = [x.shape[1], *(weight.shape[0] for weight in weights[:-1])]
    if [weight.shape[1] for weight in weights] != inputs:
        raise Mismatch(f"the convolutions of the {name} branch do not follow each other")
    if len(biases) > len(weights):
        raise Mismatch(f"the convolutions of the {name} branch have more than one bias each")
    start = functional.max_pool2d(x, 3, 1, 1) if k == 3 else x
    for between, after in itertools.product((True, False), repeat=2):
        for chosen in itertools.permutations([*biases, *[None] * len(weights)], len(weights)):
            if any(b is not None and b.shape != w.shape[:1] for w, b in zip(weights, chosen, strict=True)):
                continue
            if sum(b is not None for b in chosen) == len(biases):
                yield chain(start, list(zip(weights, chosen, strict=True)), between, after)


def chain(x: Tensor, layers: Sequence[tuple[Tensor, Tensor | None]], between: bool, after: bool) -> Tensor:
    for position, (weight, bias) in enumerate(layers):
        x = functional.conv2d(x, weight, bias, padding=weight.shape[2] // 2)
        last = position == len(layers) - 1
        x = x.clamp(min=0) if (after if last else between) else x
    return x


def both(student: Any, probes: Any, rng: np.random.Generator, *images: Tensor) -> list[Tensor]:
    probes.seeded(int(rng.integers(1 << 30)))
    net = check_object(student.InceptionMini(CHANNELS, **WIDTHS))
    outs = require_items(probes.outputs(net, [], *images), len(images))
    return [require_real(out, (len(x), 14, *x.shape[2:])) for out, x in zip(outs, images, strict=True)]


def differs(before: Tensor, after: Tensor) -> Tensor:
    """Where a change is larger than what the order of a sum can make."""
    return (before - after).abs() > 1e-4
