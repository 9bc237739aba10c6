"""What demonstrations read of a network, and the small tensors that they put into it."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from receptive.grader import Demonstration, StudentRaised, a_thing, check, check_close, check_object

from .requirements import require_items, require_tensor

Rows = list[list[float]]
Batches = list[tuple[Tensor, Tensor]]

LOGITS = [[3.0, 0.0], [0.0, 0.0]]
ENOUGH = 1e-3  # what is smaller is rounding


def image_of(rows: Rows) -> Tensor:
    """One image of one channel."""
    return torch.tensor(rows, dtype=torch.float32)[None, None]


def plane(out: object, channel: int = 0) -> Any:
    """One channel of the only image that came back."""
    found = require_tensor(out)
    check(found.ndim == 4 and len(found) == 1 and found.shape[1] > channel, "the result is no image")
    return found[0, channel].numpy()


def number(value: object) -> float:
    """A number that came back, whatever its type."""
    check_close(value, 0.0, atol=math.inf)
    return float(value)  # type: ignore[arg-type]  # check_close has looked


def parameters_of(probes: Any, net: Any) -> list[tuple[str, tuple[int, ...]]]:
    found = probes.parameter_shapes(net)
    check(isinstance(found, list), "the parameters could not be looked at")
    return [(name, tuple(shape)) for name, shape in found]


def outputs(probes: Any, net: Any, tensors: list[Tensor], *batches: Tensor) -> list[Tensor]:
    return [require_tensor(out) for out in require_items(probes.outputs(net, tensors, *batches), len(batches))]


def shape_of(exercise: str, images: int, side: int) -> Demonstration:
    """The shape of a network's result, or the name of the error that comes instead."""

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(getattr(student, exercise)())
        try:
            (out,) = outputs(probes, net, [], torch.ones(images, 1, side, side))
        except StudentRaised as raised:
            return a_thing(raised)
        return tuple(out.shape)

    some = f"{images} image{'s' if images > 1 else ''}"
    call = f"the shape of {exercise}()(x) for x with {some} of {side}×{side}"
    return Demonstration(call, ask, ("shape", images, side), verb="is")


def waves(shapes: list[tuple[int, ...]]) -> list[Tensor]:
    """Numbers of both signs, the same each time."""
    count = sum(map(math.prod, shapes))
    numbers = 0.5 * (7.0 * torch.arange(1.0, count + 1)).sin()
    parts = numbers.split([math.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def bent(three: Tensor) -> list[float]:
    low, middle, high = three.double().tolist()
    return [round(value, 3) + 0.0 for value in (low, middle, high, low + high - 2 * middle)]  # and no minus zero


def is_bent(values: list[float]) -> bool:
    spread = max(values[:3]) - min(values[:3])
    return abs(values[3]) > ENOUGH * spread
