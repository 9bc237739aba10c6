"""Where submissions are graded: how many at a time, and what happens when a process dies."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from receptive.classroom.tasks import Graded, Task
from receptive.grading.guarded import GuardedProcess, spawned

AHEAD = 2  # tasks given out for each process: one that runs, one that waits for it


@dataclass(frozen=True)
class Tls:
    """Files of an encrypted connection to a scheduler."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


class Engine(Protocol):
    """Runs tasks somewhere else."""

    @property
    def window(self) -> int:
        """How many tasks may be under way at once."""

    def submit(self, task: Task) -> Future[Graded]: ...

    def renew(self) -> None:
        """Begin anew after it broke; what was under way is lost."""

    def stop(self) -> None:
        """End it at once; what was under way is lost."""


class Bench:
    """The grading process of one thread; replaced when it dies."""

    def __init__(self) -> None:
        self.process = GuardedProcess(spawned("receptive.classroom.task_grader:grade_task"))

    def grade(self, task: Task) -> Graded:
        """Grade a task there, and wait for it, but not without an end.

        Raises:
            ClassError: the process has another lesson or other versions, or cannot confine student code.
            Lost: it died twice, and not over the submission.
        """
        graded: Graded = self.process.do(task, task.student_s)
        return graded

    def close(self) -> None:
        self.process.close()


_mine = threading.local()


def grade_there(task: Task) -> Graded:
    """Runs in a thread of an engine, which has a grading process of its own."""
    if not hasattr(_mine, "bench"):
        _mine.bench = Bench()
    graded: Graded = _mine.bench.grade(task)
    return graded


class LocalEngine:
    """Processes on this machine, each with its own sandboxes and graders."""

    def __init__(self, jobs: int) -> None:
        self.window = AHEAD * jobs
        self.executor = ThreadPoolExecutor(jobs, initializer=self._settle)
        self.benches: list[Bench] = []

    def submit(self, task: Task) -> Future[Graded]:
        return self.executor.submit(grade_there, task)

    def renew(self) -> None:
        """Each bench replaces its own process."""

    def stop(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        for bench in self.benches:
            bench.close()

    def _settle(self) -> None:
        _mine.bench = Bench()
        self.benches.append(_mine.bench)
