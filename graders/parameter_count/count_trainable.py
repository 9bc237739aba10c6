"""`count_trainable`: what training may change in a model.

Models are described by lists here, as `probes.build` takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from receptive.grader import Block, Blocks, Case, Picture

from .blocks import made_of
from .count_questions import QUESTIONS, Description

SHAPES: dict[str, Any] = {
    "Linear": lambda n_in, n_out, **_: {"weight": (n_out, n_in), "bias": (n_out,)},
    "Conv2d": lambda c_in, c_out, kernel, groups=1, **_: {"weight": (c_out, c_in // groups, *kernel), "bias": (c_out,)},
    "BatchNorm2d": lambda channels: {"weight": (channels,), "bias": (channels,)},
    "ReLU": lambda: {},
    "Sequential": lambda *_: {},
    "Scaled": lambda shape, *_: {"scale": shape},
    "Shifted": lambda shape, **_: {"weight": shape, "bias": shape[:1]},
}


def count_trainable(description: Description) -> int:
    """Walk through the description. A module that comes again, and a weight that is another's, are nothing new."""
    kind, *arguments = description
    if kind == "again":
        return 0
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    count = sum(len(list(product(*map(range, shape)))) for shape, new in tensors(kind, arguments, options) if new)
    return 0 if options.get("frozen") == "all" else count + sum(map(count_trainable, modules_in(arguments)))


def tensors(kind: str, arguments: list[Any], options: dict[str, Any]) -> Iterator[tuple[Any, bool]]:
    """The shapes of what a layer holds itself, and whether training may change it and it is no other layer's."""
    shared = {name: value for name, value in options.items() if name in ("bias", "groups")}
    for name, shape in SHAPES[kind](*arguments, **shared).items():
        if name != "bias" or options.get("bias", True):
            tied = name == "weight" and "weight_of" in options
            yield shape, not (tied or name in options.get("frozen", ()))


def modules_in(arguments: list[Any]) -> list[Description]:
    return [value for value in arguments if isinstance(value, list) and value and isinstance(value[0], str)]


LINES = (
    "2·3 + 2 = 8",
    "(2·2 + 2) + (2·2 + 2) = 12",
    "3·2 + 3 = 9",
    "the one layer: 2·2 + 2 = 6",
    "0 + (1·3 + 1) = 4",
    "4 + 4 = 8",
    "3·2 = 6",
    "the biases: 0 + 3 = 3",
    "one weight, two biases: 2·2 + 2 + 2 = 8",
    "",
    "4 + 4 = 8",
    "3 + (2·2 + 2) = 9",
)
DEMONSTRATIONS = tuple(question.with_line(line) for question, line in zip(QUESTIONS, LINES, strict=True))


def pictures(case: Case, description: Description) -> Iterator[Picture]:
    yield made_of(case, *blocks_of(description, {}))


def blocks_of(description: Description, named: dict[str, str], frozen: bool = False) -> Iterator[Block]:
    """What each layer of a model has to learn."""
    kind, *arguments = description
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    frozen = frozen or options.get("frozen") == "all"
    if kind == "again":
        yield Block(f"{named[arguments[0]]} once more", "the same numbers", "0")
        return
    own, inner = list(tensors(kind, arguments, options)), modules_in(arguments)
    said = [value for value in arguments if value not in inner]
    name = named[options.get("name", "")] = f"{kind}({', '.join(map(str, said))})"
    new = [shape for shape, counts in own if counts and not frozen]
    products = " + ".join("·".join(map(str, shape)) for shape in new)
    if own:
        yield Block(name, products or "frozen", str(sum(map(prod, new))))
    for module in inner:
        yield from blocks_of(module, named, frozen)
    if kind == "BatchNorm2d":
        yield Block("its running mean and variance", "buffers, which are not trained", "0")


def example() -> Iterator[Picture]:
    parts = (
        Block("a dense layer", "6·(20 + 1)", "126"),
        Block("the same tensor once more", "tied, counted once", "0"),
        Block("a frozen layer", "requires_grad is False", "0"),
        Block("running mean and variance", "buffers", "0"),
    )
    yield Blocks("What training may change", parts, "126")
