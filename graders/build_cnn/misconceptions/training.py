"""Mistakes about training and measuring."""

from __future__ import annotations

from torch import nn

from receptive.grader import misconception

from ..headings import EVALUATE, TRAIN
from ..model import Model


@misconception(
    "CNN-2",
    "never resets the gradients",
    says="backward adds to the gradients that are there, and yours are never set back to zero.",
    ask="Call backward three times on 3·w. What is in w.grad each time?",
    read=TRAIN,
    exercises=("train_epoch", "repair_me"),
)
class NeverResets(Model):
    resets_gradients = False


@misconception(
    "CNN-3a",
    "measures in train mode",
    says="The model is in train mode while you measure it: dropout drops, and normalization follows the batch.",
    ask="Measure a model with a dropout layer twice. Are the numbers the same?",
    read=EVALUATE,
    exercises=("evaluate", "repair_me"),
)
class MeasuresInTrainMode(Model):
    def before_measuring(self, model: nn.Module) -> None:
        pass


@misconception(
    "CNN-3b",
    "trains in the mode that it finds",
    says="You do not switch to train mode, so after a measurement the model trains with dropout switched off.",
    ask="Call model.eval(), then train one epoch. What is model.training while it runs?",
    read=TRAIN,
    exercises=("train_epoch",),
)
class TrainsInAnyMode(Model):
    def before_training(self, model: nn.Module) -> None:
        pass


@misconception(
    "CNN-14",
    "compares a column with a row",
    says="Predictions of shape (N, 1) meet labels of shape (N,): every prediction is compared with every label.",
    ask="Print the shape of the comparison for four samples. How many answers should there be?",
    read=EVALUATE,
    exercises=("evaluate",),
)
class ComparesAColumnWithARow(Model):
    keeps_an_axis = True


@misconception(
    "CNN-16",
    "never takes a step",
    says="You compute gradients, but the optimizer is never asked to use them.",
    ask="Print one weight before and after the epoch.",
    read=TRAIN,
    exercises=("train_epoch",),
)
class NeverTakesAStep(Model):
    takes_steps = False


@misconception(
    "CNN-19",
    "records a graph while it measures",
    says="Gradients are on during the measurement, so PyTorch keeps all intermediate results.",
    ask="Look at requires_grad of the logits inside your function.",
    read=EVALUATE,
    exercises=("evaluate",),
)
class RecordsAGraph(Model):
    records_a_graph = True


@misconception(
    "CNN-46",
    "leaves the model in eval mode",
    says="After the measurement the model is in eval mode, whatever it was before.",
    ask="Print model.training before and after the call, for a model in either mode.",
    read=EVALUATE,
    exercises=("evaluate",),
)
class LeavesEvalMode(Model):
    def after_measuring(self, model: nn.Module, was_training: bool) -> None:
        pass
