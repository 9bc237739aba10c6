"""Grades one source after the other with sandboxes and graders that stay open: for a course, and for a notebook."""

from __future__ import annotations

import atexit
from dataclasses import replace

from receptive.grading.run import absent_packages, needs_running, without_running
from receptive.grading.session import GradedTopic
from receptive.grading.warm import Unconfined, WarmGraders
from receptive.limits import MAX_SOURCE
from receptive.model import Exercise, Submission, Topic


class CannotMark(Exception):
    """Our own fault, or a machine that cannot confine strangers' code: this submission is left for another run."""


class Runner:
    """Kept for as long as the process lives."""

    def __init__(self) -> None:
        self.warm = WarmGraders()
        atexit.register(self.close)

    def grade(
        self, topic: Topic, source: str, seed: str, weak: bool = False, only: tuple[Exercise, ...] = ()
    ) -> GradedTopic:
        """Grade the code of a notebook: all criteria of a topic, or those of `only` these exercises.

        Raises:
            CannotMark: student code cannot be confined on this machine, and that was not allowed.
        """
        data = source.encode("utf-8", "replace")
        fault = f"the code of the notebook has more than {MAX_SOURCE >> 10} KiB" if len(data) > MAX_SOURCE else ""
        submission = Submission(topic.slug, topic.stub.with_name(f"{topic.slug}.ipynb"), data[:MAX_SOURCE], fault)
        return self.grade_submission(topic, submission, seed, weak, only)

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
            return GradedTopic(without_running(asked, submission), "", "", {}, {})
        try:
            session = self.warm.session(topic, weak)
        except Unconfined as refused:
            raise CannotMark(f"student code cannot be confined: {refused}; c.Receptive.weak allows it") from refused
        with session.only(asked.exercises):
            return session.grade(submission, seed)

    def close(self) -> None:
        self.warm.close()
