"""Programs that implement nothing: each earns next to nothing, whichever of them somebody hands in.

A constant, the input echoed, blanks of the right shape, an exception for everything, answers remembered from another
run: whoever passes a criterion with one of these has not done what it asks. Where a criterion asks all there is to ask,
knowing the answers by heart is knowing them: `by_heart.yaml` beside the grader names it, with the reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.grading import grade_source
from receptive.authoring.partial import read_partial
from receptive.authoring.remembering import remembering
from receptive.catalogue.content import Content
from receptive.grading.session import GraderSession
from receptive.model import Status, Topic

MOST_OF_A_TOPIC = 0.05
SEED = "trivial"
CONSTANTS = (
    "0",
    "1",
    "2",
    "3",
    "0.0",
    "1.0",
    "0.5",
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
NUMBERS = re.compile(r"(?<![\w.])(?:\(\d[\d., ]*\)|\d+(?:\.\d+)?)(?![\w.])")

CONSTANT = "def {name}(*args, **kwargs): return {constant}\n"
ECHO = """
def {name}(*args, **kwargs):
    given = [*args, *kwargs.values()]
    return given[min({number}, len(given) - 1)]
"""
FILLED = """
def {name}(*args, **kwargs):
    import numpy
    for given in args:
        if isinstance(given, numpy.ndarray):
            return numpy.{how}(given)
    return {otherwise}
"""
BLANK = """
def _blank(value, number):
    if type(value).__module__ == "numpy":
        import numpy
        return numpy.full_like(value, number)
    if "torch" in globals() and isinstance(value, torch.Tensor):
        return torch.full_like(value, number)
    if "torch" in globals() and isinstance(value, torch.nn.Module):
        value.register_forward_hook(lambda module, args, out: _blank(out, number))
        return value
    if "torch" in globals() and isinstance(value, torch.utils.data.DataLoader):
        return torch.utils.data.DataLoader([_blank(batch, number) for batch in value], batch_size=None)
    if isinstance(value, (list, tuple, set)):
        return type(value)(_blank(item, number) for item in value)
    if isinstance(value, dict):
        return {key: _blank(item, number) for key, item in value.items()}
    if isinstance(value, (int, float)):
        return type(value)(number)
    return range(number) if isinstance(value, range) else value
"""
BLANKED = """
_right_{name} = {name}
def {name}(*args, **kwargs):
    import copy
    try:
        args, kwargs = copy.deepcopy((args, kwargs))  # what the right one does to its arguments is left undone
        return _blank(_right_{name}(*args, **kwargs), {number})
    except Exception:
        return {number}
"""
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
NOISE = """
_noisy_{name} = {name}
def {name}(*args, **kwargs):
    import copy
    args, kwargs = copy.deepcopy((args, kwargs))
    made = _noisy_{name}(*args, **kwargs)
    if isinstance(made, torch.nn.Module):
        made.register_forward_hook(lambda module, args, out: torch.randn_like(out) + 0 * out)
        return made
    return 0.5
"""


@dataclass(frozen=True)
class Trivial:
    """A whole submission that implements nothing."""

    name: str
    source: str


def check_trivial(content: Content, session: GraderSession, effort: Effort) -> Found:
    """What such programs earn, all of them together, counted by the criteria that any of them passes."""
    passed: dict[str, list[str]] = {}
    for program in _programs(content, session, effort):
        for outcome in grade_source(session, program.source.encode(), SEED).outcomes:
            if outcome.status is Status.PASSED:
                passed.setdefault(outcome.criterion.id, []).append(program.name)
    topic, path = session.topic, session.topic.grader / "by_heart.yaml"
    by_heart = read_partial(path)
    idle = [name for name in by_heart if not set(passed.get(name, ())) & set(REMEMBERED)]
    for name in by_heart:
        passed[name] = [program for program in passed.get(name, ()) if program not in REMEMBERED]
    passed = {name: programs for name, programs in passed.items() if programs}
    earned = sum(criterion.points for criterion in topic.criteria if criterion.id in passed)
    found = f"programs that implement nothing earn {earned:g} of {topic.max_points:g} points"
    told = tuple(f"{name} is passed by: {', '.join(programs[:4])}" for name, programs in passed.items())
    faults = tuple(f"{path.name}: {name} is passed by no program that knows answers by heart" for name in idle)
    if earned < MOST_OF_A_TOPIC * topic.max_points:
        return Found((Line("trivial", "; ".join([found, *told]), faults),))
    return Found((Line("trivial", found, told + faults),))


def _programs(content: Content, session: GraderSession, effort: Effort) -> Iterator[Trivial]:
    topic = session.topic
    names = [exercise.name for exercise in topic.exercises]
    solution = content.solution(topic.slug).read_text("utf-8")
    shown = _find_constants(topic)[: SHOWN_CONSTANTS if effort.is_full or "torch" not in topic.packages else 3]
    for constant in dict.fromkeys([*CONSTANTS, *shown]):
        yield _of_all(f"constant {constant}", names, CONSTANT, constant=constant)
    for number in range(3):
        yield _of_all(f"argument {number} echoed", names, ECHO, number=number)
    for how, otherwise in (("zeros_like", "0"), ("ones_like", "1")):
        yield _of_all(f"{how} of the input", names, FILLED, how=how, otherwise=otherwise)
    for number in (0, 1):
        blanked = "".join(BLANKED.format(name=name, number=number) for name in names)
        yield Trivial(f"{number} in the right shape", f"{solution}\n{BLANK}\n{blanked}")
    if "torch" in topic.packages:
        for told, network in NETWORKS.items():
            yield _of_all(told, names, NETWORK, network=network)
        yield Trivial("noise in the right shape", f"{solution}\n{''.join(NOISE.format(name=name) for name in names)}")
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
