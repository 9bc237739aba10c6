"""What the criteria of ShiftNet share: a network that has begun to learn, what it sees, and what it hands on."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import check, check_object

from .requirements import CLASSES, is_near, require_items, require_logits, require_tensor
from .shift_digits import Task
from .tensors import normal

PARAMETERS = 15_000
BUFFERS = 5_000  # running means and the like, which a state holds besides
MOST_PARAMETERS = 1_000_000  # what is looked at, to say that it is too much
SEES = 1e-5  # of the size of the results: what arithmetic in another order cannot make


def require_eyes(probes: Any, net: Any, rng: np.random.Generator, size: int = 12) -> None:
    """The network answers by what it sees: the same gray levels at other places are another image.

    In every criterion, since a network that looks at nothing or at the mean gray level, or one dense layer, has most
    properties that are asked of one that looks. Images in another order bring their answers along, so chance is no
    answer either.
    """
    x = normal(rng, 3, 1, size, size).abs()
    mixed = x.flatten(1)[:, torch.from_numpy(rng.permutation(size * size))].reshape(x.shape)
    images = torch.cat([x, mixed, (x + mixed) / 2])
    order = torch.from_numpy(rng.permutation(len(images)))
    found = require_items(probes.outputs(net, [], images, images[order]), 2)
    first, second = (require_logits(out, len(images)) for out in found)
    check(is_near(second, first[order]), "the same images, asked twice, get different answers")
    one, other, between = first.split(3)
    apart = (one - other).abs().amax(dim=1)
    check(bool((apart > SEES * first.abs().max()).all()), "two different images get the same answer")
    bend = (one + other - 2 * between).abs().max()
    check(bend > SEES * first.abs().max(), "the network is one linear function of the image")


def state_of(probes: Any, net: Any, most: int = PARAMETERS + BUFFERS) -> dict[str, Tensor]:
    entries = probes.state(net)
    is_small = isinstance(entries, dict) and len(entries) < 200
    check(is_small, "the state_dict is no dictionary of a few tensors")
    numbers = sum(require_tensor(value).numel() for value in entries.values())
    check(numbers <= most, "the state_dict holds too many numbers")
    return dict(entries)


def require_whole_state(student: Any, probes: Any, net: Any, x: Tensor) -> dict[str, Tensor]:
    """The state of the network. Another one that gets it gives the same answers: all that can be learned is in it."""
    (own,) = require_items(probes.outputs(net, [], x), 1)
    entries = state_of(probes, net, MOST_PARAMETERS)  # only now, since lazy layers have no size before
    other = probes.with_state(check_object(student.ShiftNet()), entries, x)
    same = is_near(require_logits(own, len(x)), require_logits(other, len(x)))
    check(same, "another network with its state_dict gives other answers: a layer in a plain list is not found there")
    return entries


def accuracy_of(student: Any, probes: Any, entries: dict[str, Tensor], task: Task) -> float:
    return hits(student, probes, entries, task.unseen_x, task.unseen_y) / len(task.unseen_y)


def hits(student: Any, probes: Any, entries: dict[str, Tensor], x: Tensor, y: Tensor) -> int:
    """How many of these images another network gets right that is given this state."""
    fresh = check_object(student.ShiftNet())
    return int((require_logits(probes.with_state(fresh, entries, x), len(x)).argmax(dim=1) == y).sum())


def a_seed(rng: np.random.Generator) -> int:
    return seeds(rng, 1)[0]


def seeds(rng: np.random.Generator, count: int) -> list[int]:
    return [int(number) for number in rng.integers(1 << 30, size=count)]


def awake(student: Any, probes: Any, chance: int, x: Tensor) -> Any:
    """A network after three steps: a last layer that starts from zeros hides all the others until then."""
    probes.seeded(chance)
    net = check_object(student.ShiftNet())
    check_object(probes.Fit(net, x, torch.arange(len(x)) % CLASSES, 1e-3)).epochs(3)
    return net


def logits(found: object, n: int) -> Tensor:
    (out,) = require_items(found, 1)
    return require_logits(out, n)


def close(one: Tensor, other: Tensor) -> bool:
    return torch.allclose(one, other, rtol=1e-4, atol=1e-5)
