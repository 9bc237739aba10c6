"""What the lesson says of misconceptions: in a sentence, and which questions have an answer for which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from receptive.catalogue.content import Content
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.report.misconception_map import Item, misconceptions_in
from receptive.model import quiz_name
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz

FIELD = "misconception"


def catchers_of(content: Content) -> dict[str, frozenset[Item]]:
    """Questions by misconception, each as (topic/quiz, id).

    Raises:
        ContentError: a quiz is broken.
    """
    found: dict[str, set[Item]] = {}
    for topic in content.topics():
        if content.quiz(topic).exists():
            for question in read_quiz(content.quiz(topic)).questions:
                for name in _find_named(question.model_dump()):
                    found.setdefault(name, set()).add((quiz_name(topic), question.id))
    return {name: frozenset(items) for name, items in found.items()}


def sentences_of(content: Content, gradebook: Gradebook) -> dict[str, str]:
    """By misconception that the class holds: what somebody does who holds it."""
    programs = Programs(content)
    diagnoses = (
        mark.diagnosis for student in gradebook.students for topic in student.topics for mark in topic.criteria
    )
    names = {name for one in diagnoses if one for name in misconceptions_in(one.misconception)}
    known = [programs.known(name) for name in sorted(names)]
    return {entry.id: entry.says for entry in known if entry}


def _find_named(value: Any) -> Iterator[str]:
    """Every misconception that a question names, wherever its type puts it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == FIELD and inner:
                yield from (inner,) if isinstance(inner, str) else inner
            else:
                yield from _find_named(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _find_named(inner)
