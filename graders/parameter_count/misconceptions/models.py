"""Mistakes about models of PyTorch: which of their tensors are trained, and where they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from receptive.grader import misconception

from ..headings import COUNTING
from ..model import Model

MODELS = ("count_trainable",)


@misconception(
    "PAR-16a",
    "counts what is shared twice",
    says="You count a tensor at each place where it is used.",
    ask="One layer is used at two places of a model. If training changes it at one, what happens at the other?",
    read=COUNTING,
    exercises=MODELS,
)
class CountsTwice(Model):
    counts_once = False


@misconception(
    "PAR-16b",
    "counts what is frozen",
    says="You count parameters that training leaves as they are.",
    ask="Set requires_grad of a weight to False and look at it after a training step. Has it changed?",
    read=COUNTING,
    exercises=MODELS,
)
class CountsFrozen(Model):
    def is_trained(self, _tensor: Any) -> bool:
        return True


@misconception(
    "PAR-16c",
    "counts buffers",
    says="You count buffers, such as running means, as if they were trained.",
    ask="Compare what parameters() and buffers() give for one BatchNorm2d. Which of them does an optimizer get?",
    read=COUNTING,
    exercises=MODELS,
)
class CountsBuffers(Model):
    def buffers(self, model: Any) -> Iterable[Any]:
        return tuple(model.buffers())


@misconception(
    "PAR-16d",
    "looks one level deep",
    says="You look at the model and its children, but not at what lies inside the children.",
    ask="Put a Sequential into a Sequential. What do children() and modules() give for it?",
    read=COUNTING,
    exercises=MODELS,
)
class OneLevelDeep(Model):
    def named_tensors(self, model: Any) -> Iterable[tuple[str, Any]]:
        return [named for owner in (model, *model.children()) for named in owner.named_parameters(recurse=False)]


@misconception(
    "PAR-16e",
    "counts tensors",
    says="You count tensors, not the numbers in them.",
    ask="A dense layer from 5 to 2 has 12 parameters. How many tensors does parameters() give for it?",
    read=COUNTING,
    exercises=MODELS,
)
class CountsTensors(Model):
    def numbers_in(self, _tensor: Any) -> int:
        return 1


@misconception(
    "PAR-16f",
    "takes equal sizes for the same",
    says="You take two tensors for one because they have the same shape.",
    ask="Make two dense layers of one size. Does training one of them change the other?",
    read=COUNTING,
    exercises=MODELS,
)
class EqualSizesAreTheSame(Model):
    def distinct(self, tensors: list[Any]) -> list[Any]:
        return list({tuple(tensor.shape): tensor for tensor in tensors}.values())


@misconception(
    "PAR-16g",
    "counts all that is saved",
    says="You count whatever the model saves: frozen tensors and buffers too, and shared ones at every place.",
    ask="Print the names in state_dict() of a model with batch normalization. Is each of them trained?",
    read=COUNTING,
    exercises=MODELS,
)
class CountsAllThatIsSaved(Model):
    def named_tensors(self, model: Any) -> Iterable[tuple[str, Any]]:
        return tuple(model.state_dict().items())

    def is_trained(self, _tensor: Any) -> bool:
        return True
