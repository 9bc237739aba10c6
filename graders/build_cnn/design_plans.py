"""A design as plain data: the layers of a network one after the other, built again on this side and counted here.

What a worker says of its layers need not be true, and does not matter: what is said is what is built, counted and
trained. docs/decisions/0037 has the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from receptive.grader import check, check_object

from .design_shapes import CLASSES, SIDE
from .requirements import is_near, require_items, require_list, require_real, require_tensor
from .tensors import normal

PARAMETERS, MACS = 5_000, 250_000
MOST_LAYERS = 40
MOST_NUMBERS = 1_000_000  # in the layers, and in what one of them gives: what is looked at, to say that it is too much
LARGEST = 4096  # of a number of channels or features
WIDEST = 32  # of a window, its stride and its padding
NOT_READ = "the layers of the network could not be read"
SEQUENCE = "the network is not an nn.Sequential of layers that the README names"

SIZED = ("Conv2d", "Linear")
ACTIVATIONS = ("ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Tanh", "Sigmoid")
PLAIN = (*ACTIVATIONS, "Identity", "Dropout", "Dropout2d")
POOLS = ("MaxPool2d", "AvgPool2d")
TO_ONE = ("AdaptiveMaxPool2d", "AdaptiveAvgPool2d")
KINDS = (*SIZED, *PLAIN, *POOLS, *TO_ONE, "BatchNorm2d", "Flatten", "Softmax", "LogSoftmax")
WINDOW = ("kernel_size", "stride", "padding", "dilation")


@dataclass(frozen=True)
class Layer:
    kind: str
    settings: tuple[tuple[str, Any], ...]  # as PyTorch names them

    def build(self) -> nn.Module:
        made: nn.Module = getattr(nn, self.kind)(**dict(self.settings))
        return made


@dataclass(frozen=True)
class Plan:
    """The layers of a design, and what they cost for one image."""

    layers: tuple[Layer, ...]
    parameters: int
    macs: int
    maps: tuple[tuple[int, ...], ...]  # what each layer gives for one image

    def build(self) -> nn.Sequential:
        """With first values of PyTorch's."""
        return nn.Sequential(*(layer.build() for layer in self.layers))

    @property
    def bends(self) -> bool:
        return any(layer.kind in ACTIVATIONS for layer in self.layers)

    @property
    def places(self) -> int:
        """Of how many places of a map the dense layers are told apart."""
        given = ((1, SIDE, SIDE), *self.maps)
        flattened = [before for layer, before in zip(self.layers, given, strict=False) if layer.kind == "Flatten"]
        return max((math.prod(before[1:]) for before in flattened), default=1)


def require_plan(student: Any, probes: Any, rng: np.random.Generator) -> Plan:
    """The design of a network that computes what its layers compute, and nothing besides."""
    net = check_object(student.DesignNet())
    x = normal(rng, 4, 1, SIDE, SIDE)
    (out,) = require_items(probes.outputs(net, [], x), 1)
    plan = read_plan(probes, net)
    twin = plan.build()
    own = list(twin.state_dict().values())
    found = probes.state(net)
    check(isinstance(found, dict) and len(found) == len(own), SEQUENCE)
    for mine, theirs in zip(own, found.values(), strict=True):
        check(require_tensor(theirs).shape == mine.shape, SEQUENCE)
        mine.copy_(theirs)
    with torch.no_grad():
        want = twin.eval()(x)
    same = is_near(require_real(out, want.shape), want)
    check(same, "the network computes something else than its layers, one after the other, compute")
    return plan


def read_plan(probes: Any, net: Any) -> Plan:
    """Of a network that has been run once: lazy layers have no sizes before."""
    layers = tuple(_layer(*require_items(entry, 2)) for entry in require_list(probes.layers(net), MOST_LAYERS))
    numbers = sum(map(_numbers, layers))
    check(numbers <= MOST_NUMBERS, "there are too many parameters", f"{numbers:,}, at most {PARAMETERS:,}")
    modules = [layer.build() for layer in layers]
    x, macs, maps = torch.zeros(1, 1, SIDE, SIDE), 0, []
    with torch.no_grad():
        for module in modules:
            x = module.eval()(x)
            check(x.numel() <= MOST_NUMBERS, "what a layer gives is too large")
            macs += _macs(module, x)
            maps.append(tuple(x.shape[1:]))
    parameters = sum(one.numel() for module in modules for one in module.parameters())
    check(parameters > 0, "the network has no parameters")
    return Plan(layers, parameters, macs, tuple(maps))


def require_budget(plan: Plan, macs: int = MACS) -> None:
    check(
        plan.parameters <= PARAMETERS,
        "there are too many parameters",
        f"{plan.parameters:,}, at most {PARAMETERS:,}",
    )
    check(plan.macs <= macs, "there are too many multiply-accumulates", f"{plan.macs:,}, at most {macs:,}")


def require_classes(plan: Plan) -> None:
    """As many results as there are shapes, at least: else nothing can be learned."""
    shape = plan.maps[-1]
    check(len(shape) == 1 and shape[0] >= CLASSES, "the network has fewer results than there are shapes")


def _macs(module: nn.Module, out: Tensor) -> int:
    """Each weight of a filter works once at each place of its map, each weight of a dense layer once."""
    if isinstance(module, nn.Conv2d):
        return module.weight.numel() * math.prod(out.shape[2:])
    return module.weight.numel() if isinstance(module, nn.Linear) else 0


def _layer(kind: Any, settings: Any) -> Layer:
    check(type(kind) is str and kind in KINDS, SEQUENCE)
    check(isinstance(settings, dict), NOT_READ)
    for name, value in settings.items():
        check(_is_sound(name, value), NOT_READ)
    return Layer(kind, tuple((str(name), _paired(value)) for name, value in settings.items()))


def _paired(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _is_sound(name: Any, value: Any) -> bool:
    """Whether a setting is one that a layer can have, and small."""
    if name == "padding" and value in ("same", "valid"):
        return True
    if name in WINDOW or name == "output_size":
        pair = value if isinstance(value, list | tuple) else [value]
        return 1 <= len(pair) <= 2 and all(type(one) is int and 0 <= one <= WIDEST for one in pair)
    if name in ("bias", "ceil_mode"):
        return type(value) is bool
    if name in ("start_dim", "end_dim", "dim"):
        return type(value) is int and -4 <= value <= 4
    if name in ("p", "negative_slope"):
        return type(value) is float and 0 <= value < 1
    return name in COUNTS and type(value) is int and 1 <= value <= LARGEST


COUNTS = ("in_channels", "out_channels", "groups", "in_features", "out_features", "num_features")


def _numbers(layer: Layer) -> int:
    """The weights of a layer that is not built yet."""
    has = dict(layer.settings)
    if layer.kind == "Conv2d":
        kernel: Sequence[int] = has["kernel_size"]
        return int(has["in_channels"] // has["groups"] * has["out_channels"] * math.prod(kernel))
    return int(has["in_features"] * has["out_features"]) if layer.kind == "Linear" else 0
