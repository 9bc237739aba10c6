"""Criteria of `train_epoch`."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Mismatch, check

from .batches import (
    CLASSES,
    FEATURES,
    FRIENDLY_LOSS,
    Batches,
    batches_of,
    dense,
    drawn_batches,
    friendly_batches,
    identity,
    is_close,
    loss_in,
    near,
    running_statistics,
    ways_to_add,
)
from .requirements import is_near, require_entry, require_gradients, require_list, require_near, require_real
from .softmax_regression import loss_gradients, mean_loss
from .tensors import normal

Loss = Callable[[Tensor, Tensor], Tensor]

NOTHING_LEARNED = "the loss of no batch was taken backward: nothing is learned from it"
MOST_CALLS = 30  # of backward, in an epoch of few batches
MOMENTUM = 0.1  # BatchNorm's: the share of the new batch


def epoch(student: Any, probes: Any, net: Any, batches: Batches, lr: float = 0.0) -> tuple[Any, Any]:
    """What the student's function returns for a DataLoader, and the optimizer, which has seen the gradients."""
    trainer = probes.trainer(net, lr)  # the optimizer and the loss function at once
    return student.train_epoch(net, probes.loader(batches), trainer, trainer), trainer


def require_a_loss(got: object, weight: Tensor, bias: Tensor, batches: Batches) -> None:
    """It is made of the losses of the batches; how these are added up is for other criteria."""
    losses = [mean_loss(weight, bias, [batch]) for batch in batches]
    check(is_close(loss_in(got), ways_to_add(losses, [len(x) for x, _ in batches])), "the loss is wrong")


def require_learning(
    probes: Any, opt: Any, weight: Tensor, bias: Tensor, batches: Batches, loss_fn: Loss = functional.cross_entropy
) -> None:
    """Gradients have been computed, those of one batch or of all together: who only measures has trained nothing.

    Whether a step was taken, and whether from zero, is for other criteria.
    """
    own = [gradients_of(loss_fn, weight, bias, batch) for batch in batches]
    wants = [*own, [sum(parts) for parts in zip(*own, strict=True)]]
    found = probes.gradients_computed(opt)
    check(found, NOTHING_LEARNED)
    gradients = [require_real(gradient, weight.shape) for gradient in require_list(found, MOST_CALLS)]
    check(any(is_near(gradient, want) for gradient in gradients for want, _ in wants), NOTHING_LEARNED)


def gradients_of(loss_fn: Loss, weight: Tensor, bias: Tensor, batch: tuple[Tensor, Tensor]) -> tuple[Tensor, ...]:
    leaves, (x, y) = [tensor.clone().requires_grad_() for tensor in (weight, bias)], batch
    return torch.autograd.grad(loss_fn(x.flatten(1) @ leaves[0].T + leaves[1], y), leaves)


@pytest.mark.criterion("epoch_loss")
def test_the_mean_loss_of_equal_batches(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, loss, _ = drawn_batches(rng, 3, 3, 3)
    for given, want in ((friendly_batches(), FRIENDLY_LOSS), (batches, loss)):
        got, opt = epoch(student, probes, probes.classifier(*identity()), given)
        near(loss_in(got), want)
        require_learning(probes, opt, *identity(), given)


@pytest.mark.criterion("epoch_weighting")
def test_a_small_last_batch_counts_less(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, loss, _ = drawn_batches(rng, 4, 4, 1)
    got, opt = epoch(student, probes, probes.classifier(*identity()), batches)
    # Whether the sum is divided is another criterion's matter
    check(is_close(loss_in(got), (loss, 9 * loss)), "the loss is wrong where batches have two sizes")
    require_learning(probes, opt, *identity(), batches)


@pytest.mark.criterion("epoch_loader")
def test_a_list_of_batches_is_a_loader(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, _, _ = drawn_batches(rng, 3, 3, 3)
    net = probes.classifier(*identity())
    trainer = probes.trainer(net)
    got = student.train_epoch(net, batches, trainer, trainer)
    require_a_loss(got, *identity(), batches)
    require_learning(probes, trainer, *identity(), batches)


@pytest.mark.criterion("epoch_step")
def test_one_step_of_gradient_descent(student: Any, probes: Any, rng: np.random.Generator) -> None:
    (weight, bias), batches, lr = dense(rng), batches_of(rng, 5), 0.5
    net = probes.classifier(weight, bias)
    got, _ = epoch(student, probes, net, batches, lr)
    state = probes.state(net)
    new_weight, new_bias = require_entry(state, "weight", weight), require_entry(state, "bias", bias)
    dw, db = loss_gradients(weight, bias, batches[0])
    check(not is_near(new_weight, weight), "the parameters are the same after the epoch as before")
    require_near(new_weight, weight - lr * dw)
    require_near(new_bias, bias - lr * db)
    late = mean_loss(weight - lr * dw, bias - lr * db, batches)
    check(not is_close(reported(got), [late]), "the loss is that of the model after the step, not before it")


def reported(got: object) -> float:
    """The loss, or NaN: whether something was returned is another criterion's matter."""
    try:
        return loss_in(got)
    except Mismatch:
        return math.nan


@pytest.mark.criterion("epoch_zero_grad")
def test_every_batch_starts_from_zero_gradients(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """With a learning rate of 0 all batches meet the same weights, so their gradients are known."""
    (weight, bias), batches = dense(rng), batches_of(rng, 3, 3, 3)
    _, opt = epoch(student, probes, probes.classifier(weight, bias), batches)
    seen = require_list(probes.gradients_seen(opt), len(batches) + 1)
    computed = [require_gradients(step, (weight, bias)) for step in (seen[:-1] or seen)]
    single = [loss_gradients(weight, bias, batch) for batch in batches]
    summed = torch.stack([dw for dw, _ in single]).sum(dim=0)
    check(not is_near(computed[-1][0], summed), "the last step is taken with the sum of the gradients of all batches")
    for gradients, wants in zip(computed, single[-len(computed) :], strict=True):
        for gradient, want in zip(gradients, wants, strict=True):
            require_near(gradient, want)


@pytest.mark.criterion("epoch_train_mode")
def test_training_happens_in_train_mode(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """A model that comes in eval mode: its normalization must follow the batch."""
    (weight, bias), batches, stats = dense(rng), batches_of(rng, 5), running_statistics(rng)
    net = probes.classifier(weight, bias, stats=stats, training=False)
    epoch(student, probes, net, batches)
    now, x = probes.state(net), batches[0][0].flatten(1)
    for name, old, new in (("mean", stats[0], x.mean(0)), ("var", stats[1], x.var(0))):
        got = require_entry(now, f"norm.running_{name}", old)
        check(not is_near(got, old), "the model was not in train mode: its normalization learned nothing")
        require_near(got, (1 - MOMENTUM) * old + MOMENTUM * new)


@pytest.mark.criterion("epoch_loss_fn")
def test_the_given_loss_is_used(student: Any, probes: Any, rng: np.random.Generator) -> None:
    weight, bias = dense(rng)
    batches = [(normal(rng, 2, FEATURES), normal(rng, 2, CLASSES)) for _ in range(2)]
    net = probes.classifier(weight, bias)
    trainer = probes.trainer(net, squared=True)
    got = student.train_epoch(net, probes.loader(batches), trainer, trainer)
    errors = [((x @ weight.T + bias - y) ** 2).double().mean().item() for x, y in batches]
    check(is_close(loss_in(got), ways_to_add(errors, [2, 2])), "the loss is not made with the loss function given")
    require_learning(probes, trainer, weight, bias, batches, functional.mse_loss)


@pytest.mark.criterion("epoch_type")
def test_the_loss_is_a_float(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, _, _ = drawn_batches(rng, 2, 2)
    got, opt = epoch(student, probes, probes.classifier(*identity()), batches)
    require_a_loss(got, *identity(), batches)
    check(type(got) is float, "the loss is not a float")
    require_learning(probes, opt, *identity(), batches)
