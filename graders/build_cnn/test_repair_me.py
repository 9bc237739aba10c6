"""Criteria of `repair_me`. Each fault is looked for where the others cannot be seen."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Mismatch, check, check_close

from .requirements import require_items, require_number
from .tensors import normal

Head = Callable[[Tensor], Tensor]

CLASSES = 4
STILL = 0.0  # a learning rate with which nothing is learned


def repaired(
    student: Any, net: Any, images: np.ndarray, labels: np.ndarray, n_train: int, epochs: int, **settings: Any
) -> tuple[list[float], float]:
    """The losses and the accuracy that come back, as plain numbers."""
    losses, accuracy = require_items(student.repair_me(net, images, labels, n_train, epochs, **settings), 2)
    return [require_number(loss) for loss in require_items(losses, epochs)], require_number(accuracy)


def near(got: Iterable[float], wants: Iterable[float]) -> bool:
    return all(abs(g - w) <= 1e-4 * abs(w) + 1e-5 for g, w in zip(got, wants, strict=True))


def one_of(got: list[float], candidates: Sequence[list[float]], problem: str) -> None:
    if not any(near(got, wants) for wants in candidates):
        raise Mismatch(problem, f"losses {got}, expected {candidates[0]}")


def heads() -> tuple[Head, Head]:
    """With and without the fault of the softmax, which is another criterion's matter."""
    return (lambda z: z), (lambda z: z.softmax(dim=1))


def descent(
    weight: Tensor, bias: Tensor, x: Tensor, y: Tensor, batch_size: int, epochs: int, lr: float, head: Head
) -> tuple[list[float], Tensor, Tensor]:
    """The mean loss of each epoch of gradient descent, in double precision; and the parameters at the end."""
    weight, bias = weight.double(), bias.double()
    losses = []
    for _ in range(epochs):
        total = 0.0
        for xb, yb in zip(x.split(batch_size), y.split(batch_size), strict=True):
            leaves = [weight.requires_grad_(), bias.requires_grad_()]
            loss = functional.cross_entropy(head(xb.double().flatten(1) @ weight.T + bias), yb)
            slopes = torch.autograd.grad(loss, leaves)
            weight, bias = ((leaf - lr * slope).detach() for leaf, slope in zip(leaves, slopes, strict=True))
            total += float(loss) * len(xb)
        losses.append(total / len(x))
    return losses, weight, bias


def channels_first(images: np.ndarray) -> Tensor:
    """Sample, channel, row, column: pixel by pixel."""
    n, h, w, c = images.shape
    x = torch.zeros(n, c, h, w)
    for k, i, j, m in itertools.product(range(n), range(c), range(h), range(w)):
        x[k, i, j, m] = float(images[k, j, m, i])
    return x


@pytest.mark.criterion("repair_learns")
def test_a_small_run(student: Any, probes: Any, rng: np.random.Generator) -> None:
    images = (np.arange(10 * 2 * 3 * 3) * 37 % 256).astype(np.uint8).reshape(10, 2, 3, 3)
    weight, bias = torch.arange(36.0).sin().reshape(2, 18), torch.tensor([0.5, -0.5])
    require_run(student, probes, images, np.arange(10) % 2, weight, bias, 0.5)
    images, labels = rng.integers(0, 256, (10, 2, 3, 3)).astype(np.uint8), rng.integers(0, 2, 10)
    require_run(student, probes, images, labels, normal(rng, 2, 18), normal(rng, 2), float(rng.uniform(0.2, 0.5)))


def require_run(
    student: Any, probes: Any, images: np.ndarray, labels: np.ndarray, weight: Tensor, bias: Tensor, lr: float
) -> None:
    """Three epochs with six of ten images, in batches of two."""
    x, y = channels_first(images) / 255, torch.from_numpy(labels)
    wants, *end = descent(weight, bias, x[:6], y[:6], 2, 3, lr, heads()[0])
    right = (x[6:].double().flatten(1) @ end[0].T + end[1]).argmax(1) == y[6:]
    net = probes.classifier(weight, bias)
    losses, accuracy = repaired(student, net, images, labels, 6, 3, lr=lr, batch_size=2)
    one_of(losses, [wants], "the losses are not those of a right script")
    check_close(accuracy, float(right.double().mean()))


@pytest.mark.criterion("repair_layout")
def test_channels_stay_channels(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Each image is divided by its largest value in the model, so the scale does not matter."""
    images = rng.integers(1, 256, (9, 3, 2, 3)).astype(np.uint8)
    labels, weight, bias = rng.integers(0, CLASSES, 9), 2 * normal(rng, CLASSES, 18), normal(rng, CLASSES)
    x, y = channels_first(images)[:6], torch.from_numpy(labels[:6])
    x = x / x.amax(dim=(1, 2, 3), keepdim=True)
    candidates = [descent(weight, bias, x, y, 4, 2, STILL, head)[0] for head in heads()]
    net = probes.classifier(weight, bias, relative=True)
    losses, _ = repaired(student, net, images, labels, 6, 2, lr=STILL, batch_size=4)
    one_of(losses, candidates, "the model is shown images whose rows, columns and channels are mixed up")


@pytest.mark.criterion("repair_scale")
def test_the_test_images_have_the_scale_of_the_training(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Gray levels below and above the middle, with one channel, so that there is nothing to mix up."""
    bright = np.arange(40) % 2
    levels = np.where(bright, rng.integers(150, 230, 40), rng.integers(30, 110, 40))
    images = np.repeat(levels, 6).astype(np.uint8).reshape(40, 2, 3, 1)
    labels = np.where(some(rng, 40, 12), 1 - bright, bright)
    weight, bias = torch.full((2, 6), 4 / 6) * torch.tensor([[-1.0], [1.0]]), torch.tensor([2.0, -2.0])
    x, y = channels_first(images)[:12] / 255, torch.from_numpy(labels[:12])
    candidates = [descent(weight, bias, x, y, 5, 1, STILL, head)[0] for head in heads()]
    net = probes.classifier(weight, bias)
    losses, accuracy = repaired(student, net, images, labels, 12, 1, lr=STILL, batch_size=5)
    one_of(losses, candidates, "the training images are not divided by 255")
    want = float((labels[12:] == bright[12:]).mean())
    check(near([accuracy], [want]), "the model is tested on another scale than it was trained on")


@pytest.mark.criterion("repair_softmax")
def test_the_loss_gets_logits(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Black images: the logits are the biases, whatever happens to the pixels."""
    labels, bias = rng.integers(0, CLASSES, 7), 2 * normal(rng, CLASSES)
    net = probes.classifier(normal(rng, CLASSES, 6), bias)
    losses, _ = repaired(student, net, black(7), labels, 5, 2, lr=STILL, batch_size=3)
    wants = descent(
        torch.zeros(CLASSES, 6), bias, torch.zeros(5, 6), torch.from_numpy(labels[:5]), 3, 2, STILL, heads()[0]
    )
    one_of(losses, [wants[0]], "the loss is not the cross-entropy of the model's logits")


@pytest.mark.criterion("repair_zero_grad")
def test_every_step_has_its_own_gradient(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Black images again: only the biases learn, from the labels alone."""
    labels, bias, lr = rng.integers(0, CLASSES, 11), normal(rng, CLASSES), 0.7
    x, y = torch.zeros(9, 6), torch.from_numpy(labels[:9])
    candidates = [descent(torch.zeros(CLASSES, 6), bias, x, y, 3, 4, lr, head)[0] for head in heads()]
    net = probes.classifier(normal(rng, CLASSES, 6), bias)
    losses, _ = repaired(student, net, black(11), labels, 9, 4, lr=lr, batch_size=3)
    one_of(losses, candidates, "the steps are not those of gradient descent, each along the gradient of its own batch")


@pytest.mark.criterion("repair_eval")
def test_the_test_runs_in_eval_mode(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """One pixel says the class, on any scale. Dropout would hide it half of the time."""
    shown = rng.integers(1, CLASSES, 60)
    images = np.zeros((60, 1, 4, 1), np.uint8)  # one line: nothing can be mixed up
    images.reshape(60, 4)[np.arange(60), shown] = 255
    labels = np.where(some(rng, 60, 10), 0, shown)
    net = probes.classifier(torch.eye(CLASSES), torch.zeros(CLASSES), dropout=0.5)
    probes.seeded(int(rng.integers(1 << 30)))
    _, accuracy = repaired(student, net, images, labels, 10, 1, lr=STILL)
    want = float((labels[10:] == shown[10:]).mean())
    check(near([accuracy], [want]), "in the test, layers such as dropout behave as in training")


def some(rng: np.random.Generator, count: int, start: int) -> np.ndarray:
    """A few from `start` on, to be labeled wrongly: the accuracy must not be one that is easy to guess."""
    marked = np.zeros(count, bool)
    chosen = int(rng.integers(3, (count - start) // 3))
    marked[start + rng.permutation(count - start)[:chosen]] = True
    return marked


def black(count: int) -> np.ndarray:
    return np.zeros((count, 2, 3, 1), np.uint8)
