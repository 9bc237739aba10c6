"""What one grading process of a class does: one task after the other, with graders that stay open."""

from __future__ import annotations

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import body_of
from receptive.classroom.tasks import Graded, Task
from receptive.grading.allowance import Allowance
from receptive.grading.certificate import grader_hash
from receptive.grading.desk import judge
from receptive.grading.guarded import GuardedProcess, Work, spawn
from receptive.grading.hashes import environment_hash, versions
from receptive.grading.pool import Pool, Unconfined
from receptive.grading.records import ToGrade
from receptive.grading.results import graded_result
from receptive.model import Topic


class TaskProcess(GuardedProcess):
    """A process that grades one task after the other."""

    def __init__(self) -> None:
        super().__init__(spawn("receptive.classroom.task_grader:open_task_grader"))

    def grade(self, task: Task) -> Graded:
        """Have a task graded there, and wait for it, but not without an end.

        Raises:
            ClassError: as `grade_task` says.
            Lost: it died twice, and not over the submission.
        """
        graded: Graded = self.do(task, task.student_s)
        return graded


def open_task_grader() -> Work:
    """What such a process does."""
    pool = Pool()
    return lambda task, allowance: grade_task(pool, task, allowance)


def grade_task(pool: Pool, task: Task, allowance: Allowance) -> Graded:
    """Grade one submission in this process.

    Raises:
        ClassError: this process has another lesson or other versions, or cannot confine student code.
    """
    topic = _topic(pool, task)
    try:
        judged = judge(pool, ToGrade(topic, task.submission, task.seed, weak=task.rules.weak), allowance)
    except Unconfined as refused:
        text = f"student code cannot be confined here: {refused}. --weak grades all the same"
        raise ClassError(text) from refused
    result = graded_result(topic, task.submission, judged.graded, task.hashes)
    body = body_of(result, task.seed, judged.isolation, versions([topic]))
    return Graded(body, judged.graded.incident, judged.graded.noted)


def _topic(pool: Pool, task: Task) -> Topic:
    """The topic that the coordinator means: that of the open grader, if it still is this one."""
    opened = pool.graders.get(task.topic)
    if opened is not None and opened.grader_hash == task.hashes.grader:
        return opened.topic
    pool.drop(task.topic)
    topic = load_topic(find_content(), task.topic)
    if grader_hash(topic) != task.hashes.grader:
        raise ClassError(f"the grader of {topic.slug} has changed since the run began, or a worker has another one")
    if environment_hash(topic) != task.hashes.environment:
        here = ", ".join(" ".join(pair) for pair in versions([topic]))
        raise ClassError(f"a worker has other versions than the coordinator: {here}. Install the same in both")
    return topic
