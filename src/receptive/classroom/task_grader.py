"""What one grading process of a class does: one task after the other, with graders that stay open."""

from __future__ import annotations

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import body_of
from receptive.classroom.tasks import Graded, Task
from receptive.grading.allowance import Allowance
from receptive.grading.certificate import grader_hash
from receptive.grading.isolation import isolation_of
from receptive.grading.results import graded_result
from receptive.grading.run import environment_hash, versions_for
from receptive.grading.session import GraderSession
from receptive.grading.warm import Unconfined, WarmGraders
from receptive.model import Status, Topic


class TaskGrader:
    """Kept for as long as the process lives."""

    def __init__(self) -> None:
        self.content = find_content()
        self.warm = WarmGraders()

    def grade(self, task: Task, allowance: Allowance) -> Graded:
        """Grade one submission.

        Raises:
            ClassError: this process has another lesson or other versions, or cannot confine student code.
        """
        session = self._session(task)
        graded = session.grade(task.submission, task.seed, allowance=allowance)
        if any(outcome.status is Status.INTERNAL for outcome in graded.outcomes):
            self.warm.close()  # whatever broke is not handed on to the next submission
        topic = session.topic
        result = graded_result(topic, task.submission, graded, task.hashes)
        body = body_of(result, task.seed, isolation_of(session.sandbox), versions_for([topic]))
        return Graded(body, graded.incident, graded.noted)

    def close(self) -> None:
        self.warm.close()

    def _session(self, task: Task) -> GraderSession:
        """The open grader of a topic, if it is still the one that the coordinator means."""
        session = self.warm.sessions.get(task.topic)
        if session is not None and session.grader_hash != task.hashes.grader:
            self.warm.drop(task.topic)
            session = None
        topic = session.topic if session is not None else self._topic(task)
        try:
            return self.warm.session(topic, task.rules.weak)
        except Unconfined as refused:
            text = f"student code cannot be confined here: {refused}. --weak grades all the same"
            raise ClassError(text) from refused

    def _topic(self, task: Task) -> Topic:
        topic = load_topic(self.content, task.topic)
        if grader_hash(topic) != task.hashes.grader:
            raise ClassError(f"the grader of {topic.slug} has changed since the run began, or a worker has another one")
        if environment_hash(topic) != task.hashes.environment:
            here = ", ".join(" ".join(pair) for pair in versions_for([topic]))
            raise ClassError(f"a worker has other versions than the coordinator: {here}. Install the same in both")
        return topic


_graders: list[TaskGrader] = []


def grade_task(task: Task, allowance: Allowance) -> Graded:
    """Grade in this process, with what it holds already."""
    if not _graders:
        _graders.append(TaskGrader())
    return _graders[0].grade(task, allowance)
