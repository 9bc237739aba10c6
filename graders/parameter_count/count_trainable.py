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
    counted("nn.Linear(2, 3, bias=False)", ["Linear", 2, 3, {"bias": False}], "3·2 = 6"),
    counted(
        "nn.Sequential(nn.Linear(2, 3)) with the weight frozen",
        ["Sequential", ["Linear", 2, 3, {"frozen": ["weight"]}]],
        "the biases: 0 + 3 = 3",
    ),
    counted(
        "nn.Sequential(a, b), two nn.Linear(2, 2) with b.weight = a.weight",
        ["Sequential", ["Linear", 2, 2, {"name": "a"}], ["Linear", 2, 2, {"weight_of": "a"}]],
        "one weight, two biases: 2·2 + 2 + 2 = 8",
    ),
    counted("a module with one parameter `scale` of shape (3,)", ["Scaled", (3,)], ""),
    counted("a module with a `weight` of shape (4,) and a `bias` of shape (4,)", ["Shifted", (4,)], "4 + 4 = 8"),
    counted(
        "a module with a parameter of shape (3,) and an nn.Linear(2, 2)",
        ["Scaled", (3,), ["Linear", 2, 2]],
        "3 + (2·2 + 2) = 9",
    ),
)


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
