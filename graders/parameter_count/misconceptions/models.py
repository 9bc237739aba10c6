"""Mistakes about models of PyTorch: which of their tensors are trained, and where they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from receptive.grader import misconception

from ..headings import COUNTING
from ..model import Model, Named

MODELS = ("count_trainable",)


@misconception("PAR-16a", "counts what is shared twice", read=COUNTING, exercises=MODELS)
class CountsTwice(Model):
    """You count a tensor at each place where it is used.

    One layer is used at two places of a model. If training changes it at one, what happens at the other?
    """

    counts_once = False


@misconception("PAR-16b", "counts what is frozen", read=COUNTING, exercises=MODELS)
class CountsFrozen(Model):
    """You count parameters that training leaves as they are.

    Set requires_grad of a weight to False and look at it after a training step. Has it changed?
    """

    def is_trained(self, _name: str, _tensor: Any, _named: dict[str, Any]) -> bool:
        return True


@misconception("PAR-16c", "counts buffers", read=COUNTING, exercises=MODELS)
class CountsBuffers(Model):
    """You count buffers, such as running means, as if they were trained.

    Compare what parameters() and buffers() give for one BatchNorm2d. Which of them does an optimizer get?
    """

    def buffers(self, model: Any) -> Iterable[Any]:
        return tuple(model.buffers())


@misconception("PAR-16e", "counts tensors", read=COUNTING, exercises=MODELS)
class CountsTensors(Model):
    """You count tensors, not the numbers in them.

    A dense layer from 5 to 2 has 12 parameters. How many tensors does parameters() give for it?
    """

    def numbers_in(self, _tensor: Any) -> int:
        return 1


@misconception("PAR-16f", "takes equal sizes for the same", read=COUNTING, exercises=MODELS)
class EqualSizesAreTheSame(Model):
    """You take two tensors for one because they have the same shape.

    Make two dense layers of one size. Does training one of them change the other?
    """

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return list({tuple(tensor.shape): tensor for tensor in tensors}.values())


@misconception("PAR-132", "a bias is frozen with its weight", read=COUNTING, exercises=MODELS)
class BiasFrozenWithItsWeight(Model):
    """You ask the weight of a layer whether its bias is trained.

    Freeze the weight of a dense layer, and not its bias. How many numbers may training still change?
    """

    def is_trained(self, name: str, tensor: Any, named: dict[str, Any]) -> bool:
        owner = name.removesuffix("bias")
        decides = named.get(f"{owner}weight", tensor) if owner != name else tensor
        return bool(decides.requires_grad)


@misconception("PAR-133", "counts the frozen ones only", read=COUNTING, exercises=MODELS)
class FrozenOnly(Model):
    """You count the frozen parameters, and leave out those that are trained.

    What does requires_grad say of a weight that training changes?
    """

    def is_trained(self, _name: str, tensor: Any, _named: dict[str, Any]) -> bool:
        return not tensor.requires_grad


@misconception("PAR-145", "only what is called weight", read=COUNTING, exercises=MODELS)
class OnlyWhatIsCalledWeight(Model):
    """You count only the parameters whose name says weight.

    Print the names that named_parameters() gives for a dense layer. Which others does training change?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [(name, tensor) for name, tensor in super().named_tensors(model) if "weight" in name]


@misconception("PAR-146", "the first axis only", read=COUNTING, exercises=MODELS)
class FirstAxisOnly(Model):
    """You count how long each tensor is along its first axis, not the numbers in it.

    A weight of shape (4, 3, 2, 2): is it 4 numbers or 48?
    """

    def numbers_in(self, tensor: Any) -> int:
        return int(tensor.shape[0])


@misconception("PAR-159", "the first tensor only", read=COUNTING, exercises=MODELS)
class FirstTensorOnly(Model):
    """You count the first trained parameter only.

    How often does your loop run before the function returns?
    """

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return tensors[:1]


@misconception("PAR-160", "the last tensor only", read=COUNTING, exercises=MODELS)
class LastTensorOnly(Model):
    """You count the last trained parameter only.

    What does your variable hold before the last parameter comes, and what after it?
    """

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return tensors[-1:]


@misconception("PAR-162", "one axis is no weight", read=COUNTING, exercises=MODELS)
class OneAxisIsNoWeight(Model):
    """You leave out tensors that have less than two axes, as biases do.

    Print the shapes of what parameters() gives for a dense layer. Which of them does training change?
    """

    def distinct(self, tensors: list[Any]) -> list[Any]:
        return [tensor for tensor in tensors if len(tensor.shape) > 1]
