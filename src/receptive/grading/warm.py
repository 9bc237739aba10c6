"""Sandboxes and collected graders that stay open between runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from receptive.grading.process import budget
from receptive.grading.run import Sandboxes
from receptive.grading.session import GraderSession
from receptive.model import Topic


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

    def session(self, topic: Topic) -> GraderSession:
        """The topic's grader, collected once, with a sandbox that is warm.

        Raises:
            ContentError: the grader is broken.
            CannotStart: no sandbox works here.
        """
        if topic.slug not in self.sessions:
            sandbox = self.sandboxes.prepare(topic.packages)
            session = GraderSession(topic, sandbox)
            session.load_expert()
            sandbox.wait()
            self.sessions[topic.slug] = session
        return self.sessions[topic.slug]

    def keep_spares(self, slugs: Iterable[str]) -> None:
        """Have a worker ready, fresh and unused, for the next run of each of these topics that is open."""
        for session in filter(None, map(self.sessions.get, slugs)):
            session.sandbox.keep_spare(*budget(session.topic.limits))

    def close(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.sandboxes.close()
