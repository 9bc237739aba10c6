"""Hidden grader of "Build a CNN": train_epoch and evaluate. A loader is a plain list of batches."""

import oracle
import pytest
import torch
from requirements import require_entry, require_gradients, require_items
from tensors import normal

from receptive.grading.checks import a_thing, check, check_close

CLASSES, FEATURES = 4, 6
EPSILON = 1e-5  # BatchNorm's
MOMENTUM = 0.1  # BatchNorm's: the share of the new batch


def near(got, want):
    """Losses and accuracies are often summed in single precision."""
    check_close(got, want, rtol=1e-5, atol=1e-6)


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


def identity():
    return torch.eye(3), torch.zeros(3)


def last_one_wrong(rng, *sizes):
    """Batches of logits, each with a clear answer that is right for all samples but the last."""
    batches = []
    for n in sizes:
        x, y = normal(rng, n, 3), torch.from_numpy(rng.integers(0, 3, n))
        x[torch.arange(n), y] = x.amax(1) + 1
        batches.append((x, y))
    batches[-1] = (batches[-1][0], torch.cat([batches[-1][1][:-1], (batches[-1][1][-1:] + 1) % 3]))
    return batches


def epoch(student, probes, net, batches, lr=0.0):
    """The loss that the student returns, and the optimiser, which has seen the gradients."""
    trainer = probes.trainer(net, lr)  # the optimiser and the loss function at once
    return student.train_epoch(net, batches, trainer, trainer), trainer


@pytest.mark.criterion("epoch_loss")
def test_the_mean_loss_of_equal_batches(student, probes):
    got, _ = epoch(student, probes, probes.classifier(*identity()), friendly_batches())
    near(got, FRIENDLY_LOSS)


@pytest.mark.criterion("epoch_weighting")
def test_a_small_last_batch_counts_less(student, probes, rng):
    batches = last_one_wrong(rng, 4, 4, 1)
    got, _ = epoch(student, probes, probes.classifier(*identity()), batches)
    near(got, oracle.mean_loss(*identity(), batches))


@pytest.mark.criterion("epoch_step")
def test_one_step_of_gradient_descent(student, probes, rng):
    (weight, bias), batches, lr = dense(rng), batches_of(rng, 5), 0.5
    net = probes.classifier(weight, bias)
    epoch(student, probes, net, batches, lr)
    state = probes.state(net)
    new_weight, new_bias = require_entry(state, "weight", weight), require_entry(state, "bias", bias)
    dw, db = oracle.loss_gradients(weight, bias, batches[0])
    check(not torch.equal(new_weight, weight), "the parameters are the same after the epoch as before")
    check_close(new_weight, weight - lr * dw)
    check_close(new_bias, bias - lr * db)


@pytest.mark.criterion("epoch_zero_grad")
def test_every_batch_starts_from_zero_gradients(student, probes, rng):
    """With a learning rate of 0 all batches meet the same weights, so their gradients are known."""
    (weight, bias), batches = dense(rng), batches_of(rng, 3, 3, 3)
    _, opt = epoch(student, probes, probes.classifier(weight, bias), batches)
    seen = probes.gradients_seen(opt)
    check(isinstance(seen, list) and 1 <= len(seen) <= len(batches) + 1, "the steps could not be followed")
    computed = [require_gradients(step, (weight, bias)) for step in (seen[:-1] or seen)]
    single = [oracle.loss_gradients(weight, bias, batch) for batch in batches]
    summed = sum(dw for dw, _ in single)
    check(not close(computed[-1][0], summed), "the last step is taken with the sum of the gradients of all batches")
    for gradients, wants in zip(computed, single[-len(computed) :], strict=True):
        for gradient, want in zip(gradients, wants, strict=True):
            check_close(gradient, want)


def close(got, want):
    return torch.allclose(got.double(), want, rtol=1e-4, atol=1e-4)


@pytest.mark.criterion("epoch_train_mode")
def test_training_happens_in_train_mode(student, probes, rng):
    """A model that comes in eval mode: its normalisation must follow the batch."""
    (weight, bias), batches, stats = dense(rng), batches_of(rng, 5), normalisation(rng)
    net = probes.classifier(weight, bias, stats=stats, training=False)
    epoch(student, probes, net, batches)
    now, x = probes.state(net), batches[0][0].flatten(1)
    for name, old, new in (("mean", stats[0], x.mean(0)), ("var", stats[1], x.var(0))):
        got = require_entry(now, f"norm.running_{name}", old)
        check(not torch.equal(got, old), "the model was not in train mode: its normalisation learned nothing")
        check_close(got, (1 - MOMENTUM) * old + MOMENTUM * new)


@pytest.mark.criterion("epoch_loss_fn")
def test_the_given_loss_is_used(student, probes, rng):
    weight, bias = dense(rng)
    batches = [(normal(rng, 2, FEATURES), normal(rng, 2, CLASSES)) for _ in range(2)]
    net = probes.classifier(weight, bias)
    trainer = probes.trainer(net, squared=True)
    got = student.train_epoch(net, batches, trainer, trainer)
    errors = [((x @ weight.T + bias - y) ** 2).double().mean().item() for x, y in batches]
    near(got, sum(errors) / 2)


@pytest.mark.criterion("epoch_type")
def test_the_loss_is_a_float(student, probes):
    got, _ = epoch(student, probes, probes.classifier(*identity()), friendly_batches())
    near(got, oracle.mean_loss(*identity(), friendly_batches()))
    check(type(got) is float, f"the loss is {a_thing(got)}, not a float")


@pytest.mark.criterion("eval_values")
def test_loss_and_accuracy_of_four_samples(student, probes):
    loss, accuracy = require_items(student.evaluate(probes.classifier(*identity()), friendly_batches()), 2)
    near(accuracy, 0.75)
    near(loss, FRIENDLY_LOSS)


@pytest.mark.criterion("eval_weighting")
def test_every_sample_counts_the_same(student, probes, rng):
    batches = last_one_wrong(rng, 4, 1)
    loss, accuracy = require_items(student.evaluate(probes.classifier(*identity()), batches), 2)
    near(accuracy, 0.8)
    near(loss, oracle.mean_loss(*identity(), batches))


@pytest.mark.criterion("eval_mode")
def test_dropout_and_normalisation_are_in_eval_mode(student, probes, rng):
    (weight, bias), batches, (mean, var) = dense(rng), batches_of(rng, 4, 4), normalisation(rng)
    net = probes.classifier(weight, bias, stats=(mean, var), dropout=0.5)
    seen = [((x.flatten(1) - mean) / (var + EPSILON).sqrt(), y) for x, y in batches]
    probes.seeded(int(rng.integers(1 << 30)))
    require_evaluation(student, net, weight, bias, seen, given=batches)
    now = probes.state(net)
    for name, old in (("mean", mean), ("var", var)):
        kept = torch.equal(require_entry(now, f"norm.running_{name}", old), old)
        check(kept, "measuring has changed the statistics of a BatchNorm layer")


@pytest.mark.criterion("eval_no_grad")
def test_no_gradients_are_kept(student, probes, rng):
    (weight, bias), batches = dense(rng), batches_of(rng, 3, 3)
    net = probes.classifier(weight, bias)
    require_evaluation(student, net, weight, bias, batches)
    flags = student.get(net, "gradients_on")
    check(
        isinstance(flags, list) and flags and not any(flags),
        "the model runs with gradients on: the whole graph is recorded for nothing",
    )


@pytest.mark.criterion("eval_restores")
def test_the_mode_is_as_it_was(student, probes, rng):
    (weight, bias), batches = dense(rng), batches_of(rng, 3, 3)
    nets = [probes.classifier(weight, bias, training=training) for training in (True, False)]
    for net in nets:
        require_evaluation(student, net, weight, bias, batches)
    training, evaluating = require_items(probes.modes(*nets), 2)
    check(training is True, "a model that came in train mode does not leave in it")
    check(evaluating is False, "a model that came in eval mode does not leave in it")


@pytest.mark.criterion("eval_types")
def test_a_tuple_of_two_floats(student, probes):
    got = student.evaluate(probes.classifier(*identity()), friendly_batches())
    loss, accuracy = require_items(got, 2)
    near(loss, oracle.mean_loss(*identity(), friendly_batches()))
    near(accuracy, 0.75)
    check(type(got) is tuple, f"the result is {a_thing(got)}, not a tuple")
    for name, value in (("loss", loss), ("accuracy", accuracy)):
        check(type(value) is float, f"the {name} is {a_thing(value)}, not a float")


def normalisation(rng):
    return normal(rng, FEATURES), normal(rng, FEATURES).abs() + 0.5


def require_evaluation(student, net, weight, bias, batches, given=None):
    """The student's loss and accuracy on `given` are those of a dense layer on `batches`."""
    loss, accuracy = require_items(student.evaluate(net, given or batches), 2)
    near(accuracy, oracle.accuracy(weight, bias, batches))
    near(loss, oracle.mean_loss(weight, bias, batches))
