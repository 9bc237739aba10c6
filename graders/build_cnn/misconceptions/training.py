"""Mistakes about gradients, steps and modes in training."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import REPAIR, TRAIN
from ..loops import Optimizer
from ..model import Model

TRAINING = ("train_epoch", "repair_me")


@misconception("CNN-2", "never resets the gradients", read=TRAIN, exercises=TRAINING)
class NeverResets(Model):
    """backward adds to the gradients that are there, and nothing in your loop sets yours back to zero.

    Call backward three times on 3·w. What is in w.grad each time?
    """

    def reset(self, opt: Optimizer) -> None:
        pass


@misconception("CNN-89c", "mends nothing", read=REPAIR, exercises=("repair_me",))
class MendsNothing(Model):
    """The script is as it was given: all five faults are still in it.

    Give it two images of 2×2 pixels whose numbers you know. What does the model get to see of them?
    """

    def channels_first(self, images: np.ndarray) -> np.ndarray:
        n, h, w, c = images.shape
        return images.reshape(n, c, h, w)

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits.softmax(dim=1)

    def reset(self, opt: Optimizer) -> None:
        pass

    def before_measuring(self, model: nn.Module) -> None:
        pass


@misconception("CNN-83a", "resets between backward and step", read=TRAIN, exercises=TRAINING)
class ResetsBetween(Model):
    """You set the gradients back after backward has computed them, and before the step can use them.

    Print w.grad just before opt.step(). What is left of it?
    """

    def learn(self, loss: Tensor, opt: Optimizer) -> None:
        loss.backward()
        opt.zero_grad()
        opt.step()


@misconception("CNN-83b", "takes one step an epoch", read=TRAIN, exercises=("train_epoch",))
class TakesOneStep(Model):
    """You take one step for the whole epoch, and not one for each batch.

    Count the calls of opt.step() for three batches.
    """

    def at_the_start(self, opt: Optimizer) -> None:
        opt.zero_grad()

    def reset(self, opt: Optimizer) -> None:
        pass

    def learn(self, loss: Tensor, _opt: Optimizer) -> None:
        loss.backward()

    def at_the_end(self, opt: Optimizer) -> None:
        opt.step()


@misconception("CNN-83c", "resets once an epoch", read=TRAIN, exercises=TRAINING)
class ResetsOnce(Model):
    """You set the gradients to zero once for the epoch: from the second batch on those of all batches before are added.

    Print w.grad before each step. Which batches are in the third one?
    """

    def at_the_start(self, opt: Optimizer) -> None:
        opt.zero_grad()

    def reset(self, opt: Optimizer) -> None:
        pass


@misconception("CNN-62", "steps before backward", read=TRAIN, exercises=("train_epoch",))
class StepsBeforeBackward(Model):
    """The step comes before backward, when the gradients of this batch are not there yet.

    Print w.grad just before opt.step(), in the first batch.
    """

    def learn(self, loss: Tensor, opt: Optimizer) -> None:
        opt.step()
        loss.backward()


@misconception("CNN-83d", "never calls backward", read=TRAIN, exercises=("train_epoch",))
class NeverCallsBackward(Model):
    """You take steps, but no gradient is ever computed: backward is not called.

    Print w.grad just before opt.step(). What is it?
    """

    def learn(self, _loss: Tensor, opt: Optimizer) -> None:
        opt.step()


@misconception("CNN-16", "never takes a step", read=TRAIN, exercises=("train_epoch",))
class NeverTakesAStep(Model):
    """You compute gradients, but the optimizer is never asked to use them.

    Print one weight before and after the epoch.
    """

    def learn(self, loss: Tensor, _opt: Optimizer) -> None:
        loss.backward()


@misconception("CNN-62b", "measures after the step", read=TRAIN, exercises=("train_epoch",))
class MeasuresAfterTheStep(Model):
    """You report the loss that a batch has after its own step; it is to be measured before.

    Take one batch and a large learning rate. Which loss had the model that came in?
    """

    def reported(self, _loss: Tensor, again: Callable[[], Tensor]) -> Tensor:
        return again()


@misconception("CNN-3b", "trains in the mode that it finds", read=TRAIN, exercises=("train_epoch",))
class TrainsInAnyMode(Model):
    """You do not switch to train mode, so after a measurement the model trains with dropout switched off.

    Call model.eval(), then train one epoch. What is model.training while it runs?
    """

    def before_training(self, model: nn.Module) -> None:
        pass


@misconception("CNN-84", "trains in eval mode", read=TRAIN, exercises=("train_epoch",))
class TrainsInEvalMode(Model):
    """You switch to eval mode before you train: dropout drops nothing, and normalization learns nothing.

    Print model.training in your loop.
    """

    def before_training(self, model: nn.Module) -> None:
        model.eval()
