"""Sandboxes and collected graders that stay open between runs: for the server, `watch`, a class and a course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from receptive.grading.isolation import isolation_of
from receptive.grading.run import Sandboxes
from receptive.model import Level, Topic
from receptive.student.process import budget

if TYPE_CHECKING:
    from receptive.grading.session import GraderSession


class Unconfined(Exception):
    """Strangers' code cannot be confined on this machine; the text says why."""


class WarmGraders:
    """What a run would otherwise start and throw away. A process that is forked from this one may use it too."""

    def __init__(self) -> None:
        self.sandboxes = Sandboxes()
        self.sessions: dict[str, GraderSession] = {}
        self.wanted: list[str] = []  # topics that the last run needed, warm or not

    def prepare(self, topics: Sequence[Topic]) -> None:
        """Start the sandboxes of these topics without waiting for them."""
        for topic in topics:
            self.sandboxes.prepare(topic.packages)

    def session(self, topic: Topic, weak: bool = True) -> GraderSession:
        """The topic's grader, collected once, with a sandbox that is warm.

        Args:
            weak: grade also where code cannot be confined, as everybody may with their own.

        Raises:
            ContentError: the grader is broken.
            CannotStart: no sandbox works here.
            Unconfined: and that is not allowed.
        """
        sandbox = self.sandboxes.prepare(topic.packages)
        if not weak:
            sandbox.wait()
            isolation = isolation_of(sandbox)
            if isolation.level is Level.C:
                raise Unconfined(isolation.reason)
        from receptive.grading.session import GraderSession  # pytest, only now, while the sandbox warms up

        if topic.slug not in self.sessions:
            self.sessions[topic.slug] = GraderSession(topic, sandbox)
        sandbox.wait()
        return self.sessions[topic.slug]

    def keep_spares(self, slugs: Iterable[str]) -> None:
        """Have workers ready, fresh and unused, for the next run of each of these topics that is open."""
        for session in filter(None, map(self.sessions.get, slugs)):
            session.sandbox.keep_spares(*budget(session.topic.limits))

    def end_spares(self) -> None:
        """End the workers that nobody came for."""
        for session in self.sessions.values():
            session.sandbox.end_spares()

    def drop(self, slug: str) -> None:
        """Close the grader of a topic, if it is open; the next session is a new one."""
        session = self.sessions.pop(slug, None)
        if session is not None:
            session.close()

    def close(self) -> None:
        """Close everything. What is asked for after that is started anew, so this also is what an own fault needs."""
        for slug in tuple(self.sessions):
            self.drop(slug)
        self.sandboxes.close()
        self.sandboxes = Sandboxes()
