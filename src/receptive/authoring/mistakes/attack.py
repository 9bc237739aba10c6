"""Attacks sealed mistakes as a reader would who has the wheel and an hour: with answers that follow from nothing, with
the right answers, and by counting what would have to be guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from receptive.authoring.guessing import seconds_per_round
from receptive.authoring.mistakes.boxes import known_exercises
from receptive.authoring.unpacking import files_in
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.registry import Registry
from receptive.model import Topic
from receptive.recognition.asking import Unanswered, ask
from receptive.recognition.canonical_replies import spell, texts_of
from receptive.recognition.opening import ALL, Found, family, labels_of, recognize
from receptive.recognition.table import SealedExercise, SealedMistakes, read_text
from receptive.seals import Damaged
from receptive.student.model_process import ModelProcess

FOLDER = "graders/sealed/"
HOUR = 3600


def _raises(*_: Any, **__: Any) -> Any:
    raise LookupError("it answers nothing")


NOTHING: dict[str, Callable[..., Any]] = {  # programs that implement nothing
    "always 0": lambda *_, **__: 0,
    "always 1": lambda *_, **__: 1,
    "always None": lambda *_, **__: None,
    "an empty list": lambda *_, **__: [],
    "(0, 0)": lambda *_, **__: (0, 0),
    "the first argument": lambda *args, **_: args[0] if args else None,
    "the last argument": lambda *args, **_: args[-1] if args else None,
    "an exception": _raises,
}


@dataclass(frozen=True)
class BoxCost:
    """What the cheapest key of an exercise takes to guess, if each answer were one that a known program gives."""

    exercise: str
    boxes: int
    answers: int  # that the key is made of
    guesses: float
    seconds: float


@dataclass(frozen=True)
class MistakesAudit:
    problems: tuple[tuple[str, str], ...]  # file, and what it gives away
    opened: tuple[str, ...]  # by a program that implements nothing
    costs: tuple[BoxCost, ...]


def audit_mistakes(content: Content, folder: Path, counted: Collection[str] | None = None) -> MistakesAudit:
    """Attack the tables of a release.

    Args:
        counted: exercises of which guesses are counted, which takes longest; all where it is None.

    Raises:
        OSError: the folder cannot be read.
        ContentError: the lesson is broken.
    """
    problems: list[tuple[str, str]] = []
    opened: list[str] = []
    costs: list[BoxCost] = []
    seen: set[bytes] = set()
    for name, data in files_in(folder):
        slug = Path(name).stem
        if FOLDER not in name or data in seen or slug not in content.topics():
            continue
        seen.add(data)
        try:
            attack = _Attack(load_topic(content, slug), read_text(data))
            problems += [(name, what) for what in attack.with_right_answers()]
            opened += attack.with_nothing()
            costs += attack.costs(counted)
        except Damaged as why:
            problems.append((name, str(why)))
    return MistakesAudit(tuple(problems), tuple(opened), tuple(costs))


class _Attack:
    def __init__(self, topic: Topic, table: SealedMistakes) -> None:
        self.topic = topic
        self.table = table
        self.registry: Registry = Diagnostician(topic.grader).registry
        self.rounds_s = seconds_per_round() * table.head.rounds
        self.exercises: list[SealedExercise] = [
            sealed for name in known_exercises(topic) if (sealed := table.exercise(name))
        ]

    def _found(self, sealed: SealedExercise, program: Any) -> Found:
        module = SimpleNamespace(**{sealed.exercise: program})
        try:
            process = ModelProcess("student", module, self.registry.probes)
            return recognize(self.table.head, sealed, ask(sealed, process, self.topic.grader))
        except Unanswered:
            return Found()

    def with_right_answers(self) -> Iterator[str]:
        """Nothing may open with these, or a box would tell that an answer is right."""
        for sealed in self.exercises:
            found = self._found(sealed, self.registry.model(sealed.exercise, frozenset()))
            if found.wrong or found.refusing:
                yield f"a box of {sealed.exercise} opens with the right answers"

    def with_nothing(self) -> Iterator[str]:
        for sealed in self.exercises:
            for name, program in NOTHING.items():
                found = self._found(sealed, program)
                for one in filter(None, (found.wrong, found.refusing)):
                    yield f"{sealed.exercise}: {name} opens {one.diagnosis.misconception}"

    def costs(self, counted: Collection[str] | None) -> Iterator[BoxCost]:
        for sealed in self.exercises:
            if counted is not None and sealed.exercise not in counted:
                continue
            variety = self._variety(sealed)
            places = {family(number): each for number, each in enumerate(sealed.families)}
            whole = {ALL: range(len(variety)), **places}
            made_of = min(
                (whole[label] for label in labels_of(sealed) if label in whole),
                key=lambda each: math.prod(variety[at] for at in each),
            )
            guesses = float(math.prod(variety[at] for at in made_of))
            yield BoxCost(sealed.exercise, len(sealed.boxes), len(made_of), guesses, guesses * self.rounds_s)

    def _variety(self, sealed: SealedExercise) -> list[int]:
        """How many answers known programs give to each question."""
        names = [entry.id for entry in self.registry.known if sealed.exercise in entry.exercises]
        found: list[set[str]] = []
        for ids in [frozenset[str](), *(frozenset({name}) for name in names)]:
            module = SimpleNamespace(**{sealed.exercise: self.registry.model(sealed.exercise, ids)})
            try:
                process = ModelProcess("student", module, self.registry.probes)
                replies = ask(sealed, process, self.topic.grader).replies
            except Unanswered:
                continue
            found = found or [set() for _ in replies]
            for at, reply in enumerate(replies):
                found[at].add(next(texts_of(spell([reply], sealed.offset))))
        return [len(each) for each in found]
