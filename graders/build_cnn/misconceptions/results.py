"""Mistakes about what a loop returns."""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from receptive.grader import misconception

from ..headings import EVALUATE, TRAIN
from ..loops import Noted
from ..model import Model


@misconception("CNN-43", "returns tensors for numbers", read=TRAIN, exercises=("train_epoch", "evaluate"))
class ReturnsTensors(Model):
    """You return a tensor where a float is expected.

    Print type() of each number that you return.
    """

    def as_result(self, value: Tensor) -> Any:
        return value.float()


@misconception("CNN-87", "returns NumPy's numbers", read=TRAIN, exercises=("train_epoch", "evaluate"))
class ReturnsNumbersOfNumPy(Model):
    """You return a NumPy number where a Python float is expected.

    Print type() of each number that you return. What does np.mean give?
    """

    def as_result(self, value: Tensor) -> Any:
        return np.float64(value)


@misconception("CNN-75a", "gives the accuracy in percent", read=EVALUATE, exercises=("evaluate",))
class GivesPercent(Model):
    """Your accuracy is in percent; a share between 0 and 1 is required.

    Three of four predictions are right. What do you return?
    """

    def in_unit(self, accuracy: Tensor, _samples: int) -> Tensor:
        return 100 * accuracy


@misconception("CNN-75b", "counts right answers", read=EVALUATE, exercises=("evaluate",))
class CountsRightAnswers(Model):
    """You return how many answers are right, not their share.

    Three of four predictions are right. What do you return?
    """

    def in_unit(self, accuracy: Tensor, samples: int) -> Tensor:
        return samples * accuracy


@misconception("CNN-76", "returns the accuracy first", read=EVALUATE, exercises=("evaluate",))
class ReturnsTheAccuracyFirst(Model):
    """You return the accuracy first, and the loss after it.

    Read the first line of the task once more. What is `evaluate(model, loader)[0]`?
    """

    def of_a_measurement(self, loss: Any, accuracy: Any) -> Any:
        return accuracy, loss


@misconception("CNN-77a", "returns an accuracy too", read=TRAIN, exercises=("train_epoch",))
class ReturnsAnAccuracyToo(Model):
    """You return the loss and something besides it; the loss alone is required.

    If it is an accuracy: which one does a model have that is trained with nn.MSELoss() to give real numbers?
    """

    def of_an_epoch(self, loss: Any, _noted: Noted, accuracy: Tensor) -> Any:
        return loss, float(accuracy)


@misconception("CNN-77b", "returns the losses of all batches", read=TRAIN, exercises=("train_epoch",))
class ReturnsAllLosses(Model):
    """You return a list of losses, one for each batch; their mean over the samples is required.

    Batches of 4 and 1 samples have the losses 1.0 and 2.0. Which one number says what the epoch has cost?
    """

    def of_an_epoch(self, _loss: Any, noted: Noted, _accuracy: Tensor) -> Any:
        return [float(value) for value in noted.values]


@misconception("CNN-88a", "returns the accuracy alone", read=EVALUATE, exercises=("evaluate",))
class ReturnsTheAccuracyAlone(Model):
    """You return the accuracy alone; the loss belongs before it.

    Two models are right equally often. Which number tells you that one of them is surer?
    """

    def of_a_measurement(self, _loss: Any, accuracy: Any) -> Any:
        return accuracy


@misconception("CNN-88c", "returns the loss alone", read=EVALUATE, exercises=("evaluate",))
class ReturnsTheLossAlone(Model):
    """You return the loss alone; the share of right answers belongs after it.

    Two models have the same loss. Which number tells you how often each of them is right?
    """

    def of_a_measurement(self, loss: Any, _accuracy: Any) -> Any:
        return loss


@misconception("CNN-88b", "returns a list for a tuple", read=EVALUATE, exercises=("evaluate",))
class ReturnsAList(Model):
    """You return loss and accuracy in a list; a tuple is required.

    What is the difference between [a, b] and (a, b)?
    """

    def of_a_measurement(self, loss: Any, accuracy: Any) -> Any:
        return [loss, accuracy]
