"""Reads a quiz file. Every error names the file, the line and the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from receptive.catalogue.yaml_nodes import Loader
from receptive.content import ContentError
from receptive.quiz.schema import Quiz

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
LOOSE = {"yes", "no", "on", "off", "y", "n"}  # true and false for YAML 1.1, and words for everybody else


def read_quiz(path: Path) -> Quiz:
    """The quiz of a topic.

    Raises:
        ContentError: the file cannot be read, is no YAML, or does not fit the schema.
    """
    node = _composed(path)
    data = _plain(path, node, 0)
    try:
        return Quiz.model_validate(data)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        line, names = _place(node, first["loc"])
        raise ContentError(path, f"{names}: {_said(first)}" if names else _said(first), line) from wrong


def question_line(path: Path, question: str) -> int:
    """The line on which a question begins; 0 if it is not there."""
    node = _composed(path)
    for item in _items(_value(node, "questions")):
        if _scalar(_value(item, "id")) == question:
            return int(item.start_mark.line) + 1
    return 0


def _composed(path: Path) -> yaml.Node:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ContentError(path, "is larger than a quiz can be")
        node = yaml.compose(data.decode("utf-8"), Loader)
    except FileNotFoundError as absent:
        raise ContentError(path, "there is no such file") from absent
    except OSError as refused:
        raise ContentError(path, f"cannot be read: {refused.strerror}") from refused
    except UnicodeDecodeError as broken:
        raise ContentError(path, f"is not UTF-8: {broken.reason}") from broken
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 0
        raise ContentError(path, f"is no YAML: {broken.problem}", line) from broken
    except yaml.YAMLError as broken:
        raise ContentError(path, f"is no YAML: {broken}") from broken
    if node is None:
        raise ContentError(path, "is empty")
    return node


def _plain(path: Path, node: yaml.Node, depth: int) -> Any:
    """The data of a node. Keys are texts and unique, and a bare yes or no is refused instead of being true or false."""
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise ContentError(path, "is nested too deeply", line)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise ContentError(path, f"{name} is given twice", key.start_mark.line + 1)
            found[name] = _plain(path, value, depth + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, item, depth + 1) for item in node.value]
    if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in LOOSE:
        raise ContentError(path, f"write true or false, or quote it: YAML takes a bare {node.value} for one", line)
    if node.tag not in SCALARS:
        raise ContentError(path, f"a value of kind {node.tag.rpartition(':')[2]} is not expected here; quote it", line)
    return SCALARS[node.tag](node.value)


def _whole(text: str) -> int:
    return int(text.replace("_", ""), 0)


SCALARS: dict[str, Any] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": _whole,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}


def _place(node: yaml.Node, location: tuple[int | str, ...]) -> tuple[int, str]:
    """The line of the deepest node on the way to a mistake, and the way in words: question 'x', catches.0.run."""
    question, names = "", []
    for part in location:
        if isinstance(part, int):
            items = _items(node)
            if part >= len(items):
                break
            node = items[part]
            names.append(str(part))
            if names[0] == "questions" and len(names) == 2:
                question, names = _scalar(_value(node, "id")) or f"number {part + 1}", []
        else:
            below = _value(node, part)
            if below is None:
                continue  # the member of a union that pydantic tried, or a field that is missing
            node = below
            names.append(part)
    words = [f"question {question!r}" if question else "", ".".join(names)]
    return node.start_mark.line + 1, ", ".join(filter(None, words))


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _said(error: Any) -> str:
    """pydantic's message in the words of a quiz."""
    match error["type"]:
        case "missing":
            return f"{error['loc'][-1]} is missing"
        case "extra_forbidden":
            return f"{error['loc'][-1]} is no field here"
        case "value_error":
            return str(error["ctx"]["error"])
        case "union_tag_invalid":
            return f"{error['ctx']['tag']!r} is no type of question; there are {error['ctx']['expected_tags']}"
        case _:
            return str(error["msg"])
