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
    near,
    running_statistics,
)
from .requirements import is_near, require_entry, require_items, require_number, require_real
from .softmax_regression import accuracy as accuracy_of
from .softmax_regression import mean_loss
from .tensors import normal

EPSILON = 1e-5  # BatchNorm's


@pytest.mark.criterion("eval_values")
def test_loss_and_accuracy_of_four_samples(student: Any, probes: Any, rng: np.random.Generator) -> None:
    for batches, loss, accuracy in ((friendly_batches(), FRIENDLY_LOSS, 0.75), drawn_batches(rng, 4, 4)):
        require_measured(student.evaluate(probes.classifier(*identity()), batches), loss, accuracy)


@pytest.mark.criterion("eval_weighting")
def test_every_sample_counts_the_same(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, loss, accuracy = drawn_batches(rng, 4, 1)
    require_measured(student.evaluate(probes.classifier(*identity()), batches), loss, accuracy)


@pytest.mark.criterion("eval_mode")
def test_dropout_and_normalization_are_in_eval_mode(student: Any, probes: Any, rng: np.random.Generator) -> None:
    (weight, bias), batches, (mean, var) = dense(rng), batches_of(rng, 4, 4), running_statistics(rng)
    net = probes.classifier(weight, bias, stats=(mean, var), dropout=0.5)
    seen = [((x.flatten(1) - mean) / (var + EPSILON).sqrt(), y) for x, y in batches]
    probes.seeded(int(rng.integers(1 << 30)))
    require_measured(student.evaluate(net, batches), *expected(weight, bias, seen))
    now = probes.state(net)
    for name, old in (("mean", mean), ("var", var)):
        kept = is_near(require_entry(now, f"norm.running_{name}", old), old)
        check(kept, "measuring has changed the statistics of a BatchNorm layer")


@pytest.mark.criterion("eval_no_grad")
def test_no_gradients_are_kept(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """While gradients are on, the model's logits are larger, and so the loss is another one."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    found = student.evaluate(probes.classifier(weight, bias, with_gradients=factor), batches)
    loss, accuracy = (require_number(value) for value in require_items(found, 2))
    with_gradients = mean_loss(factor * weight, factor * bias, batches)
    told = "the model runs with gradients on: the whole graph is recorded for nothing"
    check(abs(loss - with_gradients) > 1e-4 * with_gradients, told)
    require_measured((loss, accuracy), *expected(weight, bias, batches))


@pytest.mark.criterion("eval_restores")
def test_the_mode_is_as_it_was(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """In train mode the model's logits are larger, so what it answers afterwards tells in which mode it was left."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    x = normal(rng, 2, FEATURES)
    logits = (x @ weight.T + bias).double()
    for training, name in ((True, "train"), (False, "eval")):
        net = probes.classifier(weight, bias, training=training, in_training=factor)
        found = student.evaluate(net, batches)
        # Whether it was measured in eval mode is another criterion's matter
        either = [expected(k * weight, k * bias, batches) for k in (1.0, factor)]
        loss, accuracy = (require_number(value) for value in require_items(found, 2))
        right = any(abs(loss - a) <= 1e-4 * a and abs(accuracy - b) <= 1e-6 for a, b in either)
        check(right, "the loss or the accuracy is wrong")
        after = require_real(probes.answers(net, x), logits.shape)
        kept = is_near(after, logits * (factor if training else 1.0))
        check(kept, f"a model that came in {name} mode does not leave in it")


@pytest.mark.criterion("eval_types")
def test_a_tuple_of_two_floats(student: Any, probes: Any, rng: np.random.Generator) -> None:
    batches, loss, accuracy = drawn_batches(rng, 2, 2)
    got = student.evaluate(probes.classifier(*identity()), batches)
    require_measured(got, loss, accuracy)
    check(type(got) is tuple, "the result is not a tuple", f"it is {a_thing(got)}")
    check(all(type(value) is float for value in got), "the loss or the accuracy is not a float")


def expected(weight: Tensor, bias: Tensor, batches: Batches) -> tuple[float, float]:
    """Loss and accuracy of a dense layer."""
    return mean_loss(weight, bias, batches), accuracy_of(weight, bias, batches)


def require_measured(got: object, want_loss: float, want_accuracy: float) -> None:
    loss, accuracy = require_items(got, 2)
    near(accuracy, want_accuracy)
    near(loss, want_loss)
