"""From decided criteria to diagnosed ones: which exercise a failure is about, and the evidence on it."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pytest

from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.evidence import Evidence
from receptive.diagnosis.investigation import Explained
from receptive.grading.allowance import Allowance
from receptive.grading.journal import SHOWN_NOTE
from receptive.model import Case, Diagnosis, Outcome, Status, Topic, Visibility
from receptive.sandbox.client import CannotStart
from receptive.student.process import StudentProcess
from receptive.student.proxy import Call, Recorder

QUICK_S = 1.0
JUDGED = (Status.PASSED, Status.FAILED, Status.ERROR)


@dataclass(frozen=True)
class Decided:
    """A criterion, how it ended, and what was replied on the way."""

    outcome: Outcome
    recall: Callable[[], Recorder]  # what is only remembered is read when somebody looks at it
    item: pytest.Function
    seconds: float

    @cached_property
    def recorder(self) -> Recorder:
        return self.recall()

    @property
    def is_wrong(self) -> bool:
        return self.outcome.status in (Status.FAILED, Status.ERROR) and bool(self.recorder.replies)

    def subject(self, topic: Topic) -> tuple[str, bool]:
        """The exercise that was asked last, since one criterion may ask several, and whether it is about refusing.

        What impossible input does is another matter than what a result is: two slips, two diagnoses.
        """
        name = self.recorder.last.function.partition(".")[0] if self.recorder.last else ""
        known = name in {exercise.name for exercise in topic.whole.exercises}
        return name if known else self.outcome.criterion.exercise, self.outcome.criterion.refusing


@dataclass(frozen=True)
class _Subject:
    """An exercise that fails, or its refusing of impossible input, and why."""

    exercise: str
    wrong: dict[str, Outcome]  # by criterion
    diagnosis: Diagnosis | None
    refusing: bool
    is_beside: bool = False  # another reason is known why the exercise fails; this is about the rest

    @property
    def open_ones(self) -> set[str]:
        return {name for name, outcome in self.wrong.items() if outcome.criterion.visibility is Visibility.OPEN}

    @property
    def is_unexplained(self) -> bool:
        return self.diagnosis is None and not self.refusing and not self.is_beside

    @property
    def has_raised(self) -> bool | None:
        """How the failure that a case stands under came about; None if it stands under none."""
        first = next((outcome for name, outcome in self.wrong.items() if name in self.open_ones), None)
        return None if first is None else first.status is Status.ERROR

    @property
    def has_case(self) -> bool:
        """Where an open criterion fails, numbers may be shown; a known mistake has cases that no hidden one asks."""
        return bool(self.diagnosis or (self.open_ones and not self.is_beside)) and not self.refusing


class Explainer:
    """Says what is behind the failures of one submission. What it stumbles over costs an explanation and no more."""

    def __init__(
        self, topic: Topic, expert: Diagnostician, process: StudentProcess, seed: str, allowance: Allowance
    ) -> None:
        self.topic = topic
        self.expert = expert
        self.process = process
        self.seed = seed
        self.allowance = allowance
        self.noted: list[str] = []  # why an explanation was given up, for us

    def explained(self, decided: dict[str, Decided]) -> dict[str, Outcome]:
        """The failed outcomes, each with the diagnosis of its exercise if there is one, and a small case to look at."""
        subjects = self._diagnosed(decided)
        if any(subject.has_case for subject in subjects):
            # What comes back now is shown. The code that gives it must not have seen a hidden input
            self.process.close()
        found: dict[str, Outcome] = {}
        for subject in subjects:
            diagnosis, example, case = subject.diagnosis, "", None
            if subject.has_case:
                example, case = self._smallest_failure(subject, _find_hidden_calls(decided, subject.exercise))
            if diagnosis and not subject.open_ones:
                diagnosis = replace(diagnosis, example=example, case=case)
            for name, outcome in subject.wrong.items():
                told = (example, case) if name in subject.open_ones else ("", None)
                found[name] = replace(outcome, diagnosis=diagnosis, example=told[0], case=told[1])
        observed = [subject for subject in subjects if not subject.refusing and not subject.is_beside]
        if observed:
            # Neither does what is said now come from code that has seen one
            self.process.close()
        for subject in observed:
            name = next(iter(subject.wrong))
            found[name] = self._with_what_is_true(subject, found[name])
        return found

    def _diagnosed(self, decided: dict[str, Decided]) -> list[_Subject]:
        subjects = {name: each.subject(self.topic) for name, each in decided.items()}
        found = []
        for subject in dict.fromkeys(subjects[name] for name, each in decided.items() if each.is_wrong):
            about = {name: each for name, each in decided.items() if subjects[name] == subject}
            explained = self._explained(subject[0], _evidence(about))
            wrong = {name: each.outcome for name, each in about.items() if each.is_wrong}
            beside = {name: wrong.pop(name) for name in explained.others if name in wrong}
            found.append(_Subject(subject[0], wrong, explained.diagnosis, subject[1]))
            if beside:
                found.append(_Subject(subject[0], beside, next(iter(explained.others.values())), subject[1], True))
        return found

    def _explained(self, exercise: str, evidence: list[Evidence]) -> Explained:
        source = self.process.submission.source.decode("utf-8", "replace")
        with self._giving_up(f"the diagnosis of {exercise}"):
            return self.expert.diagnose(exercise, evidence, self.process, self.seed, source)
        return Explained()

    def _smallest_failure(self, subject: _Subject, hidden: list[Call]) -> tuple[str, Case | None]:
        with self._giving_up(f"the small case of {subject.exercise}"):
            return self.expert.smallest_failure(
                subject.exercise, self.process, self.seed, subject.diagnosis, hidden, subject.has_raised
            )
        return "", None

    def _with_what_is_true(self, subject: _Subject, outcome: Outcome) -> Outcome:
        """The first wrong outcome says more, on a line of its own: code may stand above it."""
        with self._giving_up(f"what is true of {subject.exercise}"):
            observed = self._observed(subject)
            return replace(outcome, message=f"{outcome.message}\n{observed}") if observed else outcome
        return outcome

    def _observed(self, subject: _Subject) -> str:
        asked = subject.exercise, self.process, self.seed
        return self.expert.observe_layout(*asked) or (self.expert.observe(*asked) if subject.is_unexplained else "")

    @contextlib.contextmanager
    def _giving_up(self, stage: str) -> Iterator[None]:
        """Values that a student's code has made up are handled here by code that expects others."""
        try:
            with self.allowance.stage(stage):
                yield
        except CannotStart:
            raise
        except Exception as fault:
            self.noted.append(f"{stage}: " + "".join(traceback.format_exception(fault))[-SHOWN_NOTE:])


def _evidence(about: dict[str, Decided]) -> list[Evidence]:
    judged = {name: each for name, each in about.items() if each.outcome.status in JUDGED}
    if any(each.is_wrong and each.seconds < QUICK_S for each in judged.values()):
        # A suspect would have to train as long as the student's network did, to say what a moment says as well
        judged = {name: each for name, each in judged.items() if each.seconds < QUICK_S}
    return [_evidence_of(name, each) for name, each in judged.items()]


def _evidence_of(name: str, each: Decided) -> Evidence:
    outcome = each.outcome
    passed = outcome.status is Status.PASSED
    return Evidence(name, each.item, each.recorder.replies, passed, outcome.criterion.refusing)


def _find_hidden_calls(decided: dict[str, Decided], exercise: str) -> list[Call]:
    """What hidden criteria have asked an exercise."""
    hidden = [each for each in decided.values() if each.outcome.criterion.visibility is Visibility.HIDDEN]
    return [call for each in hidden for call in each.recorder.calls if call.function == exercise]
