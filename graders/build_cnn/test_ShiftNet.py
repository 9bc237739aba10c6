"""Criteria of `ShiftNet`. What it learns is learned in the worker and judged here."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from receptive.grader import Mismatch, check, check_object

from .requirements import CLASSES, REAL, is_near, require_items, require_logits, require_parameters, require_tensor
from .shift_digits import Task, shifted_task
from .shift_networks import (
    MOST_PARAMETERS,
    PARAMETERS,
    SEES,
    a_seed,
    accuracy_of,
    awake,
    close,
    hits,
    logits,
    require_eyes,
    require_whole_state,
    seeds,
    state_of,
)
from .tensors import normal

PASS_MARK = 0.92
HOPELESS = 0.5  # what a try must have reached when half of it is over
TRIES = 3  # a layer may be dead by chance, but not three times
EPOCHS, FIRST_LOOK = 32, 3
RATES = (5e-3, 1e-2)  # of the first try and of the second
PATIENCE_S = 60.0  # for both together
PROMISE = 1e-3  # what a small step must take off the loss
SPACE, STEP, MARGIN = 72, 24, 20  # 24 is a whole number of steps for nearly every stride


@pytest.mark.criterion("shift_shape")
def test_ten_numbers_per_image(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = normal(rng, 4, 1, 12, 12)
    net = awake(student, probes, a_seed(rng), x)
    require_logits(net(x), 4)
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_params")
def test_at_most_15000_parameters(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = normal(rng, 2, 1, 12, 12)
    for chance in seeds(rng, TRIES):
        net = awake(student, probes, chance, x)
        parameters, before, moved = require_items(probes.parameters_and_moves(net, x), 3)
        parameters, before = require_parameters(parameters, MOST_PARAMETERS), require_logits(before, 2)
        count = sum(parameter.numel() for parameter in parameters)
        check(count <= PARAMETERS, "there are too many parameters", f"{count:,}, at most {PARAMETERS:,}")
        check(count > CLASSES, "there are hardly any parameters: layers in a plain list are not found", f"{count}")
        moved = [require_logits(after, 2) for after in require_items(moved, len(parameters))]
        if not any(torch.equal(before, after) for after in moved):
            return require_eyes(probes, net, rng)
    raise Mismatch("some of the parameters have no effect on the result")


@pytest.mark.criterion("shift_sizes")
def test_any_size_from_8_on_and_any_batch(student: Any, probes: Any, rng: np.random.Generator) -> None:
    cases = [(n, s) for s in (8, 12, 15, int(rng.integers(16, 30))) for n in (1, 2, 7)]
    net = awake(student, probes, a_seed(rng), normal(rng, 9, 1, 12, 12))
    outs = require_items(probes.outputs(net, [], *(normal(rng, n, 1, s, s) for n, s in cases)), len(cases))
    for out, (n, _) in zip(outs, cases, strict=True):
        require_logits(out, n)
    require_eyes(probes, net, rng, cases[-1][1])


@pytest.mark.criterion("shift_batch")
def test_an_image_does_not_depend_on_its_batch(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = normal(rng, 7, 1, 12, 12)
    other = torch.cat([x[:4], 3 * normal(rng, 1, 1, 12, 12), x[5:]])
    net = awake(student, probes, a_seed(rng), x)
    outs = require_items(probes.outputs(net, [], x, other, x[:1]), 3)
    before, after, alone = (require_logits(out, n) for out, n in zip(outs, (7, 7, 1), strict=True))
    kept = [0, 1, 2, 3, 5, 6]
    check(close(before[kept], after[kept]), "another image in the batch changes the results of the rest")
    check(close(before[:1], alone), "an image alone has another result than in its batch")
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_position")
def test_the_place_of_a_digit_does_not_matter(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Far from the border everything is the same after a shift by whole steps, unless the head looks at places.

    The second digit is made of the pixels of the first.
    """
    digit = normal(rng, 64).abs()
    digits = torch.stack([digit, digit[torch.from_numpy(rng.permutation(64))]]).reshape(2, 1, 1, 8, 8)
    x = torch.zeros(2, 4, 1, SPACE, SPACE)
    for k, (row, column) in enumerate(((0, 0), (0, STEP), (STEP, 0), (STEP, STEP))):
        x[:, k, :, MARGIN + row : MARGIN + row + 8, MARGIN + column : MARGIN + column + 8] = digits[:, 0]
    net = awake(student, probes, a_seed(rng), digits[:, 0])
    (out,) = require_items(probes.outputs(net, [], x.flatten(0, 1)), 1)
    first, second = require_logits(out, 8).reshape(2, 4, CLASSES)
    apart = (first[0] - second[0]).abs().max()
    check(apart > SEES * first.abs().max(), "two different images get the same answer")
    strayed = max((part - part[:1]).abs().max() for part in (first, second))
    check(strayed <= 1e-2 * apart, "the same digit gets other results at another place of a large image")


@pytest.mark.criterion("shift_nonlinear")
def test_there_is_an_activation(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Max pooling bends too, and hides that nothing else does; so a mean takes its place here."""
    a, b = normal(rng, 6, 1, 12, 12), normal(rng, 6, 1, 12, 12)
    net = awake(student, probes, a_seed(rng), a)
    outs = require_items(probes.averaged(net, a, b, (a + b) / 2), 3)
    of_a, of_b, of_mean = (require_logits(out, 6) for out in outs)
    spread = (of_a - of_b).abs().max()
    check(spread > 0, "two different images get the same answer")
    bend = (of_a + of_b - 2 * of_mean).abs().max()
    check(bend > 1e-3 * spread, "apart from pooling, the network is a linear function: it has no activation")
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_start")
def test_untrained_it_has_no_opinion(student: Any, probes: Any, rng: np.random.Generator) -> None:
    task = shifted_task(rng)
    probes.seeded(a_seed(rng))
    x, y = task.unseen_x[:200], task.unseen_y[:200]
    net = check_object(student.ShiftNet())
    (out,) = require_items(probes.outputs(net, [], x), 1)
    far = abs(functional.cross_entropy(require_logits(out, 200), y) - math.log(CLASSES))
    check(far <= 0.5, "untrained, its cross-entropy is far from ln 10, that of ten equal probabilities")
    check_object(probes.Fit(net, x, y, 1e-3)).epochs(2)
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_gradients")
def test_gradients_reach_every_parameter(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """A step along the gradients must lower the loss by as much as they promise."""
    task = shifted_task(rng)
    x, y = task.x[:64], task.y[:64]
    for chance in seeds(rng, TRIES):
        net = awake(student, probes, chance, x)
        parameters, gradients = require_items(probes.loss_gradients(net, x, y), 2)
        parameters = require_parameters(parameters, MOST_PARAMETERS)
        gradients = require_items(gradients, len(parameters))
        check(not any(gradient is None for gradient in gradients), "a layer gets no gradient")
        shapes = [tuple(require_tensor(gradient).shape) for gradient in gradients]
        same = shapes == [tuple(parameter.shape) for parameter in parameters]
        check(same, "a gradient has another shape than its parameter")
        check(all(gradient.dtype in REAL for gradient in gradients), "a gradient does not hold real numbers")
        gradients = [gradient.double() for gradient in gradients]
        if all(torch.isfinite(gradient).all() and gradient.abs().max() > 0 for gradient in gradients):
            break
    else:
        raise Mismatch("the gradient of a layer is zero or not finite")
    length = sum(gradient.square().sum() for gradient in gradients)
    step = PROMISE / length
    pairs = zip(parameters, gradients, strict=True)
    shorter = [(parameter - step * gradient).float() for parameter, gradient in pairs]
    before = [parameter.float() for parameter in parameters]
    losses = [functional.cross_entropy(logits(probes.with_parameters(net, p, x), 64), y) for p in (before, shorter)]
    drop = float(losses[0] - losses[1])
    check(
        PROMISE / 3 < drop < PROMISE * 3,
        "the gradients are not those of the loss: a step along them does not lower it as it must",
    )
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_overfit")
def test_it_can_learn_32_images_by_heart(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """What was learned is in the state: another network that gets it knows the images, and from the first state not."""
    task = shifted_task(rng)
    x, y = task.x[:32], task.y[:32]
    probes.seeded(a_seed(rng))
    net = check_object(student.ShiftNet())
    start = require_whole_state(student, probes, net, x)
    learner = check_object(probes.Fit(net, x, y, RATES[0]))
    for _ in range(10):
        learner.epochs(20)
        if hits(student, probes, state_of(probes, net, MOST_PARAMETERS), x, y) == 32:
            known = hits(student, probes, start, x, y)
            check(known < 32, "the answers do not come from the parameters")
            return require_eyes(probes, net, rng)
    raise Mismatch("after 200 steps on the same 32 images, it still does not know them all")


@pytest.mark.criterion("shift_logits")
def test_the_results_are_logits(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """After some learning: then a ReLU would have something to cut off."""
    task = shifted_task(rng)
    net = check_object(student.ShiftNet())
    x = task.x[:64]
    check_object(probes.Fit(net, x, task.y[:64], RATES[0])).epochs(30)
    out = logits(probes.outputs(net, [], x), 64)
    sums = out.sum(dim=1)
    check(not is_near(sums, torch.ones_like(sums)), "every row sums to 1: these are probabilities, not logits")
    check(out.min() != 0, "no result is ever negative, but some are zero: something cuts the logits off")
    check(out.min() < 0 or out.max() > 1, "all results lie between 0 and 1: these are no logits")
    require_eyes(probes, net, rng)


@pytest.mark.criterion("shift_accuracy")
def test_it_learns_digits_at_random_places(
    student: Any, probes: Any, rng: np.random.Generator, clock: Callable[[], float]
) -> None:
    task = shifted_task(rng)
    best, end = 0.0, clock() + PATIENCE_S
    for rate in RATES:
        probes.seeded(a_seed(rng))
        net = check_object(student.ShiftNet())
        require_whole_state(student, probes, net, task.x[:8])
        for accuracy in learned(student, probes, net, task, rate):
            best = max(best, accuracy)
            if accuracy >= PASS_MARK:
                return require_answers_from_state(student, probes, net, task, rng)
            check(clock() < end, "the training was stopped after a minute: the network is too slow")
    learned_something = "it has learned much, but not enough" if best > 0.5 else "it has hardly learned anything"
    raise Mismatch(f"{learned_something}: fewer than 92 of 100 unseen images are right", f"{best:.3f}")


def learned(student: Any, probes: Any, net: Any, task: Task, rate: float) -> Iterator[float]:
    """The accuracy on unseen images after every epoch, by a fresh network that gets the state of the trained one."""
    learner = check_object(probes.Fit(net, task.x, task.y, rate))
    for epoch in range(1, EPOCHS + 1):
        learner.epochs(1, min(1.0, 2 * (1 - (epoch - 1) / EPOCHS)))
        if epoch >= FIRST_LOOK:
            accuracy = accuracy_of(student, probes, state_of(probes, net), task)
            yield accuracy
            if epoch >= EPOCHS / 2 and accuracy < HOPELESS:
                return


def require_answers_from_state(student: Any, probes: Any, net: Any, task: Task, rng: np.random.Generator) -> None:
    """The same numbers in another order know nothing. If they still do, the answers come from somewhere else."""
    shuffled = {
        name: value.flatten()[torch.from_numpy(rng.permutation(value.numel()))].reshape(value.shape)
        for name, value in state_of(probes, net).items()
    }
    accuracy = accuracy_of(student, probes, shuffled, task)
    check(accuracy < 0.5, "the answers do not come from the parameters")
