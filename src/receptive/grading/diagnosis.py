"""Why an exercise fails: the one misconception that does everything the student's code did.

Suspects are run on the evidence of the grader. Those that reproduce all of it are told apart by further inputs, which
the student's code is asked as well. What is left is said; if nothing is left, nothing is said.
"""

from __future__ import annotations

import importlib
import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from receptive.grading.agreement import agree
from receptive.grading.changed_arguments import changed_argument
from receptive.grading.demonstrations import Demonstrations, asked_of_model, asked_of_student, first_wrong
from receptive.grading.failures import StudentFailure
from receptive.grading.hidden_calls import HiddenCalls
from receptive.grading.misconceptions import Misconception
from receptive.grading.modules import own_modules
from receptive.grading.plugin import criterion_seed
from receptive.grading.process import StudentProcess
from receptive.grading.smallest import Working, smallest_case
from receptive.grading.student import Call
from receptive.grading.suspects import (
    Differs,
    Finished,
    ProbesHere,
    Replay,
    SuspectModule,
    Unrecorded,
    load_probes,
    reply_of,
)
from receptive.model import Case, Diagnosis
from receptive.sandbox.worker import seed_loaded

Model = Callable[..., Any]

PATIENCE_S = 3.0  # of our own time, for one exercise; the evidence decides long before
CONFIRMING_INPUTS = 12
SEPARATING_INPUTS = 60
WHERE_IT_DOES_NOT_RAISE = "There is input on which your code raises, and a mistake where it does not:"


@dataclass(frozen=True)
class Evidence:
    """One criterion that asked the exercise: its test, what came back, and whether it was passed."""

    criterion: str
    item: pytest.Function
    replies: list[Any]
    passed: bool

    @property
    def raised(self) -> bool:
        return any(isinstance(reply, StudentFailure) for reply in self.replies)


class Diagnostician:
    """The registry of one topic. Loaded when the first exercise fails."""

    def __init__(self, grader: Path) -> None:
        self.topic = grader.name
        self.registry: ModuleType | None = None
        self.working: Working | None = None
        self.demonstrations: Demonstrations = {}
        if (grader / "misconceptions.py").exists():
            with own_modules(grader):
                self.registry = importlib.import_module("misconceptions")
                self.probes = load_probes(grader / "probes.py")
                if (grader / "working.py").exists():
                    self.working = importlib.import_module("working").working
                if (grader / "demonstrations.py").exists():
                    self.demonstrations = importlib.import_module("demonstrations").DEMONSTRATIONS

    @property
    def known(self) -> tuple[Misconception, ...]:
        return self.registry.MISCONCEPTIONS if self.registry else ()

    def diagnose(
        self, exercise: str, evidence: Sequence[Evidence], process: StudentProcess, seed: str, source: str
    ) -> Diagnosis | None:
        """The misconception, or the class of equivalent ones, that explains an exercise; None if none or several do."""
        if self.registry is None or not evidence:
            return None
        found = _Case(self, exercise, evidence, process, seed, source).verdict()
        values = [each for each in evidence if not each.raised]
        if found or len(values) == len(evidence) or all(each.passed for each in values):
            return found
        # A slip that raises must not hide a mistake in what is given where it does not
        found = _Case(self, exercise, values, process, seed, source).verdict()
        return replace(found, says=f"{WHERE_IT_DOES_NOT_RAISE} {found.says}") if found else None

    def smallest_failure(
        self, exercise: str, process: StudentProcess, seed: str, found: Diagnosis | None, hidden: Sequence[Call] = ()
    ) -> tuple[str, Case | None]:
        """The smallest call, or demonstration, that the student's code answers wrongly, and that is none of `hidden`.

        It is wrong in the way of the misconception found, if any. In words, and as data where that can be drawn.
        """
        if self.registry is None:
            return "", None
        case = _Case(self, exercise, (), process, seed, "")
        right = case.model(frozenset())
        said = found.misconception.split("/") if found else []  # one, or two that the evidence does not tell apart
        mistaken = [model for name in said if (model := case.model(frozenset(name.split("+"))))]
        if right is None:
            return "", None
        if exercise in self.demonstrations:
            return self._demonstrated(exercise, process, right, mistaken or [None])
        if not hasattr(self.registry, "inputs"):
            return "", None
        rule, kept = getattr(self.registry, "possible", None), HiddenCalls(right, hidden)

        def possible(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
            return not kept.has(args, kwargs) and (rule is None or rule(exercise, args, kwargs))

        same_mistake = partial(_reply, mistaken[0]) if mistaken else None
        wrong = smallest_case(case.inputs(), possible, case.asked, partial(_reply, right), same_mistake)
        if wrong:
            return wrong.text(exercise, self.working), wrong.data(exercise, self.working)
        if mistaken:
            changed = changed_argument(case.inputs(), possible, case.left, right, mistaken[0])
            if changed:
                return changed.text(exercise), changed.data(exercise)
        return "", None

    def _demonstrated(
        self, exercise: str, process: StudentProcess, right: Model, mistaken: Sequence[Model | None]
    ) -> tuple[str, Case | None]:
        for model in mistaken:
            wrong = first_wrong(
                self.demonstrations[exercise],
                asked_of_student(process),
                asked_of_model(exercise, right, self.probes),
                asked_of_model(exercise, model, self.probes) if model else None,
            )
            if wrong:
                return wrong.text(), wrong.data(exercise)
        return "", None


class _Case:
    """One exercise of one submission."""

    def __init__(
        self,
        expert: Diagnostician,
        exercise: str,
        evidence: Sequence[Evidence],
        process: StudentProcess,
        seed: str,
        source: str,
    ) -> None:
        self.expert = expert
        self.exercise = exercise
        self.evidence = sorted(evidence, key=_telling)
        self.first_failed = next((each for each in evidence if not each.passed), None)
        self.process = process
        self.seed = seed
        self.source = source
        self.deadline = time.process_time() + PATIENCE_S
        self.types_too = False

    def verdict(self) -> Diagnosis | None:
        right = self.model(frozenset())
        if right is None:
            return None
        # All values right: then it is the types that are wrong, and the suspects must get them wrong in the same way
        self.types_too = self.reproduces(right)
        if self.types_too and self.reproduces(right):
            return None
        concerned = [entry.id for entry in self.expert.known if self.exercise in entry.exercises]
        alone = self.told_apart(self.survivors(frozenset({name}) for name in concerned))
        pairs = map(frozenset, itertools.combinations(concerned, 2))
        return self.said(alone or self.told_apart(self.survivors(pairs)))

    def model(self, ids: frozenset[str]) -> Model | None:
        assert self.expert.registry is not None
        made: Model | None = self.expert.registry.model(self.exercise, ids)
        return made

    def survivors(self, suspects: Iterator[frozenset[str]]) -> list[frozenset[str]]:
        found = []
        for ids in suspects:
            if time.process_time() > self.deadline:
                return []
            model = self.model(ids)
            if model is not None and self.reproduces(model):
                found.append(ids)
        return found

    def reproduces(self, model: Model) -> bool:
        return all(self.acts_alike(model, each) for each in self.evidence)

    def acts_alike(self, model: Model, evidence: Evidence) -> bool:
        """Whether the model, in the student's place, gives the same replies to the end of the test."""
        replay = Replay(evidence.replies, self.types_too)
        fixtures: dict[str, Any] = {"student": SuspectModule(replay, self.exercise, model, self.source)}
        names = evidence.item._fixtureinfo.argnames
        if "probes" in names and self.expert.probes is not None:
            fixtures["probes"] = ProbesHere(replay, self.expert.probes)
        if "py_rng" in names:
            fixtures["py_rng"] = random.Random(criterion_seed(self.seed, evidence.criterion))
        if "rng" in names:
            import numpy as np

            fixtures["rng"] = np.random.default_rng(criterion_seed(self.seed, evidence.criterion))
        seed_loaded(criterion_seed(self.seed, evidence.criterion) % (1 << 32))
        try:
            evidence.item.function(**{name: fixtures[name] for name in names})
        except Differs:
            return False
        except Finished:
            return True
        except (AssertionError, StudentFailure):
            return True
        except Exception:
            return False
        # Equal replies give equal verdicts, but for a test that measures time: that one may end earlier or otherwise
        return True

    def told_apart(self, left: list[frozenset[str]]) -> list[frozenset[str]]:
        """Ask the student's code what the remaining suspects disagree on, and what they all get wrong."""
        right = self.model(frozenset())
        if not left or right is None or self.types_too or not hasattr(self.expert.registry, "inputs"):
            return left
        confirmed = 0
        models = {ids: self.model(ids) for ids in left}
        for args, kwargs in self.inputs():
            if time.process_time() > self.deadline or (len(models) <= 1 and confirmed >= CONFIRMING_INPUTS):
                break
            replies = {ids: _reply(model, args, kwargs) for ids, model in models.items() if model}
            answer = _reply(right, args, kwargs)
            wrong = not all(agree(reply, answer) for reply in replies.values())
            first = next(iter(replies.values()), None)
            split = not all(agree(reply, first) for reply in replies.values())
            if wrong or split:
                theirs = self.asked(args, kwargs)
                raised = [isinstance(reply, StudentFailure) for reply in (theirs, *replies.values())]
                if raised[0] and not any(raised[1:]):
                    continue  # code that refuses more than a model does may hold the same misconception
                models = {ids: models[ids] for ids, reply in replies.items() if agree(reply, theirs)}
                confirmed += 1
        return list(models)

    def inputs(self) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        assert self.expert.registry is not None
        draw = random.Random(criterion_seed(self.seed, self.exercise))
        yield from itertools.islice(self.expert.registry.inputs(self.exercise, draw), SEPARATING_INPUTS)

    def asked(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            return self.process.call(self.process.module, self.exercise, args, kwargs)
        except StudentFailure as failure:
            return failure

    def left(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Arguments given by position, as the student's code leaves them; or the failure that came instead."""
        try:
            there = tuple(map(self.process.put, args))
            self.process.call(self.process.module, self.exercise, there, kwargs)
            return [self.process.get(handle, "") for handle in there]
        except StudentFailure as failure:
            return failure

    def said(self, left: list[frozenset[str]]) -> Diagnosis | None:
        """One suspect, or several that nothing tells apart: then what they share is that each of them explains it."""
        entries = {entry.id: entry for entry in self.expert.known}
        if not left or len(left) > 2:
            return None
        texts = [self.together([entries[name] for name in self.in_order(ids)]) for ids in left]
        names = "/".join("+".join(sorted(ids)) for ids in left)
        read = dict.fromkeys(entries[name].read for ids in left for name in sorted(ids))
        says = texts[0] if len(texts) == 1 else f"One of two: {texts[0]} Or: {texts[1]}"
        return Diagnosis(names, says, self.expert.topic, tuple(read))

    def in_order(self, ids: frozenset[str]) -> list[str]:
        """First what explains the first failed criterion alone: it is the one that a student reads."""
        if len(ids) < 2 or self.first_failed is None:
            return sorted(ids)
        explains = {name for name in ids if self.explains(self.first_failed, name)}
        return sorted(ids, key=lambda name: (name not in explains, name))

    def explains(self, evidence: Evidence, name: str) -> bool:
        model = self.model(frozenset({name}))
        return model is not None and self.acts_alike(model, evidence)

    def together(self, entries: Sequence[Misconception]) -> str:
        said = [f"{entry.says} {entry.ask}" for entry in entries]
        return said[0] if len(said) == 1 else f"Two mistakes at once. (1) {said[0]} (2) {said[1]}"


def _reply(model: Model | None, args: Any, kwargs: Any) -> Any:
    assert model is not None
    return reply_of(model, Unrecorded(), args, kwargs)


def _telling(evidence: Evidence) -> tuple[bool, int]:
    """Failed criteria first, small ones before large ones: most suspects fall at the first reply."""
    size = sum(reply.size if type(reply).__name__ == "ndarray" else 1 for reply in evidence.replies)
    return evidence.passed, size
