"""Reads a quiz file. Every error names the file, the line and the question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from receptive.catalogue.content import ContentError
from receptive.catalogue.plain_yaml import items_of, plain, text_of, value_of
from receptive.catalogue.yaml_nodes import compose, read_text
from receptive.quiz.schema import Quiz


def read_quiz(path: Path) -> Quiz:
    """The quiz of a topic.

    Raises:
        ContentError: the file cannot be read, is no YAML, or does not fit the schema.
    """
    node = compose(path, read_text(path))
    try:
        data = plain(path, node)
    except ContentError as wrong:
        raise ContentError(path, _question_at(node, wrong.line) + wrong.problem, wrong.line) from wrong
    _check_ids(path, node)
    try:
        return Quiz.model_validate(data)
    except ValidationError as wrong:
        first = _likeliest(wrong.errors(include_url=False))
        line, names = _place(node, first["loc"])
        raise ContentError(path, f"{names}: {_say(first)}" if names else _say(first), line) from wrong


def question_line(path: Path, question: str) -> int:
    """The line on which a question begins; 0 if it is not there."""
    for item in items_of(value_of(compose(path, read_text(path)), "questions")):
        if text_of(value_of(item, "id")) == question:
            return int(item.start_mark.line) + 1
    return 0


def question_names(path: Path) -> list[tuple[str, str]]:
    """Id and title of every question of a file, also of one that does not fit the schema.

    Raises:
        ContentError: the file cannot be read, or is no YAML.
    """
    items = items_of(value_of(compose(path, read_text(path)), "questions"))
    return [(text_of(value_of(item, "id")), text_of(value_of(item, "title"))) for item in items]


def _check_ids(path: Path, node: yaml.Node) -> None:
    """Every question has an id of its own."""
    known: set[str] = set()
    for item in items_of(value_of(node, "questions")):
        name = text_of(value_of(item, "id"))
        if name in known:
            raise ContentError(path, f"question {name!r}: the id is used twice", item.start_mark.line + 1)
        known |= {name} - {""}


def _question_at(node: yaml.Node, line: int) -> str:
    """The question on a line, in words; empty if there is none."""
    for number, item in enumerate(items_of(value_of(node, "questions")), start=1):
        if item.start_mark.line < line <= item.end_mark.line + 1:
            return f"question {text_of(value_of(item, 'id')) or f'number {number}'!r}: "
    return ""


def _place(node: yaml.Node, location: tuple[int | str, ...]) -> tuple[int, str]:
    """The line of the deepest node on the way to a mistake, and the way in words: question 'x', catches.0.run."""
    question, names = "", []
    for part in location:
        if isinstance(part, int):
            items = items_of(node)
            if part >= len(items):
                break
            node = items[part]
            names.append(str(part))
            if names[0] == "questions" and len(names) == 2:
                question, names = text_of(value_of(node, "id")) or f"number {part + 1}", []
        else:
            below = value_of(node, part)
            if below is None:
                continue  # the member of a union that pydantic tried, or a field that is missing
            node = below
            names.append(part)
    words = [f"question {question!r}" if question else "", ".".join(names)]
    return node.start_mark.line + 1, ", ".join(filter(None, words))


def _likeliest(errors: Sequence[Any]) -> Any:
    """The first mistake; of a parameter, which has several kinds, that of the kind that it is closest to."""
    first = errors[0]["loc"]
    if "params" not in first:
        return errors[0]
    kind_at = first.index("params") + 2
    kinds: dict[Any, list[Any]] = {}
    for error in errors:
        if error["loc"][:kind_at] == first[:kind_at]:
            kinds.setdefault(error["loc"][kind_at : kind_at + 1], []).append(error)
    return min(kinds.values(), key=lambda found: (len(found), found[0]["type"] in ("extra_forbidden", "missing")))[0]


def _say(error: Any) -> str:
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
