"""Grades what was programmed in a notebook, open cells and handed-in ones, in a process that stays."""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import cache

from receptive.grading.desk import Desk
from receptive.grading.guarded import Lost
from receptive.grading.nothing_to_run import absent_packages, needs_running, without_running
from receptive.grading.pool import Unconfined
from receptive.grading.records import GradedTopic, ToGrade
from receptive.invocation import typed
from receptive.limits import MAX_SOURCE
from receptive.model import Exercise, Submission, Topic


class CannotMark(Exception):
    """Our own fault, or a machine that cannot confine strangers' code: this submission is left for another run."""


@cache
def desk() -> Desk:
    """The one of this process: neither a notebook nor nbgrader keeps anything of ours from one call to the next."""
    kept = Desk()
    atexit.register(kept.close)
    return kept


def notebook_submission(topic: Topic, source: str) -> Submission:
    """What was programmed in a notebook, as a file would hold it."""
    data = source.encode("utf-8", "replace")
    fault = f"the code of the notebook has more than {MAX_SOURCE >> 10} KiB" if len(data) > MAX_SOURCE else ""
    return Submission(topic.slug, topic.stub.with_name(f"{topic.slug}.ipynb"), data[:MAX_SOURCE], fault)


def grade_submission(
    topic: Topic, submission: Submission, seed: str, weak: bool = False, only: tuple[Exercise, ...] = ()
) -> GradedTopic:
    """Grade all criteria of a topic, or those of `only` these exercises.

    Raises:
        CannotMark: student code cannot be confined on this machine, and that was not allowed; or a package that the
            topic needs is absent.
    """
    asked = replace(topic, exercises=only or topic.exercises)
    absent = absent_packages(topic)
    if absent:
        raise CannotMark(f"{' and '.join(absent)} is not installed; `{typed('doctor')}` says how to get it")
    if not needs_running(asked, submission):
        return GradedTopic(without_running(asked, submission))
    try:
        return desk().judge(ToGrade(topic, submission, seed, only, weak)).graded
    except Unconfined as refused:
        raise CannotMark(f"student code cannot be confined: {refused}; c.Receptive.weak allows it") from refused
    except Lost as lost:
        raise CannotMark(str(lost)) from lost
