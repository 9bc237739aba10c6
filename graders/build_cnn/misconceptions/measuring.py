"""Mistakes about modes, gradients and predictions in measuring."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import Any

from torch import Tensor, nn
from torch.nn import functional

from receptive.grader import misconception

from ..headings import EVALUATE
from ..model import Model


@misconception("CNN-3a", "measures in train mode", read=EVALUATE, exercises=("evaluate", "repair_me"))
class MeasuresInTrainMode(Model):
    """Nothing sees to it that the model measures in eval mode: in train mode dropout drops, and normalization follows
    the batch.

    Measure a model with a dropout layer twice. Are the numbers the same?
    """

    def before_measuring(self, model: nn.Module) -> None:
        pass


@misconception("CNN-85", "switches to train mode to measure", read=EVALUATE, exercises=("evaluate",))
class SwitchesToTrainMode(Model):
    """You switch to train mode before you measure: dropout drops, and normalization follows the batch.

    Measure a model with a dropout layer twice. Are the numbers the same?
    """

    def before_measuring(self, model: nn.Module) -> None:
        model.train()


@misconception("CNN-46", "leaves the model in eval mode", read=EVALUATE, exercises=("evaluate",))
class LeavesEvalMode(Model):
    """After the measurement the model is in eval mode, whatever it was before.

    Print model.training before and after the call, for a model in either mode.
    """

    def after_measuring(self, model: nn.Module, was_training: bool) -> None:
        model.eval()


@misconception("CNN-86", "leaves the model in train mode", read=EVALUATE, exercises=("evaluate",))
class LeavesTrainMode(Model):
    """After the measurement the model is in train mode, whatever it was before.

    Print model.training before and after the call, for a model that came in eval mode.
    """

    def after_measuring(self, model: nn.Module, was_training: bool) -> None:
        model.train()


@misconception("CNN-19", "records a graph while it measures", read=EVALUATE, exercises=("evaluate",))
class RecordsAGraph(Model):
    """Gradients are on during the measurement, so PyTorch keeps all intermediate results.

    Look at requires_grad of the logits inside your function.
    """

    def recording(self) -> AbstractContextManager[Any]:
        return contextlib.nullcontext()


@misconception("CNN-14", "compares a column with a row", read=EVALUATE, exercises=("evaluate",))
class ComparesAColumnWithARow(Model):
    """Predictions of shape (N, 1) meet labels of shape (N,): every prediction is compared with every label.

    Print the shape of the comparison for four samples. How many answers should there be?
    """

    keeps_an_axis = True


@misconception("CNN-14b", "counts a column against a row", read=EVALUATE, exercises=("evaluate",))
class CountsAColumnAgainstARow(Model):
    """Predictions of shape (N, 1) meet labels of shape (N,): you count more right answers than there are samples.

    Print the shape of the comparison for four samples. How many answers should there be?
    """

    keeps_an_axis = True

    def share_of(self, hits: Tensor, samples: int) -> Tensor:
        return hits.double().sum() / samples


@misconception("CNN-89", "looks for the largest on the axis of the samples", read=EVALUATE, exercises=("evaluate",))
class LooksAlongTheSamples(Model):
    """You look for the largest logit among the samples of a batch, and not among the classes of a sample.

    Print the shape of your predictions for four samples and three classes. How many should there be?
    """

    axis_of_classes = 0


@misconception("CNN-89b", "looks for the largest of a whole batch", read=EVALUATE, exercises=("evaluate",))
class LooksInTheWholeBatch(Model):
    """You look for one largest logit in the whole batch: argmax without an axis gives one number for all samples.

    Print the shape of your predictions for four samples and three classes. How many should there be?
    """

    axis_of_classes = None


@misconception("CNN-62c", "takes logits for logarithms", read=EVALUATE, exercises=("evaluate",))
class TakesLogitsForLogarithms(Model):
    """You give the logits to nll_loss, which expects logarithms of probabilities.

    The loss of a sure and right answer is to be near 0. What is yours for the logits 50, 0, 0 and the class 0?
    """

    def measured(self, logits: Tensor, y: Tensor) -> Tensor:
        return functional.nll_loss(logits, y)


@misconception("CNN-62d", "takes probabilities for logarithms", read=EVALUATE, exercises=("evaluate",))
class TakesProbabilitiesForLogarithms(Model):
    """You give probabilities to nll_loss, which expects their logarithms.

    Can a cross-entropy be negative? Look at the sign of yours.
    """

    def measured(self, logits: Tensor, y: Tensor) -> Tensor:
        return functional.nll_loss(logits.softmax(1), y)
