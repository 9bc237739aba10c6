"""What one grading process holds: warm sandboxes and open graders, from one submission to the next."""

from __future__ import annotations

import atexit
import threading

from receptive.catalogue import load_topic
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import body_of
from receptive.classroom.tasks import Graded, Task
from receptive.content import find_content
from receptive.grading.certificate import certificate_state, grader_hash
from receptive.grading.isolation import isolation_of
from receptive.grading.run import Sandboxes, environment_hash, versions_for
from receptive.grading.session import GraderSession
from receptive.model import Isolation, Level, Status, TopicResult
from receptive.scoring import total_points


class WarmGraders:
    """Kept for as long as the process lives."""

    def __init__(self) -> None:
        self.content = find_content()
        self.sandboxes = Sandboxes()
        self.sessions: dict[str, tuple[str, GraderSession]] = {}

    def grade(self, task: Task) -> Graded:
        """Grade one submission.

        Raises:
            ClassError: this process has another lesson or other versions, or cannot confine student code.
        """
        session, isolation = self._session(task)
        graded = session.grade(task.submission, task.rules.seed)
        if any(outcome.status is Status.INTERNAL for outcome in graded.outcomes):
            self.close()  # whatever broke is not handed on to the next submission
        topic = session.topic
        result = TopicResult(
            topic,
            task.submission.path,
            graded.outcomes,
            total_points(graded.outcomes),
            task.hashes,
            certificate_state(topic, task.hashes.grader).value,
        )
        return Graded(body_of(result, task.rules.seed, isolation, versions_for([topic])), graded.incident)

    def close(self) -> None:
        for _, session in self.sessions.values():
            session.close()
        self.sessions.clear()
        self.sandboxes.close()
        self.sandboxes = Sandboxes()

    def _session(self, task: Task) -> tuple[GraderSession, Isolation]:
        """The open grader of a topic, if it is still the one that the coordinator means."""
        grader, session = self.sessions.get(task.topic, ("", None))
        if session is None or grader != task.hashes.grader:
            if session is not None:
                session.close()
            session = self._open(task)
            self.sessions[task.topic] = (task.hashes.grader, session)
        isolation = isolation_of(session.sandbox)
        if isolation.level is Level.C and not task.rules.weak:
            raise ClassError(f"student code cannot be confined here: {isolation.reason}. --weak grades all the same")
        return session, isolation

    def _open(self, task: Task) -> GraderSession:
        topic = load_topic(self.content, task.topic)
        if grader_hash(topic) != task.hashes.grader:
            raise ClassError(f"the grader of {topic.slug} has changed since the run began, or a worker has another one")
        if environment_hash(topic) != task.hashes.environment:
            here = ", ".join(" ".join(pair) for pair in versions_for([topic]))
            raise ClassError(f"a worker has other versions than the coordinator: {here}. Install the same in both")
        sandbox = self.sandboxes.prepare(topic.packages)
        sandbox.wait()
        return GraderSession(topic, sandbox)


_warm: list[WarmGraders] = []
_one_at_a_time = threading.Lock()  # an engine may give a process several threads; a grader has one


def grade_task(task: Task) -> Graded:
    """Grade in this process, with what it holds already."""
    with _one_at_a_time:
        if not _warm:
            _warm.append(WarmGraders())
            atexit.register(_warm[0].close)
        return _warm[0].grade(task)
