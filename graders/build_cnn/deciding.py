"""What the decisions of several networks share: known numbers for whatever parameters there are, and answers in words.

Nothing here depends on what a network leaves to its writer: names and order of layers, widths, first values.
"""

from __future__ import annotations

import functools
import math
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from receptive.grader import Demonstration, StudentRaised, check, check_object

from .readings import outputs, parameters_of
from .requirements import REAL, require_items, require_list, require_tensor

AN_EXCEPTION = "an exception"
HIDDEN = "not in the state_dict"
UNSTEADY = "another one each time"
NORMALIZED = "another one in train mode"
MOST_NUMBERS = 2_000_000
NEAR = 1e-3  # of the largest number: what is less is rounding

Words = Callable[[Any, Any], Any]


def decision(call: str, ask: Words, **settings: Any) -> Demonstration:
    """One that is answered in words or small numbers, and also where the student's code raises."""

    def or_exception(student: Any, probes: Any) -> Any:
        try:
            return ask(student, probes)
        except StudentRaised:
            return AN_EXCEPTION

    return Demonstration(call, or_exception, ("words",), **{"verb": "is", **settings})


def once(read: Any) -> Any:
    """Reads a program once: its decisions, which are asked one after the other, share what is read."""
    kept: list[Any] = [lambda: None, {}]

    @functools.wraps(read)
    def ask(student: Any, probes: Any, *args: Any) -> Any:
        if kept[0]() is not student:
            kept[:] = weakref.ref(student), {}
        if args not in kept[1]:
            kept[1][args] = read(student, probes, *args)
        return kept[1][args]

    return ask


def finite(out: object) -> Tensor:
    """In double precision."""
    found = require_tensor(out)
    check(found.dtype in REAL and bool(found.isfinite().all()), "the result holds no real numbers")
    return found.double()


def results(probes: Any, net: Any, tensors: list[Tensor], *batches: Tensor) -> list[Tensor]:
    """What a network answers in eval mode with these parameters, given in their order; its own if there are none."""
    if not tensors:
        return [finite(out) for out in outputs(probes, net, [], *batches)]
    return [finite(out) for out in require_items(probes.with_parameters(net, tensors, *batches), len(batches))]


def shapes_of(probes: Any, net: Any) -> list[tuple[int, ...]]:
    shapes = [shape for _, shape in parameters_of(probes, net)]
    check(sum(map(math.prod, shapes)) <= MOST_NUMBERS, "there are too many parameters")
    return shapes


def positive(shapes: Sequence[tuple[int, ...]], sign: float = 1.0) -> list[Tensor]:
    """Numbers that no ReLU cuts off, nor changes what comes behind it; those of weights have the `sign`."""
    found = []
    for at, shape in enumerate(shapes):
        wave = 1.5 + torch.sin(torch.arange(math.prod(shape)) * 1.7 + at).reshape(shape)
        found.append(0.2 * wave if len(shape) < 2 else sign * wave / math.prod(shape[1:]))
    return found


def both_signs(shapes: Sequence[tuple[int, ...]], start: int) -> list[Tensor]:
    """Numbers of both signs that keep the size of what passes through them."""
    luck = torch.Generator().manual_seed(start)
    drawn = (torch.randn(shape, generator=luck) for shape in shapes)
    return [0.5 * one if one.ndim < 2 else 1.5 * one / math.sqrt(one[0].numel()) for one in drawn]


def images(count: int, channels: int, rows: int, columns: int) -> Tensor:
    """Images of both signs, the same each time."""
    return torch.randn(count, channels, rows, columns, generator=torch.Generator().manual_seed(count * rows))


def what_hides(student: Any, probes: Any, make: Callable[[Any], Any], x: Tensor) -> str:
    """Why nothing can be read of the parameters of a network, or an empty text."""
    probes.seeded(1)
    net, other = check_object(make(student)), check_object(make(student))
    first, second = results(probes, net, [], x, x)
    if far(first, second):
        return UNSTEADY
    loaded = finite(probes.with_state(other, probes.state(net), x))
    return HIDDEN if far(first, loaded) else ""


def far(one: Tensor, other: Tensor) -> bool:
    if one.shape != other.shape:
        return True
    return bool((one - other).abs().max() > NEAR * torch.maximum(one.abs(), other.abs()).max())


def follows_its_mode(probes: Any, net: Any, x: Tensor) -> str:
    """What train mode changes: nothing, each pass (dropout), or what is the same in each pass (normalization)."""
    net.train()
    passes = [finite(probes.answers(net, x)) for _ in range(2)]
    (calm,) = results(probes, net, [], x)
    if far(*passes):
        return "another one each time in train mode"
    return NORMALIZED if far(passes[0], calm) else "the same in both modes"


def without_effect(probes: Any, net: Any, x: Tensor) -> list[bool]:
    """Of each parameter, whether a push at it leaves the result as it is."""
    own, before, moved = require_items(probes.parameters_and_moves(net, x), 3)
    count = len(require_list(own, 200))
    return [torch.equal(require_tensor(before), require_tensor(after)) for after in require_items(moved, count)]
