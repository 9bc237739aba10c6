"""The programs of the row `trivial`: each is a whole submission that implements nothing.

A constant, the input echoed, numbers of the right shape that follow from nothing, an exception for everything, answers
remembered from another run. Those of the right shape are the reference solution whose answers are filled with other
numbers: what a network or an array is made of stays right, and nothing that it gives is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receptive.authoring.remembering import remembering
from receptive.catalogue.content import Content
from receptive.grading.session import GraderSession
from receptive.model import Topic

CONSTANTS = (
    "0",
    "1",
    "2",
    "3",
    "0.0",
    "1.0",
    "0.5",
    "float('nan')",
    "''",
    "()",
    "[]",
    "{}",
    "set()",
    "range(0)",
    "True",
    "(0, 0)",
    "(1, 1)",
)
REMEMBERED = ("open criteria remembered", "another run remembered")
SHOWN_CONSTANTS = 25  # numbers and tuples of the texts that students have, the most frequent first
FEW = 3  # of them, where each run trains networks
NUMBERS = re.compile(r"(?<![\w.])(?:\(\d[\d., ]*\)|\d+(?:\.\d+)?)(?![\w.])")

CONSTANT = "def {name}(*args, **kwargs): return {constant}\n"
ECHO = """
def {name}(*args, **kwargs):
    given = [*args, *kwargs.values()]
    return given[min({number}, len(given) - 1)]
"""
LIKE_INPUT = """
def {name}(*args, **kwargs):
    import numpy
    for given in args:
        if isinstance(given, numpy.ndarray):
            return {made}
    return {otherwise}
"""
MADE = {  # like an array that is given; otherwise
    "zeros like the input": ("numpy.zeros_like(given)", "0"),
    "ones like the input": ("numpy.ones_like(given)", "1"),
    "NaN like the input": ("numpy.full(given.shape, numpy.nan)", "float('nan')"),
    "noise like the input": ("numpy.random.default_rng(0).uniform(0, 9, given.shape)", "5"),
}
# Of the right shape: how the numbers of an answer come about, from how many they are and from what was given
FILLS = {  # "the same noise" is so for all inputs of a size
    "0": "[0.0] * count",
    "1": "[1.0] * count",
    "NaN": "[float('nan')] * count",
    "noise": "[chance.uniform(0, 9) for _ in range(count)]",
    "the same noise": "[same.random() for same in [random.Random(count)] for _ in range(count)]",
    "the input": "[given[place % len(given)] for place in range(count)]",
}
FILLED = """
import copy
import random
import sys

def _filling(right):  # all in one name, so that none of the solution's is lost
    chance = random.Random(0)
    numpy = sys.modules.get("numpy")  # not loaded for this: where it is not, there are no arrays

    def answer(*args, **kwargs):
        try:
            args, kwargs = copy.deepcopy((args, kwargs))  # what the right one does to its arguments is left undone
            return filled(right(*args, **kwargs), flat([*args, *kwargs.values()]))
        except Exception:
            return numbers(1, [1])[0]

    def numbers(count, given):
        return {fill}

    def flat(values):
        arrays = [x.ravel().tolist() for x in values if hasattr(x, "ravel")]
        return next(filter(None, arrays), [x for x in values if isinstance(x, (int, float))] or [1])

    def filled(value, given):
        if numpy and isinstance(value, (numpy.ndarray, numpy.generic)):
            with numpy.errstate(all="ignore"):
                made = numpy.array(numbers(value.size, given)).reshape(value.shape).astype(value.dtype)
            return made if isinstance(value, numpy.ndarray) else made[()]
        if "torch" in globals() and isinstance(value, torch.Tensor):
            made = torch.tensor(numbers(value.numel(), given)).reshape(value.shape).to(value.dtype)
            return made + 0 * value if value.is_floating_point() else made  # so that it can be trained
        if "torch" in globals() and isinstance(value, torch.nn.Module):
            value.register_forward_hook(lambda module, args, out: filled(out, flat(args)))
            return value
        if "torch" in globals() and isinstance(value, torch.utils.data.DataLoader):
            return torch.utils.data.DataLoader([filled(batch, given) for batch in value], batch_size=None)
        if isinstance(value, (list, tuple, set)):
            return type(value)(filled(item, given) for item in value)
        if isinstance(value, dict):
            return {{key: filled(item, given) for key, item in value.items()}}
        if isinstance(value, (int, float)):
            number = numbers(1, given)[0]
            return number if number != number else type(value)(number)
        return range(int(numbers(1, given)[0])) if isinstance(value, range) else value

    return answer
"""
ANSWERS_FILLED = "{name} = _filling({name})\n"
REFUSES = "def {name}(*args, **kwargs):\n    raise {error}({text!r})\n"
REFUSES_BY_TYPE = """
def {name}(*args, **kwargs):
    odd = any(not isinstance(x, (int, tuple, list)) or isinstance(x, bool) for x in [*args, *kwargs.values()])
    raise (TypeError if odd else ValueError)({text!r})
"""
# Of networks: what has no layers, looks at nothing, or has never learned; and loops without training or data in them
NETWORK = """
import torch
def {name}(*args, **kwargs): return {network}
"""
NETWORKS = {
    "the image as it is": "torch.nn.Identity()",
    "no layers": "torch.nn.Sequential()",
    "one dense layer": "torch.nn.Sequential(torch.nn.Flatten(), torch.nn.LazyLinear(10))",
    "the mean": "torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.LazyLinear(10))",
    "empty loaders": "(torch.utils.data.DataLoader([]), torch.utils.data.DataLoader([]))",
}


@dataclass(frozen=True)
class Trivial:
    """A whole submission that implements nothing."""

    name: str
    source: str


def trivial_programs(content: Content, session: GraderSession, in_full: bool) -> Iterator[Trivial]:
    """All of them for a topic."""
    topic = session.topic
    names = [exercise.name for exercise in topic.exercises]
    trains = "torch" in topic.packages
    shown = _find_constants(topic)[: SHOWN_CONSTANTS if in_full or not trains else FEW]
    for constant in dict.fromkeys([*CONSTANTS, *shown]):
        yield _of_all(f"constant {constant}", names, CONSTANT, constant=constant)
    for number in range(3):
        yield _of_all(f"argument {number} echoed", names, ECHO, number=number)
    for told, (made, otherwise) in MADE.items():
        yield _of_all(told, names, LIKE_INPUT, made=made, otherwise=otherwise)
    solution = content.solution(topic.slug).read_text("utf-8")
    for told, fill in FILLS.items():
        filled = _of_all(f"{told} in the right shape", names, ANSWERS_FILLED)
        yield Trivial(filled.name, f"{solution}\n{FILLED.format(fill=fill)}\n{filled.source}")
    if trains:
        for told, network in NETWORKS.items():
            yield _of_all(told, names, NETWORK, network=network)
    every_name = " ".join(sorted(_argument_names(topic)))
    for error in ("ValueError", "TypeError"):
        yield _of_all(f"{error} always", names, REFUSES, error=error, text=f"{every_name} 0 1 2 3")
    yield _of_all("refuses everything", names, REFUSES_BY_TYPE, text=f"{every_name} 0 1 2 3")
    for program, only_open in zip(REMEMBERED, (True, False), strict=True):
        yield Trivial(program, remembering(content, session, "another run", only_open))


def _of_all(name: str, names: Sequence[str], template: str, **fields: object) -> Trivial:
    return Trivial(name, "\n".join(template.format(name=each, **fields) for each in names))


def _find_constants(topic: Topic) -> list[str]:
    """Numbers and tuples that stand in the README and the stub."""
    text = topic.readme.read_text("utf-8") + topic.stub.read_text("utf-8")
    found = [match.group() for match in NUMBERS.finditer(text)]
    return sorted(dict.fromkeys(filter(_is_literal, found)), key=lambda value: -found.count(value))


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _argument_names(topic: Topic) -> set[str]:
    tree = ast.parse(topic.stub.read_text("utf-8"))
    return {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)} - {"self"}
