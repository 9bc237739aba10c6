"""Mistakes about logits and losses."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn
from torch.nn import functional

from receptive.grader import misconception

from ..headings import CONVENTIONS, LENET, TRAIN
from ..model import Model


@misconception(
    "CNN-1",
    "applies the softmax twice",
    read=LENET,
    exercises=("LeNet", "ShiftNet", "DesignNet", "train_epoch", "evaluate", "repair_me"),
)
class AppliesTheSoftmaxTwice(Model):
    """You turn the logits into probabilities before the cross-entropy, which applies the softmax itself.

    Take the logits 50, 0, 0, 0 and the class 0. What is their loss, and what is the loss of their softmax?
    """

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits.softmax(dim=-1)

    def design_end(self) -> list[nn.Module]:
        return [nn.Softmax(dim=1)]


@misconception("CNN-10", "cuts the logits off at zero", read=LENET, exercises=("LeNet", "ShiftNet"))
class CutsLogitsOff(Model):
    """You apply a ReLU to the last layer too, so no class can have a negative logit.

    Look at the smallest of all results for some random images. Can a wrong class be pushed below zero?
    """

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z.relu()


@misconception("CNN-13", "gives class numbers as floats", read=CONVENTIONS, exercises=("make_loaders",))
class GivesFloats(Model):
    """Your labels are floats; the cross-entropy takes class numbers as int64.

    Print the dtype of a batch of labels. What could class 1.5 mean?
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.float()


@misconception("CNN-44", "always takes the cross-entropy", read=TRAIN, exercises=("train_epoch",))
class AlwaysTakesTheCrossEntropy(Model):
    """You compute a cross-entropy, whatever loss function was given.

    Call your function with nn.MSELoss() and targets that are real numbers.
    """

    def loss_of(self, _given: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return functional.cross_entropy
