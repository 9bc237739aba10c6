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
    says="You turn the logits into probabilities before the cross-entropy, which applies the softmax itself.",
    ask="Take the logits 50, 0, 0, 0 and the class 0. What is the loss of them, and what that of their softmax?",
    read=LENET,
    exercises=("LeNet", "ShiftNet", "train_epoch", "evaluate", "repair_me"),
)
class AppliesTheSoftmaxTwice(Model):
    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits.softmax(dim=-1)


@misconception(
    "CNN-10",
    "cuts the logits off at zero",
    says="You apply a ReLU to the last layer too, so no class can have a negative logit.",
    ask="Look at the smallest of all results for some random images. Can a wrong class be pushed below zero?",
    read=LENET,
    exercises=("LeNet", "ShiftNet"),
)
class CutsLogitsOff(Model):
    def after_last_layer(self, z: Tensor) -> Tensor:
        return z.relu()


@misconception(
    "CNN-13",
    "gives class numbers as floats",
    says="Your labels are floats; the cross-entropy takes class numbers as int64.",
    ask="Print the dtype of a batch of labels. What could class 1.5 mean?",
    read=CONVENTIONS,
    exercises=("make_loaders", "evaluate"),
)
class GivesFloats(Model):
    def class_numbers(self, y: Tensor) -> Tensor:
        return y.float()


@misconception(
    "CNN-15",
    "takes the mean of batch means",
    says="Each batch counts the same, however few samples it has.",
    ask="Four samples in one batch, one in the next, the first four right: which accuracy do you get?",
    read=TRAIN,
    exercises=("train_epoch", "evaluate"),
)
class TakesTheMeanOfMeans(Model):
    def mean(self, values: Sequence[Tensor], _samples: Sequence[int]) -> Tensor:
        return torch.as_tensor(sum(values) / len(values))


@misconception(
    "CNN-43",
    "returns tensors for numbers",
    says="The result is a tensor, not a float.",
    ask="Print type() of what you return.",
    read=TRAIN,
    exercises=("train_epoch", "evaluate"),
)
class ReturnsTensors(Model):
    def as_result(self, value: Tensor) -> float | Tensor:
        return value


@misconception(
    "CNN-44",
    "always takes the cross-entropy",
    says="You compute a cross-entropy, whatever loss function was given.",
    ask="Call your function with nn.MSELoss() and targets that are real numbers.",
    read=TRAIN,
    exercises=("train_epoch",),
)
class AlwaysTakesTheCrossEntropy(Model):
    def loss_of(self, _given: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return functional.cross_entropy


@misconception(
    "CNN-45",
    "returns the last loss",
    says="You return the loss of the last batch, not the mean over all samples.",
    ask="Two batches with the losses 0.2 and 0.6: what do you return?",
    read=TRAIN,
    exercises=("train_epoch",),
)
class ReturnsTheLastLoss(Model):
    def mean(self, values: Sequence[Tensor], _samples: Sequence[int]) -> Tensor:
        return values[-1]
