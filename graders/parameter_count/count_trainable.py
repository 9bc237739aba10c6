"""`count_trainable`: what training may change in a model.

Models are described by lists here, as `probes.build` takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from receptive.grader import Block, Blocks, Case, Demonstration, Picture, check

from .blocks import made_of

Description = list[Any]

SHAPES: dict[str, Any] = {
    "Linear": lambda n_in, n_out, **_: {"weight": (n_out, n_in), "bias": (n_out,)},
    "Conv2d": lambda c_in, c_out, kernel, groups=1, **_: {"weight": (c_out, c_in // groups, *kernel), "bias": (c_out,)},
    "BatchNorm2d": lambda channels: {"weight": (channels,), "bias": (channels,)},
    "ReLU": lambda: {},
    "Sequential": lambda *_: {},
    "Scaled": lambda shape, *_: {"scale": shape},
}


def count_trainable(description: Description) -> int:
    """Walk through the description. A module that comes again, and a weight that is another's, are nothing new."""
    kind, *arguments = description
    if kind == "again":
        return 0
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    shared = {name: value for name, value in options.items() if name in ("bias", "groups")}
    count = 0
    for name, shape in SHAPES[kind](*arguments, **shared).items():
        absent = name == "bias" and not options.get("bias", True)
        tied = name == "weight" and "weight_of" in options
        if not (absent or tied or name in options.get("frozen", ())):
            count += len(list(product(*map(range, shape))))
    inner = [value for value in arguments if isinstance(value, list) and value and isinstance(value[0], str)]
    return 0 if options.get("frozen") == "all" else count + sum(map(count_trainable, inner))


def counted(model: str, description: Description, line: str) -> Demonstration:
    """A model as one would type it, as `probes.build` takes it, and what it has to learn."""

    def ask(student: Any, probes: Any) -> Any:
        count = student.count_trainable(probes.build(description))
        check(isinstance(count, int | float), "the result is no number")
        return count

    return Demonstration(f"count_trainable({model})", ask, (description,), lambda _: line)


DEMONSTRATIONS = (
    counted("nn.Linear(3, 2)", ["Linear", 3, 2], "2·3 + 2 = 8"),
    counted(
        "nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))",
        ["Sequential", ["Linear", 2, 2], ["Linear", 2, 2]],
        "(2·2 + 2) + (2·2 + 2) = 12",
    ),
    counted(
        "nn.Sequential(nn.Sequential(nn.Linear(2, 3)))",
        ["Sequential", ["Sequential", ["Linear", 2, 3]]],
        "3·2 + 3 = 9",
    ),
    counted(
        "nn.Sequential(a, a) with a = nn.Linear(2, 2)",
        ["Sequential", ["Linear", 2, 2, {"name": "a"}], ["again", "a"]],
        "the one layer: 2·2 + 2 = 6",
    ),
    counted(
        "nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1)) with the first layer frozen",
        ["Sequential", ["Linear", 2, 3, {"frozen": "all"}], ["Linear", 3, 1]],
        "0 + (1·3 + 1) = 4",
    ),
    counted("nn.BatchNorm2d(4)", ["BatchNorm2d", 4], "4 + 4 = 8"),
)


def pictures(case: Case, description: Description) -> Iterator[Picture]:
    yield made_of(case, *blocks_of(description, {}))


def blocks_of(description: Description, named: dict[str, str], frozen: bool = False) -> Iterator[Block]:
    """What each layer of a model has to learn."""
    kind, *arguments = description
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    frozen = frozen or options.get("frozen") == "all"
    if kind == "Sequential":
        for inner in arguments:
            yield from blocks_of(inner, named, frozen)
        return
    if kind == "again":
        yield Block(f"{named[arguments[0]]} once more", "the same numbers", "0")
        return
    sizes = SHAPES[kind](*arguments).values()
    name = named[options.get("name", "")] = f"{kind}({', '.join(map(str, arguments))})"
    products = " + ".join("·".join(map(str, size)) for size in sizes)
    yield Block(name, "frozen" if frozen else products, str(0 if frozen else sum(map(prod, sizes))))
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
