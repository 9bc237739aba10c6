"""Whether a submission has code to run, and the outcomes of one that has not."""

from __future__ import annotations

import importlib.util

from receptive.invocation import typed
from receptive.model import Lacking, Outcome, Status, Submission, Topic
from receptive.reading.stubs import is_untouched


def needs_running(topic: Topic, submission: Submission) -> bool:
    """Whether there is code to run: a file that could be read, is no untouched stub, and has its packages."""
    return not submission.fault and not is_untouched(topic, submission) and not absent_packages(topic)


def absent_packages(topic: Topic) -> list[str]:
    return [package for package in topic.packages if importlib.util.find_spec(package) is None]


def without_running(topic: Topic, submission: Submission) -> tuple[Outcome, ...]:
    """The outcomes of a submission for which `needs_running` is false."""
    absent = absent_packages(topic)
    if submission.fault:
        status, message = _status_of(submission), submission.fault
    elif absent:
        status, message = (
            Status.NOT_RUN,
            f"{' and '.join(absent)} is not installed; `{typed('doctor')}` says how to get it",
        )
    else:
        return tuple(
            Outcome(criterion, Status.MISSING, f"{criterion.exercise} is not written yet.", lacking=Lacking.UNWRITTEN)
            for criterion in topic.criteria
        )
    return tuple(Outcome(criterion, status, message) for criterion in topic.criteria)


def _status_of(submission: Submission) -> Status:
    if submission.unclear:
        return Status.NEEDS_LOOK
    return Status.MISSING if submission.absent else Status.ERROR
