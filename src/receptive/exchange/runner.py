"""Grades one source after the other with sandboxes and graders that stay open: for a course, and for a notebook."""

from __future__ import annotations

import atexit
from dataclasses import replace

from receptive.grading.isolation import isolation_of
from receptive.grading.run import Sandboxes, absent_packages, needs_running, without_running
from receptive.grading.session import GradedTopic, GraderSession
from receptive.model import Exercise, Level, Submission, Topic
from receptive.workspace import MAX_SOURCE


class CannotMark(Exception):
    """Our own fault, or a machine that cannot confine strangers' code: this submission is left for another run."""


class Runner:
    """Kept for as long as the process lives."""

    def __init__(self) -> None:
        self.sandboxes = Sandboxes()
        self.sessions: dict[str, GraderSession] = {}
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
        session = self._session(topic, weak)
        whole = session.topic
        session.topic = replace(whole, exercises=asked.exercises)
        try:
            return session.grade(submission, seed)
        finally:
            session.topic = whole

    def close(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.sandboxes.close()

    def _session(self, topic: Topic, weak: bool) -> GraderSession:
        if topic.slug not in self.sessions:
            sandbox = self.sandboxes.prepare(topic.packages)
            sandbox.wait()
            isolation = isolation_of(sandbox)
            if isolation.level is Level.C and not weak:
                raise CannotMark(f"student code cannot be confined: {isolation.reason}; c.Receptive.weak allows it")
            self.sessions[topic.slug] = GraderSession(topic, sandbox)
        return self.sessions[topic.slug]
