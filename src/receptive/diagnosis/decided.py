"""Exercises that leave much to their writer: recognized by what they decide, whatever else was chosen.

Two people who hold one misconception about `make_loaders` draw other images, and two networks start from other numbers:
no value of the one is found in the other. `DECISIONS` in `graders/<topic>/<exercise>.py` asks what does not depend on
such choices: whether the parts are disjoint, how many rows come out, where it raises.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.demonstrations import NEUTRAL_SEED, UNREADABLE, Demonstration, asked_of
from receptive.diagnosis.registry import Registry
from receptive.model import Status
from receptive.student.failures import CannotLoad, StudentFailure, StudentRaised
from receptive.student.model_process import ModelProcess
from receptive.student.process import StudentProcess

Answers = tuple[Any, ...]
RAISES = "it raises"
MOST_PAIRS = 20  # the likeliest ones: code that is wrong everywhere would be held against hundreds


class NoAnswer(Exception):
    """Code does not answer in time, ends its process, or is not there."""


class Decided:
    """What the models of one topic decide in each exercise. Each is asked once, since the questions never change."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._of_models: dict[tuple[str, frozenset[str]], _Asked | None] = {}

    def suspects(self, exercise: str, theirs: Answers) -> list[list[str]]:
        """Who decides as they did: those with one misconception, else those with two; the first wrong decision first.

        Args:
            theirs: what the student's code answers.
        """
        right = self.of_model(exercise, frozenset())
        mistaken = different(theirs, right) if right is not None else frozenset()
        if right is None or not mistaken:
            return []
        # Most suspects are right where the code is wrong: what they decide there is asked first
        wanted = {at: theirs[at] for at in sorted(range(len(theirs)), key=lambda at: (at not in mistaken, at))}
        names = [entry.id for entry in self.registry.known if exercise in entry.exercises]
        alone = [[name] for name in names if self._decides(exercise, frozenset({name}), wanted)]
        return alone or [
            list(both)
            for both in likely_pairs(theirs, self._possible(exercise, names, theirs, right), mistaken)
            if self._decides(exercise, frozenset(both), wanted)
        ]

    def of(self, exercise: str, process: StudentProcess) -> Answers | None:
        """What code decides; None if it does not answer in time, or ends its process."""
        try:
            return tuple(answers_to(self.registry.decisions(exercise), process))
        except NoAnswer:
            return None

    def of_model(self, exercise: str, ids: frozenset[str]) -> Answers | None:
        """What somebody decides who holds these misconceptions; None where two of them exclude each other."""
        asked = self._asked(exercise, ids)
        return None if asked is None else asked.all()

    def of_program(self, exercise: str, program: Any) -> Answers | None:
        """What a program of our own decides."""
        return self.of(exercise, self._process(exercise, program))

    def _asked(self, exercise: str, ids: frozenset[str]) -> _Asked | None:
        if (exercise, ids) not in self._of_models:
            model = self.registry.model(exercise, ids)
            questions = self.registry.decisions(exercise)
            asked = None if model is None else _Asked(questions, functools.partial(self._process, exercise, model))
            self._of_models[exercise, ids] = asked
        return self._of_models[exercise, ids]

    def _process(self, exercise: str, program: Any) -> ModelProcess:
        return ModelProcess("student", SimpleNamespace(**{exercise: program}), self.registry.probes)

    def _possible(self, exercise: str, names: list[str], theirs: Answers, right: Answers) -> dict[str, dict[int, Any]]:
        """What those decide otherwise, by place, of whom two together are wrong where the student was, and only there.

        Nobody is asked further than one of the pairs that are left needs it.
        """
        mistaken = different(theirs, right)
        asked = {name: one for name in names if (one := self._asked(exercise, frozenset({name})))}
        pairs = list(itertools.combinations(asked, 2))
        for at in range(len(right)):

            @functools.cache
            def wrong(name: str, at: int = at) -> bool:
                return asked[name].is_wrong(at, right)

            pairs = [both for both in pairs if any(map(wrong, both)) == (at in mistaken)]
        left = {name for both in pairs for name in both}
        found = {name: asked[name].wrong(right) for name in asked if name in left}  # the order decides between equals
        return {name: found[name] for name in found if found[name]}

    def _decides(self, exercise: str, ids: frozenset[str], wanted: dict[int, Any]) -> bool:
        asked = self._asked(exercise, ids)
        return asked is not None and asked.gives(wanted)


class _Asked:
    """The answers of one model. It is asked no more than is needed: most suspects fall at the first question."""

    def __init__(self, questions: Sequence[Demonstration], begin: Callable[[], StudentProcess]) -> None:
        """`begin`: for each question a process of its own, which is gone afterwards with all that it has made."""
        self.questions = questions
        self.begin = begin
        self.found: dict[int, Any] = {}

    def gives(self, wanted: dict[int, Any]) -> bool:
        """Whether these answers, by their places, are its own. It is asked in their order."""
        return all(agree(self.answer(at), answer) for at, answer in wanted.items())

    def answer(self, at: int) -> Any:
        if at not in self.found:
            (self.found[at],) = answers_to([self.questions[at]], self.begin())
        return self.found[at]

    def is_wrong(self, at: int, right: Answers) -> bool:
        """Whether this answer is another than the right one."""
        return not agree(self.answer(at), right[at])

    def wrong(self, right: Answers) -> dict[int, Any]:
        """The answers that are others than the right ones, by place."""
        answers = self.all()
        return {at: answers[at] for at in different(answers, right)}

    def all(self) -> Answers:
        return tuple(self.answer(at) for at in range(len(self.questions)))


def answers_to(questions: Iterable[Demonstration], process: StudentProcess) -> Iterator[Any]:
    """What code decides, one after the other, each from the same random numbers.

    Raises:
        NoAnswer: it does not answer in time, ends its process, or is not there.
    """
    ask = asked_of(process)
    for question in questions:
        process.begin_criterion(NEUTRAL_SEED)
        answer = ask(question)
        if not isinstance(answer, StudentFailure):
            yield question.decides(answer)
        elif isinstance(answer, CannotLoad) or answer.status is not Status.ERROR:
            raise NoAnswer
        else:
            yield RAISES if isinstance(answer, StudentRaised) else UNREADABLE


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
