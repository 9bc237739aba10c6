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
    identity,
    is_close,
    measured,
    require_measured,
    running_statistics,
    ways_to_add,
)
from .requirements import is_near, require_entry, require_items, require_number, require_real
from .softmax_regression import accuracy as accuracy_of
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
    batches, loss, accuracy = drawn_batches(rng, 4, 1)
    got = student.evaluate(probes.classifier(*identity()), probes.loader(batches))
    require_measured(got, [(loss, accuracy), (5 * loss, accuracy)], 5)  # whether it is divided was asked before


@pytest.mark.criterion("eval_loader")
def test_a_list_of_batches_is_a_loader(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, _, _ = drawn_batches(rng, 3, 3)
    require_measured(student.evaluate(probes.classifier(*identity()), batches), *wanted(*identity(), batches))


@pytest.mark.criterion("eval_mode")
def test_dropout_and_normalization_are_in_eval_mode(student: Any, probes: Any, rng: np.random.Generator) -> None:
    (weight, bias), batches, (mean, var) = dense(rng), batches_of(rng, 4, 4), running_statistics(rng)
    net = probes.classifier(weight, bias, stats=(mean, var), dropout=0.5)
    seen = [((x.flatten(1) - mean) / (var + EPSILON).sqrt(), y) for x, y in batches]
    probes.seeded(int(rng.integers(1 << 30)))
    require_measured(student.evaluate(net, probes.loader(batches)), *wanted(weight, bias, seen))
    now = probes.state(net)
    for name, old in (("mean", mean), ("var", var)):
        kept = is_near(require_entry(now, f"norm.running_{name}", old), old)
        check(kept, "measuring has changed the statistics of a BatchNorm layer")


@pytest.mark.criterion("eval_no_grad")
def test_no_gradients_are_kept(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """While gradients are on, the model's logits are larger, and so the loss is another one."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    found = student.evaluate(probes.classifier(weight, bias, with_gradients=factor), probes.loader(batches))
    with_gradients = measured(found, *wanted(factor * weight, factor * bias, batches))
    check(not with_gradients, "the model runs with gradients on: the whole graph is recorded for nothing")
    require_measured(found, *wanted(weight, bias, batches))


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
        right = any(measured(found, *wanted(k * weight, k * bias, batches)) for k in (1.0, factor))
        check(right, "the loss or the accuracy is wrong")
        after = require_real(probes.answers(net, x), logits.shape)
        kept = is_near(after, logits * (factor if training else 1.0))
        check(kept, f"a model that came in {name} mode does not leave in it")


@pytest.mark.criterion("eval_types")
def test_a_tuple_of_a_loss_and_a_share(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, _, _ = drawn_batches(rng, 2, 2)
    got = student.evaluate(probes.classifier(*identity()), probes.loader(batches))
    pairs, samples = wanted(*identity(), batches)
    require_measured(got, pairs, samples)
    loss, share = (require_number(value) for value in require_items(got, 2))
    check(is_close(loss, [want for want, _ in pairs]), "the first result is not the loss")
    check(is_close(share, [pairs[0][1], pairs[4][1]]), "the accuracy is not a share between 0 and 1")
    check(type(got) is tuple, "the result is not a tuple", f"it is {a_thing(got)}")
    check(all(type(value) is float for value in got), "the loss or the accuracy is not a float")


def wanted(weight: Tensor, bias: Tensor, batches: Batches) -> tuple[list[tuple[float, float]], int]:
    """Pairs of loss and share that a dense layer may be said to have, and the number of samples.

    First the right pair. Others have lost points already: a sum for a mean, a softmax too many, and (the fifth) the
    last batch for all.
    """
    sizes = [len(x) for x, _ in batches]
    shares = ways_to_add([accuracy_of(weight, bias, [batch]) for batch in batches], sizes)
    pairs = []
    for loss_of in (mean_loss, loss_of_probabilities):
        losses = ways_to_add([loss_of(weight, bias, [batch]) for batch in batches], sizes)
        pairs += [*zip(losses, shares, strict=True), *((loss, shares[0]) for loss in losses[1:])]
    return pairs, sum(sizes)
