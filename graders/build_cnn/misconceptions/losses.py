"""Mistakes about logits and losses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import misconception

from ..headings import CONVENTIONS, LENET, TRAIN
from ..model import Model


@misconception(
    "CNN-1",
    "applies the softmax twice",
    read=LENET,
    exercises=("LeNet", "ShiftNet", "train_epoch", "evaluate", "repair_me"),
)
class AppliesTheSoftmaxTwice(Model):
    """You turn the logits into probabilities before the cross-entropy, which applies the softmax itself.

    Take the logits 50, 0, 0, 0 and the class 0. What is the loss of them, and what that of their softmax?
    """

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits.softmax(dim=-1)


@misconception("CNN-10", "cuts the logits off at zero", read=LENET, exercises=("LeNet", "ShiftNet"))
class CutsLogitsOff(Model):
    """You apply a ReLU to the last layer too, so no class can have a negative logit.

    Look at the smallest of all results for some random images. Can a wrong class be pushed below zero?
    """

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z.relu()


@misconception("CNN-13", "gives class numbers as floats", read=CONVENTIONS, exercises=("make_loaders", "evaluate"))
class GivesFloats(Model):
    """Your labels are floats; the cross-entropy takes class numbers as int64.

    Print the dtype of a batch of labels. What could class 1.5 mean?
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.float()


@misconception("CNN-15", "takes the mean of batch means", read=TRAIN, exercises=("train_epoch", "evaluate"))
class TakesTheMeanOfMeans(Model):
    """Each batch counts the same, however few samples it has.

    Four samples in one batch, one in the next, the first four right: which accuracy do you get?
    """

    def mean(self, values: Sequence[Tensor], _samples: Sequence[int]) -> Tensor:
        return torch.as_tensor(sum(values) / len(values))


@misconception("CNN-43", "returns tensors for numbers", read=TRAIN, exercises=("train_epoch", "evaluate"))
class ReturnsTensors(Model):
    """The result is a tensor, not a float.

    Print type() of what you return.
    """

    def as_result(self, value: Tensor) -> float | Tensor:
        return value


@misconception("CNN-44", "always takes the cross-entropy", read=TRAIN, exercises=("train_epoch",))
class AlwaysTakesTheCrossEntropy(Model):
    """You compute a cross-entropy, whatever loss function was given.

    Call your function with nn.MSELoss() and targets that are real numbers.
    """

    def loss_of(self, _given: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return functional.cross_entropy


@misconception("CNN-45", "returns the last loss", read=TRAIN, exercises=("train_epoch",))
class ReturnsTheLastLoss(Model):
    """You return the loss of the last batch, not the mean over all samples.

    Two batches with the losses 0.2 and 0.6: what do you return?
    """

    def mean(self, values: Sequence[Tensor], _samples: Sequence[int]) -> Tensor:
        return values[-1]
