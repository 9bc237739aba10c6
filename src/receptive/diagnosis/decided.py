"""Exercises that leave much to their writer: recognised by what they decide, whatever else was chosen.

Two people who hold one misconception about `make_loaders` draw other images, and two networks start from other numbers:
no value of the one is found in the other. `DECISIONS` in `graders/<topic>/<exercise>.py` asks what does not depend on
such choices: whether the parts are disjoint, how many rows come out, where it raises.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.demonstrations import UNREADABLE, asked_of
from receptive.diagnosis.registry import Registry
from receptive.model import Status
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.model_process import ModelProcess
from receptive.student.process import StudentProcess

Answers = tuple[Any, ...]
NEUTRAL_SEED = 0
RAISES = "it raises"


class Decided:
    """What the models of one topic decide in each exercise. Each is asked once, since the questions never change."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._of_models: dict[tuple[str, frozenset[str]], Answers | None] = {}

    def suspects(self, exercise: str, theirs: Answers) -> list[list[str]]:
        """Who decides as they did: those with one misconception, else those with two; the first wrong decision first.

        Args:
            theirs: what the student's code answers.
        """
        right = self.of_model(exercise, frozenset())
        if right is None or _alike(theirs, right):
            return []
        wrong = {name: different for name in self._names(exercise) if (different := self._wrong(exercise, name, right))}
        alone = [[name] for name in wrong if self._decides(exercise, frozenset({name}), theirs)]
        # What gets a decision wrong that they got right is no part of what they hold
        possible = [name for name, different in wrong.items() if different <= _different(theirs, right)]
        possible.sort(key=lambda name: (min(wrong[name]), name))
        pairs = map(list, itertools.combinations(possible, 2))
        return alone or [both for both in pairs if self._decides(exercise, frozenset(both), theirs)]

    def of(self, exercise: str, process: StudentProcess) -> Answers | None:
        """What code decides; None if it does not answer in time, or ends its process."""
        process.begin_criterion(NEUTRAL_SEED)
        ask, found = asked_of(process), []
        for question in self.registry.decisions(exercise):
            answer = ask(question)
            if isinstance(answer, StudentFailure):
                if answer.status not in (Status.ERROR, Status.FAILED):
                    return None
                found.append(RAISES if isinstance(answer, StudentRaised) else UNREADABLE)
            else:
                found.append(question.decides(answer))
        return tuple(found)

    def of_model(self, exercise: str, ids: frozenset[str]) -> Answers | None:
        """What somebody decides who holds these misconceptions; None where two of them exclude each other."""
        if (exercise, ids) not in self._of_models:
            model = self.registry.model(exercise, ids)
            self._of_models[exercise, ids] = None if model is None else self.of_program(exercise, model)
        return self._of_models[exercise, ids]

    def of_program(self, exercise: str, program: Any) -> Answers | None:
        """What a program of our own decides."""
        return self.of(exercise, ModelProcess("student", SimpleNamespace(**{exercise: program}), self.registry.probes))

    def _names(self, exercise: str) -> list[str]:
        return [entry.id for entry in self.registry.known if exercise in entry.exercises]

    def _wrong(self, exercise: str, name: str, right: Answers) -> frozenset[int]:
        found = self.of_model(exercise, frozenset({name}))
        return frozenset() if found is None else _different(found, right)

    def _decides(self, exercise: str, ids: frozenset[str], theirs: Answers) -> bool:
        found = self.of_model(exercise, ids)
        return found is not None and _alike(found, theirs)


def _different(one: Answers, other: Answers) -> frozenset[int]:
    return frozenset(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if not agree(a, b))


def _alike(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return not _different(tuple(one), tuple(other))
