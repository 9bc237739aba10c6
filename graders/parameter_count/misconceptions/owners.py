"""Mistakes about models of PyTorch: where in them the tensors are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from receptive.grader import misconception

from ..headings import COUNTING
from ..model import Model, Named

MODELS = ("count_trainable",)
KNOWN = ("Conv2d", "Linear")


def own(path: str, module: Any) -> Iterator[Named]:
    """What a module holds itself, by its name in the model."""
    return ((f"{path}.{name}", tensor) for name, tensor in module.named_parameters(recurse=False))


def attributes(path: str, module: Any) -> Iterator[Named]:
    for name in ("weight", "bias"):
        tensor = getattr(module, name, None)
        if tensor is not None:
            yield f"{path}.{name}", tensor


def of_types(model: Any, types: tuple[str, ...]) -> list[Named]:
    found = [(path, module) for path, module in model.named_modules() if type(module).__name__ in types]
    return [named for path, module in found for named in own(path, module)]


@misconception("PAR-16d", "looks one level deep", read=COUNTING, exercises=MODELS)
class OneLevelDeep(Model):
    """You look at the model and its children, but not at what lies inside the children.

    Put a Sequential into a Sequential. What do children() and modules() return for it?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [named for owner in (model, *model.children()) for named in owner.named_parameters(recurse=False)]


@misconception("PAR-16g", "counts all that is saved", read=COUNTING, exercises=MODELS)
class CountsAllThatIsSaved(Model):
    """You count whatever the model saves: frozen tensors and buffers too, and shared ones at every place.

    Print the names in state_dict() of a model with batch normalization. Is each of them trained?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return tuple(model.state_dict().items())

    def is_trained(self, _name: str, _tensor: Any, _named: dict[str, Any]) -> bool:
        return True


@misconception("PAR-134", "asks copies for gradients", read=COUNTING, exercises=MODELS)
class AsksCopies(Model):
    """You ask the tensors of state_dict() whether they are trained. They are copies without gradients, so none is.

    Print requires_grad of what state_dict() gives, and of what parameters() gives. Where do they differ?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return tuple(model.state_dict().items())


@misconception("PAR-135", "weight and bias by name", read=COUNTING, exercises=MODELS)
class WeightAndBiasByName(Model):
    """You look for attributes called weight and bias, module by module.

    A module may own a parameter of another name, and two may own the same weight. What does parameters() give then?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [named for path, module in model.named_modules() for named in attributes(path, module)]


@misconception("PAR-136", "weight and bias of the children", read=COUNTING, exercises=MODELS)
class WeightAndBiasOfTheChildren(Model):
    """You look for attributes called weight and bias in the model's children only.

    Put a Sequential into a Sequential. What do children() and modules() return for it?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [named for path, module in model.named_children() for named in attributes(path, module)]


@misconception("PAR-137", "every layer has a bias", read=COUNTING, exercises=MODELS)
class EveryLayerHasABias(Model):
    """You look for attributes called weight and bias, and your code raises where a layer has no bias.

    Make a layer with bias=False. What is its bias, and what does parameters() give for it?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        layers = [(path, module) for path, module in model.named_modules() if hasattr(module, "weight")]
        return [(f"{path}.{name}", getattr(module, name)) for path, module in layers for name in ("weight", "bias")]

    def is_seen(self, _name: str) -> bool:
        return True  # who forgets the biases does not raise at one


@misconception("PAR-138", "leaves only", read=COUNTING, exercises=MODELS)
class LeavesOnly(Model):
    """You count the modules without children only.

    A module may own a parameter and layers as well. Where is its own parameter counted?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        leaves = [(path, module) for path, module in model.named_modules() if not list(module.children())]
        return [named for path, module in leaves for named in own(path, module)]


@misconception("PAR-139", "child by child", read=COUNTING, exercises=MODELS)
class ChildByChild(Model):
    """You add up what the children of the model have, child by child.

    What would your code count for a model that is one dense layer, and so has no children?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [
            (f"{path}.{name}", tensor)
            for path, child in model.named_children()
            for name, tensor in child.named_parameters()
        ]


@misconception("PAR-140", "again at every level", read=COUNTING, exercises=MODELS)
class AgainAtEveryLevel(Model):
    """You ask every module for all its parameters, so those of inner modules are counted again at each level.

    What does parameters() of a Sequential give: its own ones, or those of its layers as well?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [
            (f"{path}:{name}", tensor)
            for path, module in model.named_modules()
            for name, tensor in module.named_parameters()
        ]


@misconception("PAR-141", "convolutions and dense layers only", read=COUNTING, exercises=MODELS)
class ConvAndLinearOnly(Model):
    """You count the layers of the types Conv2d and Linear only.

    Which other modules may own parameters? Who could tell you of them all, whatever their type?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return of_types(model, KNOWN)


@misconception("PAR-142", "known types only", read=COUNTING, exercises=MODELS)
class KnownTypesOnly(Model):
    """You count the layers of the types Conv2d, Linear and BatchNorm2d only.

    Which other modules may own parameters? Who could tell you of them all, whatever their type?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return of_types(model, (*KNOWN, "BatchNorm2d"))


@misconception("PAR-143", "owner by owner", read=COUNTING, exercises=MODELS)
class OwnerByOwner(Model):
    """You count a weight that two layers share once for each of them.

    Two layers hold the same weight. If training changes it in one, what happens in the other?
    """

    def named_tensors(self, model: Any) -> Iterable[Named]:
        return [named for path, module in model.named_modules() for named in own(path, module)]
