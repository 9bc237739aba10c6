"""How the test of a criterion ended, as an outcome; and what is known so far of one submission."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from _pytest.outcomes import Skipped

from receptive.grading.allowance import TOO_MUCH, Allowance
from receptive.grading.explanation import Decided
from receptive.grading.foresight import Known
from receptive.grading.journal import SHOWN_NOTE, Given
from receptive.grading.left_out import left_out_notes
from receptive.grading.messages import call_in_full, describe_failure, describe_mismatch, describe_missing
from receptive.grading.records import INTERNAL_MESSAGE, GradedTopic
from receptive.grading.running import Running
from receptive.grading.traces import line_of
from receptive.model import Criterion, Foreseen, Outcome, Status, Submission, Topic, Visibility
from receptive.student.ahead import Pass
from receptive.student.failures import Missing, StudentFailure
from receptive.student.process import StudentProcess
from receptive.student.proxy import Recorder
from receptive.text import printable

UNFORESEEN = "what your code returned is of a kind that the grader did not foresee, and is not what is required"


class SubmissionRun:
    """What is known so far of one submission."""

    def __init__(self, process: StudentProcess, seed: str, allowance: Allowance) -> None:
        self.process = process
        self.source = process.submission.source.decode("utf-8", "replace")
        self.seed = seed
        self.allowance = allowance
        self.before = {given.criterion: given for given in allowance.progress.given}
        self.outcomes: dict[str, Outcome] = {}
        self.decided: dict[str, Decided] = {}
        self.printed: list[str] = []
        self.incidents: list[str] = []
        self.failing: set[str] = set()  # exercises of which a criterion is not passed
        self.foreseen: tuple[Foreseen, ...] = ()
        self.notes: list[str] = []
        self.noted: list[str] = [given.noted for given in self.before.values() if given.noted]

    def known_before(self, criterion: Criterion) -> Outcome | None:
        """The outcome that another process found, or that this one must not look for any more."""
        given = self.before.get(criterion.id)
        if given is not None:
            criterion = replace(criterion, exercise=given.exercise or criterion.exercise)
            return Outcome(
                criterion, given.status, given.message, line=given.line, lacking=given.lacking, measured=given.measured
            )
        if self.allowance.rest_is_lost or self.allowance.is_used_up():
            return Outcome(criterion, Status.FAILED, f"{criterion.exercise}: {TOO_MUCH}.")
        return None

    def take(self, decided: Decided, running: Running) -> None:
        """Keep what a test has found, and let go of the frames that its failures hold."""
        for reply in running.recorder.replies:
            if isinstance(reply, StudentFailure):
                reply.__traceback__ = reply.__context__ = None
        outcome, noted = decided.outcome, ""
        criterion = outcome.criterion
        self.decided[criterion.id], self.outcomes[criterion.id] = decided, outcome
        if outcome.status is Status.INTERNAL:
            self.incidents.append(_incident(criterion, running))
        elif has_stumbled(running):
            noted = _incident(criterion, running)
            self.noted.append(noted)
        if criterion.visibility is Visibility.OPEN and outcome.status is not Status.PASSED:
            self.printed.append(printable(self.process.printed()))
        given = Given(
            criterion.id, outcome.status, outcome.message, outcome.line, noted[-SHOWN_NOTE:], outcome.lacking,
            criterion.exercise, outcome.measured,
        )  # fmt: skip
        self.allowance.decided(given, self.process.spent_s)

    def graded(self, topic: Topic) -> GradedTopic:
        return GradedTopic(
            tuple(self.outcomes[criterion.id] for criterion in topic.criteria),
            next(filter(None, self.printed), ""),
            "\n".join(self.incidents),
            {name: each.seconds for name, each in self.decided.items()},
            Replies(self.decided),
            "\n".join(self.noted),
            tuple(self.process.absent),
            self.foreseen,
            tuple(dict.fromkeys((*left_out_notes(self.process.left_out), *self.notes))),
        )


class Replies(Mapping[str, list[Any]]):
    """What came back in each criterion, read when it is asked for."""

    def __init__(self, decided: dict[str, Decided]) -> None:
        self.decided = decided

    def __getitem__(self, criterion: str) -> list[Any]:
        return self.decided[criterion].recorder.replies

    def __iter__(self) -> Iterator[str]:
        return iter(self.decided)

    def __len__(self) -> int:
        return len(self.decided)


def remembered(criterion: Criterion, running: Running, item: pytest.Function, known: Known, passed: Pass) -> Decided:
    """A criterion whose every reply is one that has passed it before."""

    def recall() -> Recorder:
        answers = [passed.answers[place] for place in known.places]
        return Recorder(list(known.calls), running.student.remembered(answers), list(known.places))

    return Decided(Outcome(criterion, Status.PASSED, measured=passed.measured), recall, item, known.seconds)


def decide(criterion: Criterion, running: Running, submission: Submission, topic: Topic) -> Outcome:
    """The outcome of a test that has run. A pass needs evidence: the body ran to its end, and the worker replied."""
    failure, call = running.failure, running.recorder.last
    # What is said names the exercise that was asked, since one criterion may ask several
    asked = of_exercise(criterion, call.function, topic.whole) if call is not None else criterion
    if failure is not None and criterion.whole_topic:
        criterion = asked
    if failure is None and running.called and running.process.replies > 0:
        return Outcome(criterion, Status.PASSED, measured=tuple(running.measured.items()))
    if isinstance(failure, StudentFailure):
        line = line_of(failure, submission)
        if isinstance(failure, Missing):
            absence = describe_missing(criterion, asked.exercise, failure, submission, topic)
            return Outcome(criterion, failure.status, absence.message, line=line, lacking=absence.lacking)
        told = describe_failure(asked, failure, call, submission, topic)
        return Outcome(criterion, failure.status, told, line=line, call=call_in_full(criterion, call))
    if isinstance(failure, AssertionError):
        told = describe_mismatch(asked, failure, call)
        return Outcome(criterion, Status.FAILED, told, call=call_in_full(criterion, call))
    if isinstance(failure, Skipped):
        return Outcome(criterion, Status.NOT_RUN, str(failure))
    if has_stumbled(running):
        what = TOO_MUCH if isinstance(failure, MemoryError) else UNFORESEEN
        return Outcome(criterion, Status.FAILED, f"{criterion.exercise}: {what}.")
    return Outcome(criterion, Status.INTERNAL, INTERNAL_MESSAGE)


def of_exercise(criterion: Criterion, exercise: str, topic: Topic) -> Criterion:
    """A criterion that asks of all exercises, as one of the exercise that it was decided at."""
    known = exercise in {each.name for each in topic.exercises}
    return replace(criterion, exercise=exercise) if known else criterion


def has_stumbled(running: Running) -> bool:
    """Whether a grader's own code raised at something that a student's code had replied: a wrong answer that nobody
    foresaw. No reply may make a fault of ours, since that would cost no points."""
    failure = running.failure
    ours = (StudentFailure, AssertionError, Skipped)
    return isinstance(failure, Exception) and not isinstance(failure, ours) and running.process.replies > 0


def _incident(criterion: Criterion, running: Running) -> str:
    """For whoever mends the grader; never shown to a student."""
    if running.failure is None:
        return f"{criterion.id}: the test ended without asking the student's code anything"
    return f"{criterion.id}: " + "".join(traceback.format_exception(running.failure))
