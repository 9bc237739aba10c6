"""The quizzes in what students receive: those that count, and every sealed variant, whatever file it hides in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from receptive.catalogue.content import SEALED
from receptive.quiz.schema import SCHEMA
from receptive.quiz.sealed_quiz import GRADED, SealedQuestion, SealedQuiz
from receptive.quiz.sealing import Sealed

IN_SCRIPTS = (
    re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL),
    re.compile(r"\.push\((\{.*\})\);"),  # what the pages of a site share
)
MAX_DEPTH = 50

T = TypeVar("T")


@dataclass
class Found:
    """What there is of quizzes. Questions have the name topic/question."""

    release: str = ""  # the name of the graded release
    graded: dict[str, SealedQuestion] = field(default_factory=dict)
    seals: dict[str, list[Sealed]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)  # files that hold questions with their answers


def find_quizzes(files: Iterable[tuple[str, bytes]]) -> Found:
    """Look for quizzes in files, by what is in them and not by their names."""
    found = Found()
    seen: set[str] = set()
    for name, data in files:
        if name.endswith(SEALED) or f"schema: {SCHEMA}".encode() in data:
            found.keys.add(name)
        for text in _json_texts(data):
            for item in _objects(text):
                _take(found, item, seen)
    return found


def _json_texts(data: bytes) -> Iterator[Any]:
    if b'"boxes"' not in data:  # a quiz of any kind has them
        return
    text = data.decode("utf-8", "replace")
    for one in (text, *(inside for pattern in IN_SCRIPTS for inside in pattern.findall(text))):
        try:
            yield json.loads(one)
        except (ValueError, RecursionError):
            continue


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    stack = [(data, 0)]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, dict):
            yield item
        if depth < MAX_DEPTH:
            inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
            stack += [(one, depth + 1) for one in inside]


def _take(found: Found, item: dict[str, Any], seen: set[str]) -> None:
    if item.get("schema") == GRADED:
        quiz = _parse(SealedQuiz, item)
        if quiz:
            found.release = quiz.made_from
            found.graded |= {f"{quiz.topic}/{question.id}": question for question in quiz.questions}
    elif item.get("salt") and item.get("boxes") and str(item["salt"]) not in seen:
        sealed = _parse(Sealed, _as_sealed(item))
        if sealed:
            seen.add(sealed.salt)
            found.seals.setdefault(f"{sealed.quiz}/{sealed.question}", []).append(sealed)


def _as_sealed(item: dict[str, Any]) -> dict[str, Any]:
    """A sealed variant as files have it; a page names it in one word and shows its texts as HTML."""
    quiz, question, number = (*str(item.get("name", "")).split("/"), "", "", "")[:3]
    named = {"quiz": quiz, "question": question, "number": number or 0, "prompt": item.get("promptHtml", "")}
    return {**named, "hints": [], "title": "", "type": "", **item}


def _parse(kind: type[T], item: dict[str, Any]) -> T | None:
    try:
        found: T = _adapter(kind).validate_python(item)  # type: ignore[arg-type]  # a class has a hash
    except ValidationError:
        return None
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """It takes longer to make than to use."""
    return TypeAdapter(kind)
