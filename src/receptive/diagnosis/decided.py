"""Exercises that leave much to their writer: recognised by what they decide, whatever else was chosen.

Two people who hold one misconception about `make_loaders` draw other images, and two networks start from other numbers:
no value of the one is found in the other. `DECISIONS` in `graders/<topic>/<exercise>.py` asks what does not depend on
such choices: whether the parts are disjoint, how many rows come out, where it raises.
"""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.demonstrations import UNREADABLE, asked_of
from receptive.diagnosis.registry import Registry
from receptive.model import Status
from receptive.student.failures import CannotLoad, StudentFailure, StudentRaised
from receptive.student.model_process import ModelProcess
from receptive.student.process import StudentProcess

Answers = tuple[Any, ...]
NEUTRAL_SEED = 0
RAISES = "it raises"
MOST_PAIRS = 20  # the likeliest ones: code that is wrong everywhere would be held against hundreds


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
        if right is None or not different(theirs, right):
            return []
        wrong = {name: found for name in self._names(exercise) if (found := self._wrong(exercise, name, right))}
        alone = [[name] for name in wrong if self._decides(exercise, frozenset({name}), theirs)]
        pairs = map(list, likely_pairs(theirs, wrong, different(theirs, right)))
        return alone or [both for both in pairs if self._decides(exercise, frozenset(both), theirs)]

    def of(self, exercise: str, process: StudentProcess) -> Answers | None:
        """What code decides; None if it does not answer in time, or ends its process."""
        process.begin_criterion(NEUTRAL_SEED)
        ask, found = asked_of(process), []
        for question in self.registry.decisions(exercise):
            answer = ask(question)
            if isinstance(answer, StudentFailure):
                if isinstance(answer, CannotLoad) or answer.status is not Status.ERROR:
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

    def _wrong(self, exercise: str, name: str, right: Answers) -> dict[int, Any]:
        """What somebody who holds this one alone decides otherwise, by the place of the decision."""
        found = self.of_model(exercise, frozenset({name}))
        return {} if found is None else {at: found[at] for at in different(found, right)}

    def _decides(self, exercise: str, ids: frozenset[str], theirs: Answers) -> bool:
        found = self.of_model(exercise, ids)
        return found is not None and not different(found, theirs)


def likely_pairs(theirs: Answers, wrong: dict[str, dict[int, Any]], mistaken: frozenset[int]) -> list[tuple[str, str]]:
    """Two that may have made all these wrong decisions together, and none besides; the likeliest.

    Args:
        wrong: for each misconception what it alone decides otherwise, by the place of the decision.
        mistaken: the places of the student's wrong decisions.
    """
    # What gets a decision wrong that they got right is no part of what they hold
    possible = [name for name, found in wrong.items() if found.keys() <= mistaken]
    possible.sort(key=lambda name: (min(wrong[name]), name))
    pairs = [
        (one, other)
        for one, other in itertools.combinations(possible, 2)
        if wrong[one].keys() | wrong[other].keys() == mistaken
    ]

    def odd(both: tuple[str, str]) -> int:
        """How many answers neither of the two gives alone."""
        alone = [[wrong[name][at] for name in both if at in wrong[name]] for at in mistaken]
        return sum(
            not any(agree(each, theirs[at]) for each in given) for at, given in zip(mistaken, alone, strict=True)
        )

    return sorted(pairs, key=odd)[:MOST_PAIRS]


def different(one: Answers, other: Answers) -> frozenset[int]:
    """The decisions in which two differ, by their numbers."""
    return frozenset(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if not agree(a, b))
