"""Sandboxes and collected graders that stay open between runs."""

from __future__ import annotations

from collections.abc import Sequence

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

    def close(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.sandboxes.close()
