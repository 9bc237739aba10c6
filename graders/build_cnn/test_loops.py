"""Hidden grader of "Build a CNN": train_epoch and evaluate. A loader is a plain list of batches."""

import math

import oracle
import pytest
import torch
from requirements import (
    is_near,
    require_entry,
    require_gradients,
    require_items,
    require_list,
    require_near,
    require_number,
    require_real,
)
from tensors import normal
from torch.nn import functional

from receptive.grader import a_thing, check, check_close

CLASSES, FEATURES = 4, 6
EPSILON = 1e-5  # BatchNorm's
MOMENTUM = 0.1  # BatchNorm's: the share of the new batch


def near(got, want):
    """Losses and accuracies are often summed in single precision."""
    check_close(require_number(got), want, rtol=1e-5, atol=1e-6)


def dense(rng):
    return normal(rng, CLASSES, FEATURES), normal(rng, CLASSES)


def batches_of(rng, *sizes):
    return [(normal(rng, n, 1, 2, 3), torch.from_numpy(rng.integers(0, CLASSES, n))) for n in sizes]


# The mean of ln(1 + 2/e²), ln(1 + 2/e), ln(2 + e³) and ln(1 + 2/e²), worked out by hand
FRIENDLY_LOSS = 1.0313643006991953


def friendly_batches():
    """Logits themselves, in two batches of two; the third answer is wrong."""
    x = torch.tensor([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [3.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    y = torch.tensor([0, 1, 2, 2])
    return [(x[:2], y[:2]), (x[2:], y[2:])]


def drawn_batches(rng, *sizes):
    """The same with other numbers, and what is right by hand: batches, loss, accuracy.

    A logit `a` beside two zeros has the loss ln(e^a + 2) - a if its class is right, and ln(e^a + 2) if it is not.
    """
    n = sum(sizes)
    a, named = rng.uniform(0.5, 3.0, n), rng.integers(0, 3, n)
    wrong = rng.permutation(n) < rng.integers(1, n)
    x = torch.zeros(n, 3)
    x[torch.arange(n), torch.from_numpy(named)] = torch.from_numpy(a).float()
    y = torch.from_numpy((named + wrong * rng.integers(1, 3, n)) % 3)
    losses = [math.log(math.exp(one) + 2) - one * (not is_wrong) for one, is_wrong in zip(a, wrong, strict=True)]
    return list(zip(x.split(sizes), y.split(sizes), strict=True)), sum(losses) / n, 1 - wrong.mean()


def identity():
    return torch.eye(3), torch.zeros(3)


def epoch(student, probes, net, batches, lr=0.0):
    """The loss that the student returns, and the optimiser, which has seen the gradients."""
    trainer = probes.trainer(net, lr)  # the optimiser and the loss function at once
    return student.train_epoch(net, batches, trainer, trainer), trainer


def require_learning(probes, opt, weight, bias, batches, loss_fn=functional.cross_entropy):
    """Gradients have been computed, those of one batch or of all together: who only measures has trained nothing.

    Whether a step was taken, and whether from zero, is for other criteria.
    """
    own = [gradients_of(loss_fn, weight, bias, batch) for batch in batches]
    wants = [*own, [sum(parts) for parts in zip(*own, strict=True)]]
    steps = [require_items(step, 2) for step in require_list(probes.gradients_seen(opt), len(batches) + 1)]
    found = [require_gradients(step, (weight, bias)) for step in steps if any(part is not None for part in step)]
    learned = any(all(map(is_near, got, want)) for got in found for want in wants)
    check(learned, "the loss of no batch was taken backward: nothing is learned from it")


def gradients_of(loss_fn, weight, bias, batch):
    leaves, (x, y) = [tensor.clone().requires_grad_() for tensor in (weight, bias)], batch
    return torch.autograd.grad(loss_fn(x.flatten(1) @ leaves[0].T + leaves[1], y), leaves)


@pytest.mark.criterion("epoch_loss")
def test_the_mean_loss_of_equal_batches(student, probes, rng):
    batches, loss, _ = drawn_batches(rng, 3, 3, 3)
    for given, want in ((friendly_batches(), FRIENDLY_LOSS), (batches, loss)):
        got, opt = epoch(student, probes, probes.classifier(*identity()), given)
        near(got, want)
        require_learning(probes, opt, *identity(), given)


@pytest.mark.criterion("epoch_weighting")
def test_a_small_last_batch_counts_less(student, probes, rng):
    batches, loss, _ = drawn_batches(rng, 4, 4, 1)
    got, opt = epoch(student, probes, probes.classifier(*identity()), batches)
    near(got, loss)
    require_learning(probes, opt, *identity(), batches)


@pytest.mark.criterion("epoch_step")
def test_one_step_of_gradient_descent(student, probes, rng):
    (weight, bias), batches, lr = dense(rng), batches_of(rng, 5), 0.5
    net = probes.classifier(weight, bias)
    epoch(student, probes, net, batches, lr)
    state = probes.state(net)
    new_weight, new_bias = require_entry(state, "weight", weight), require_entry(state, "bias", bias)
    dw, db = oracle.loss_gradients(weight, bias, batches[0])
    check(not is_near(new_weight, weight), "the parameters are the same after the epoch as before")
    require_near(new_weight, weight - lr * dw)
    require_near(new_bias, bias - lr * db)


@pytest.mark.criterion("epoch_zero_grad")
def test_every_batch_starts_from_zero_gradients(student, probes, rng):
    """With a learning rate of 0 all batches meet the same weights, so their gradients are known."""
    (weight, bias), batches = dense(rng), batches_of(rng, 3, 3, 3)
    _, opt = epoch(student, probes, probes.classifier(weight, bias), batches)
    seen = require_list(probes.gradients_seen(opt), len(batches) + 1)
    computed = [require_gradients(step, (weight, bias)) for step in (seen[:-1] or seen)]
    single = [oracle.loss_gradients(weight, bias, batch) for batch in batches]
    summed = sum(dw for dw, _ in single)
    check(not is_near(computed[-1][0], summed), "the last step is taken with the sum of the gradients of all batches")
    for gradients, wants in zip(computed, single[-len(computed) :], strict=True):
        for gradient, want in zip(gradients, wants, strict=True):
            require_near(gradient, want)


@pytest.mark.criterion("epoch_train_mode")
def test_training_happens_in_train_mode(student, probes, rng):
    """A model that comes in eval mode: its normalisation must follow the batch."""
    (weight, bias), batches, stats = dense(rng), batches_of(rng, 5), normalisation(rng)
    net = probes.classifier(weight, bias, stats=stats, training=False)
    epoch(student, probes, net, batches)
    now, x = probes.state(net), batches[0][0].flatten(1)
    for name, old, new in (("mean", stats[0], x.mean(0)), ("var", stats[1], x.var(0))):
        got = require_entry(now, f"norm.running_{name}", old)
        check(not is_near(got, old), "the model was not in train mode: its normalisation learned nothing")
        require_near(got, (1 - MOMENTUM) * old + MOMENTUM * new)


@pytest.mark.criterion("epoch_loss_fn")
def test_the_given_loss_is_used(student, probes, rng):
    weight, bias = dense(rng)
    batches = [(normal(rng, 2, FEATURES), normal(rng, 2, CLASSES)) for _ in range(2)]
    net = probes.classifier(weight, bias)
    trainer = probes.trainer(net, squared=True)
    got = student.train_epoch(net, batches, trainer, trainer)
    errors = [((x @ weight.T + bias - y) ** 2).double().mean().item() for x, y in batches]
    near(got, sum(errors) / 2)
    require_learning(probes, trainer, weight, bias, batches, functional.mse_loss)


@pytest.mark.criterion("epoch_type")
def test_the_loss_is_a_float(student, probes, rng):
    batches, loss, _ = drawn_batches(rng, 2, 2)
    got, opt = epoch(student, probes, probes.classifier(*identity()), batches)
    near(got, loss)
    check(type(got) is float, "the loss is not a float")
    require_learning(probes, opt, *identity(), batches)


@pytest.mark.criterion("eval_values")
def test_loss_and_accuracy_of_four_samples(student, probes, rng):
    for batches, loss, accuracy in ((friendly_batches(), FRIENDLY_LOSS, 0.75), drawn_batches(rng, 4, 4)):
        require_measured(student.evaluate(probes.classifier(*identity()), batches), loss, accuracy)


@pytest.mark.criterion("eval_weighting")
def test_every_sample_counts_the_same(student, probes, rng):
    batches, loss, accuracy = drawn_batches(rng, 4, 1)
    require_measured(student.evaluate(probes.classifier(*identity()), batches), loss, accuracy)


@pytest.mark.criterion("eval_mode")
def test_dropout_and_normalisation_are_in_eval_mode(student, probes, rng):
    (weight, bias), batches, (mean, var) = dense(rng), batches_of(rng, 4, 4), normalisation(rng)
    net = probes.classifier(weight, bias, stats=(mean, var), dropout=0.5)
    seen = [((x.flatten(1) - mean) / (var + EPSILON).sqrt(), y) for x, y in batches]
    probes.seeded(int(rng.integers(1 << 30)))
    require_measured(student.evaluate(net, batches), *expected(weight, bias, seen))
    now = probes.state(net)
    for name, old in (("mean", mean), ("var", var)):
        kept = is_near(require_entry(now, f"norm.running_{name}", old), old)
        check(kept, "measuring has changed the statistics of a BatchNorm layer")


@pytest.mark.criterion("eval_no_grad")
def test_no_gradients_are_kept(student, probes, rng):
    """While gradients are on, the model's logits are larger, and so the loss is another one."""
    (weight, bias), batches, factor = dense(rng), batches_of(rng, 3, 3), float(rng.uniform(1.5, 3.0))
    found = student.evaluate(probes.classifier(weight, bias, with_gradients=factor), batches)
    loss, accuracy = (require_number(value) for value in require_items(found, 2))
    with_gradients = oracle.mean_loss(factor * weight, factor * bias, batches)
    told = "the model runs with gradients on: the whole graph is recorded for nothing"
    check(abs(loss - with_gradients) > 1e-4 * with_gradients, told)
    require_measured((loss, accuracy), *expected(weight, bias, batches))


@pytest.mark.criterion("eval_restores")
def test_the_mode_is_as_it_was(student, probes, rng):
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
def test_a_tuple_of_two_floats(student, probes, rng):
    batches, loss, accuracy = drawn_batches(rng, 2, 2)
    got = student.evaluate(probes.classifier(*identity()), batches)
    require_measured(got, loss, accuracy)
    check(type(got) is tuple, "the result is not a tuple", f"it is {a_thing(got)}")
    check(all(type(value) is float for value in got), "the loss or the accuracy is not a float")


def normalisation(rng):
    return normal(rng, FEATURES), normal(rng, FEATURES).abs() + 0.5


def expected(weight, bias, batches):
    """Loss and accuracy of a dense layer."""
    return oracle.mean_loss(weight, bias, batches), oracle.accuracy(weight, bias, batches)


def require_measured(got, want_loss, want_accuracy):
    loss, accuracy = require_items(got, 2)
    near(accuracy, want_accuracy)
    near(loss, want_loss)
