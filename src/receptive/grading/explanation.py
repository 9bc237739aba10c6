"""From decided criteria to diagnosed ones: which exercise a failure is about, and the evidence on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from receptive.grading.diagnosis import Diagnostician
from receptive.grading.investigation import Evidence
from receptive.grading.process import StudentProcess
from receptive.grading.student import Call, Recorder
from receptive.model import Diagnosis, Outcome, Status, Topic, Visibility

REFUSING = "validation"  # the criterion of a topic that asks to refuse impossible input
QUICK_S = 1.0
JUDGED = (Status.PASSED, Status.FAILED, Status.ERROR)


@dataclass(frozen=True)
class Decided:
    """A criterion, how it ended, and what was replied on the way."""

    outcome: Outcome
    recorder: Recorder
    item: pytest.Function
    seconds: float

    @property
    def is_wrong(self) -> bool:
        return self.outcome.status in (Status.FAILED, Status.ERROR) and bool(self.recorder.replies)

    def subject(self, topic: Topic) -> tuple[str, bool]:
        """The exercise that was asked last, since one criterion may ask several, and whether it is about refusing.

        What impossible input does is another matter than what a result is: two slips, two diagnoses.
        """
        name = self.recorder.last.function.partition(".")[0] if self.recorder.last else ""
        known = name in {exercise.name for exercise in topic.exercises}
        return name if known else self.outcome.criterion.exercise, self.outcome.criterion.id == REFUSING


@dataclass(frozen=True)
class _Subject:
    """An exercise that fails, or its refusing of impossible input, and why."""

    exercise: str
    wrong: dict[str, Outcome]  # by criterion
    diagnosis: Diagnosis | None
    refusing: bool

    @property
    def open_ones(self) -> set[str]:
        return {name for name, outcome in self.wrong.items() if outcome.criterion.visibility is Visibility.OPEN}

    @property
    def has_case(self) -> bool:
        """Where an open criterion fails, numbers may be shown; a known mistake has cases that no hidden one asks."""
        return bool(self.open_ones or self.diagnosis) and not self.refusing


def explained(
    topic: Topic, decided: dict[str, Decided], expert: Diagnostician, process: StudentProcess, seed: str
) -> dict[str, Outcome]:
    """The failed outcomes, each with the diagnosis of its exercise if there is one, and a small case to look at."""
    subjects = _diagnosed(topic, decided, expert, process, seed)
    if any(subject.has_case for subject in subjects):
        # What comes back now is shown. The code that gives it must not have seen a hidden input
        process.close()
    found: dict[str, Outcome] = {}
    for subject in subjects:
        diagnosis, example, case = subject.diagnosis, "", None
        if subject.has_case:
            hidden = _hidden_calls(decided, subject.exercise)
            example, case = expert.smallest_failure(subject.exercise, process, seed, diagnosis, hidden)
        if diagnosis and not subject.open_ones:
            diagnosis = replace(diagnosis, example=example, case=case)
        for name, outcome in subject.wrong.items():
            told = (example, case) if name in subject.open_ones else ("", None)
            found[name] = replace(outcome, diagnosis=diagnosis, example=told[0], case=told[1])
    return found


def _diagnosed(
    topic: Topic, decided: dict[str, Decided], expert: Diagnostician, process: StudentProcess, seed: str
) -> list[_Subject]:
    source = process.submission.source.decode("utf-8", "replace")
    subjects = {name: each.subject(topic) for name, each in decided.items()}
    found = []
    for subject in dict.fromkeys(subjects[name] for name, each in decided.items() if each.is_wrong):
        about = {name: each for name, each in decided.items() if subjects[name] == subject}
        diagnosis = expert.diagnose(subject[0], _evidence(about), process, seed, source)
        wrong = {name: each.outcome for name, each in about.items() if each.is_wrong}
        found.append(_Subject(subject[0], wrong, diagnosis, subject[1]))
    return found


def _evidence(about: dict[str, Decided]) -> list[Evidence]:
    judged = {name: each for name, each in about.items() if each.outcome.status in JUDGED}
    if any(each.is_wrong and each.seconds < QUICK_S for each in judged.values()):
        # A suspect would have to train as long as the student's network did, to say what a moment says as well
        judged = {name: each for name, each in judged.items() if each.seconds < QUICK_S}
    return [
        Evidence(name, each.item, each.recorder.replies, each.outcome.status is Status.PASSED)
        for name, each in judged.items()
    ]


def _hidden_calls(decided: dict[str, Decided], exercise: str) -> list[Call]:
    """What hidden criteria have asked an exercise."""
    hidden = [each for each in decided.values() if each.outcome.criterion.visibility is Visibility.HIDDEN]
    return [call for each in hidden for call in each.recorder.calls if call.function == exercise]
