"""Criteria of `evaluate`."""

from typing import Any

import numpy as np
import pytest
from torch import Tensor

from receptive.grader import a_thing, check

from .batches import (
    FEATURES,
    FRIENDLY_LOSS,
    Batches,
    batches_of,
    dense,
    drawn_batches,
    friendly_batches,
    has_a_loss,
    identity,
    is_close,
    require_a_loss,
    require_measured,
    running_statistics,
    ways_to_add,
)
from .requirements import is_near, require_entry, require_items, require_number, require_real
from .softmax_regression import loss_of_probabilities, mean_loss
from .tensors import normal

EPSILON = 1e-5  # BatchNorm's


@pytest.mark.criterion("eval_values")
def test_loss_and_accuracy_of_four_samples(student: Any, probes: Any, rng: np.random.Generator) -> None:
    for batches, loss, accuracy in ((friendly_batches(), FRIENDLY_LOSS, 0.75), drawn_batches(rng, 4, 4)):
        got = student.evaluate(probes.classifier(*identity()), probes.loader(batches))
        require_measured(got, [(loss, accuracy)], sum(len(x) for x, _ in batches))


@pytest.mark.criterion("eval_weighting")
def test_every_sample_counts_the_same(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, loss, accuracy = drawn_batches(rng, 7, 2)
    got = student.evaluate(probes.classifier(*identity()), probes.loader(batches))
    require_measured(got, [(loss, accuracy), (9 * loss, accuracy)], 9)  # whether it is divided was asked before


@pytest.mark.criterion("eval_loader")
def test_a_list_of_batches_is_a_loader(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, _, _ = drawn_batches(rng, 3, 3)
    require_a_loss(student.evaluate(probes.classifier(*identity()), batches), losses(*identity(), batches))


@pytest.mark.criterion("eval_mode")
def test_dropout_and_normalization_are_in_eval_mode(student: Any, probes: Any, rng: np.random.Generator) -> None:
    (weight, bias), batches, (mean, var) = dense(rng), batches_of(rng, 4, 4), running_statistics(rng)
    net = probes.classifier(weight, bias, stats=(mean, var), dropout=0.5)
    seen = [((x.flatten(1) - mean) / (var + EPSILON).sqrt(), y) for x, y in batches]
    probes.seeded(int(rng.integers(1 << 30)))
    require_a_loss(student.evaluate(net, probes.loader(batches)), losses(weight, bias, seen))
    now = probes.state(net)
    for name, old in (("mean", mean), ("var", var)):
        kept = is_near(require_entry(now, f"norm.running_{name}", old), old)
        check(kept, "measuring has changed the statistics of a BatchNorm layer")


@pytest.mark.criterion("eval_no_grad")
def test_no_gradients_are_kept(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """While gradients are on, the model's logits are larger, and so the loss is another one."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    found = student.evaluate(probes.classifier(weight, bias, with_gradients=factor), probes.loader(batches))
    with_gradients = has_a_loss(found, losses(factor * weight, factor * bias, batches))
    check(not with_gradients, "the model runs with gradients on: the whole graph is recorded for nothing")
    require_a_loss(found, losses(weight, bias, batches))


@pytest.mark.criterion("eval_restores")
def test_the_mode_is_as_it_was(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """In train mode the model's logits are larger, so what it answers afterwards tells in which mode it was left."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    x = normal(rng, 2, FEATURES)
    logits = (x @ weight.T + bias).double()
    for training, name in ((True, "train"), (False, "eval")):
        net = probes.classifier(weight, bias, training=training, in_training=factor)
        found = student.evaluate(net, probes.loader(batches))
        # Whether it was measured in eval mode is another criterion's matter
        require_a_loss(found, [loss for k in (1.0, factor) for loss in losses(k * weight, k * bias, batches)])
        after = require_real(probes.answers(net, x), logits.shape)
        kept = is_near(after, logits * (factor if training else 1.0))
        check(kept, f"a model that came in {name} mode does not leave in it")


@pytest.mark.criterion("eval_types")
def test_a_tuple_of_a_loss_and_a_share(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """More than half of the answers are right, so that a number of them, or a sum of shares, is above 1."""
    accuracy = 0.0
    while accuracy <= 0.5:
        batches, _, accuracy = drawn_batches(rng, 3, 3)
    got = student.evaluate(probes.classifier(*identity()), probes.loader(batches))
    require_a_loss(got, losses(*identity(), batches))
    loss, share = (require_number(value) for value in require_items(got, 2))
    check(is_close(loss, losses(*identity(), batches)), "the first result is not the loss")
    check(0 < share <= 1, "the accuracy is not a share between 0 and 1")
    check(type(got) is tuple, "the result is not a tuple", f"it is {a_thing(got)}")
    check(all(type(value) is float for value in got), "the loss or the accuracy is not a float")


def losses(weight: Tensor, bias: Tensor, batches: Batches) -> list[float]:
    """What a dense layer may be said to lose: first what is right.

    The others have lost points already: a sum for a mean, the last batch for all, a softmax too many.
    """
    sizes = [len(x) for x, _ in batches]
    found = ([of(weight, bias, [batch]) for batch in batches] for of in (mean_loss, loss_of_probabilities))
    return [way for values in found for way in ways_to_add(values, sizes)]
