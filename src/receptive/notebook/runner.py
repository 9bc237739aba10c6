"""Grades one source after the other in a process that keeps sandboxes and graders open: for a course, a notebook."""

from __future__ import annotations

import atexit
from dataclasses import replace

from receptive.grading.allowance import Allowance
from receptive.grading.desk import judge_alone
from receptive.grading.guarded import CAN_GUARD, GuardedProcess, Lost, spawned
from receptive.grading.records import GradedTopic, Judged, ToGrade
from receptive.grading.run import absent_packages, needs_running, without_running
from receptive.grading.warm import Unconfined
from receptive.limits import MAX_SOURCE
from receptive.model import Exercise, Submission, Topic


class CannotMark(Exception):
    """Our own fault, or a machine that cannot confine strangers' code: this submission is left for another run."""


def notebook_submission(topic: Topic, source: str) -> Submission:
    """What was programmed in a notebook, as a file would hold it."""
    data = source.encode("utf-8", "replace")
    fault = f"the code of the notebook has more than {MAX_SOURCE >> 10} KiB" if len(data) > MAX_SOURCE else ""
    return Submission(topic.slug, topic.stub.with_name(f"{topic.slug}.ipynb"), data[:MAX_SOURCE], fault)


class Runner:
    """Kept for as long as the process lives."""

    def __init__(self) -> None:
        self.process = GuardedProcess(spawned("receptive.grading.desk:judge_alone"))
        atexit.register(self.close)

    def grade(
        self, topic: Topic, source: str, seed: str, weak: bool = False, only: tuple[Exercise, ...] = ()
    ) -> GradedTopic:
        """Grade the code of a notebook: all criteria of a topic, or those of `only` these exercises.

        Raises:
            CannotMark: student code cannot be confined on this machine, and that was not allowed.
        """
        return self.grade_submission(topic, notebook_submission(topic, source), seed, weak, only)

    def grade_submission(
        self, topic: Topic, submission: Submission, seed: str, weak: bool = False, only: tuple[Exercise, ...] = ()
    ) -> GradedTopic:
        """The same for what was read from a file.

        Raises:
            CannotMark: as above, or a package that the topic needs is absent.
        """
        asked = replace(topic, exercises=only or topic.exercises)
        absent = absent_packages(topic)
        if absent:
            raise CannotMark(f"{' and '.join(absent)} is not installed; `grade doctor` says how to get it")
        if not needs_running(asked, submission):
            return GradedTopic(without_running(asked, submission))
        try:
            return self._judged(ToGrade(topic, submission, seed, only, weak))
        except Unconfined as refused:
            raise CannotMark(f"student code cannot be confined: {refused}; c.Receptive.weak allows it") from refused
        except Lost as lost:
            raise CannotMark(str(lost)) from lost

    def _judged(self, asked: ToGrade) -> GradedTopic:
        if not CAN_GUARD:
            return judge_alone(asked, Allowance()).graded
        judged: Judged = self.process.do(asked, asked.topic.limits.total_s)
        return judged.graded

    def close(self) -> None:
        self.process.close()
