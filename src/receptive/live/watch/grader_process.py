"""A process that grades for `grade watch`: opened graders, warm sandboxes, one job after the other.

It speaks to the process that watches and to nobody else, and ends when that one is gone.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from receptive.catalogue.content import Content, ContentError
from receptive.catalogue.manifest import load_topic
from receptive.grading.allowance import limit_here
from receptive.grading.pool import Pool, isolation_of
from receptive.grading.records import GradedTopic
from receptive.grading.session import GraderSession
from receptive.live.watch.events import Broken, Idle, Job, Verdict, Warm
from receptive.model import Status, Submission
from receptive.sandbox.client import CannotStart
from receptive.student.process import StudentProcess

LOOK_S = 0.05
UNEXPLAINED = (Status.PASSED, Status.MISSING, Status.NOT_RUN)  # what needs no explanation


class Superseded(BaseException):
    """A newer job waits. No fault that an explanation could be given up for."""


class JobGrader:
    def __init__(self, name: str, content: Content, connection: Connection) -> None:
        self.name = name
        self.content = content
        self.connection = connection
        self.pool = Pool()
        self.cold: list[str] = []  # topics to be opened while nobody asks for anything

    def serve(self) -> None:
        """Do what is asked until nobody is there."""
        while True:
            while self.cold and not self.connection.poll():
                self._session(self.cold.pop(0))
            job = self.connection.recv()
            while self.connection.poll():  # only the newest counts
                job = self.connection.recv()
            try:
                session = self._session(job.topic)
                self._do(job, session)
            except Superseded:
                continue
            except (ContentError, CannotStart) as broken:
                self.connection.send(Broken(job.topic, str(broken)))
            self.connection.send(Idle(self.name))

    def _session(self, slug: str) -> GraderSession:
        if slug in self.pool.graders:
            return self.pool.graders[slug]
        session = self.pool.grader(load_topic(self.content, slug))
        session.load_expert()
        self.connection.send(Warm(slug))
        return session

    def _do(self, job: Job, session: GraderSession) -> None:
        unexplained = list(job.explain)
        for exercise in job.exercises:
            verdict = self._graded(job, session, exercise, explain=False)
            self.connection.send(verdict)
            if not verdict.is_explained:
                unexplained.append(exercise)
        for exercise in unexplained:
            self.connection.send(self._graded(job, session, exercise, explain=True))

    def _graded(self, job: Job, session: GraderSession, exercise: str, explain: bool) -> Verdict:
        only = tuple(one for one in session.topic.exercises if one.name == exercise)
        submission = Submission(job.topic, job.path, job.source)
        process = Interruptible(session, submission, self.connection.poll)
        with session.only(only), process.broken_off_for_newer(), limit_here() as allowance:
            graded: GradedTopic = session.grade_process(process, job.seed, explain, allowance())
        needs_none = not session.is_at_home and all(each.status in UNEXPLAINED for each in graded.outcomes)
        return Verdict(
            job.topic,
            job.source,
            exercise,
            graded.outcomes,
            explain or needs_none,
            tuple(sorted(process.asked)) if process.is_plain else (),
            isolation_of(session.sandbox),
            graded.printed,
            graded.incident,
            graded.foreseen,
        )


class Interruptible(StudentProcess):
    """Gives way to a newer job: at once between two criteria and while a failure is being explained.

    Within a test nothing may be raised, or pytest would keep half of it; there the worker is taken away.
    """

    def __init__(self, session: GraderSession, submission: Submission, newer: Callable[[float], bool]) -> None:
        super().__init__(session.sandbox, session.topic.limits, submission, session.probes)
        self.session = session
        self.newer = newer
        self.is_broken_off = False
        self._called_before: set[tuple[str, str]] = set()  # in criteria that are decided

    @property
    def asked(self) -> set[str]:
        """The names of the student's module that were called."""
        return {name for module, name in self._called_before | self.called if module == self.module}

    @property
    def is_plain(self) -> bool:
        """Whether nothing but those was called: what a probe does with the module is its own affair."""
        return all(module == self.module for module, _ in self._called_before | self.called)

    def begin_criterion(self, seed: int) -> None:
        self._give_way()
        self._called_before |= self.called
        super().begin_criterion(seed)

    def call(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.session.plugin.running is None:
            self._give_way()
        return super().call(target, name, args, kwargs)

    def _give_way(self) -> None:
        if self.is_broken_off or (self.session.plugin.running is None and self.newer(0)):
            raise Superseded

    @contextlib.contextmanager
    def broken_off_for_newer(self) -> Iterator[None]:
        """A training network is not waited for when a newer text is there."""
        done = threading.Event()

        def wait_for_newer() -> None:
            while not done.is_set():
                if self.newer(LOOK_S):
                    self.is_broken_off = True
                    self.break_off()
                    return

        threading.Thread(target=wait_for_newer, daemon=True).start()
        try:
            yield
        finally:
            done.set()
        if self.is_broken_off:
            raise Superseded


def main() -> None:
    """Arguments: descriptor of the connection, name, folder of the lesson, topics to warm up for."""
    descriptor, name, root, *topics = sys.argv[1:]
    grader = JobGrader(name, Content(Path(root)), Connection(int(descriptor)))
    try:
        grader.cold = topics
        grader.pool.prepare([load_topic(grader.content, slug) for slug in topics])
        grader.serve()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # whoever watches is gone
    finally:
        grader.pool.close()
