"""Where submissions are graded: how many at a time, and what happens when a process dies."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from typing import Protocol

from receptive.classroom.task_grader import TaskProcess
from receptive.classroom.tasks import Graded, Task

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


class LocalEngine:
    """Processes on this machine, each with its own sandboxes and graders."""

    def __init__(self, jobs: int) -> None:
        self.window = AHEAD * jobs
        self.executor = ThreadPoolExecutor(jobs)
        self.processes = [TaskProcess() for _ in range(jobs)]
        self.idle: LifoQueue[TaskProcess] = LifoQueue()  # the warmest first
        for process in self.processes:
            self.idle.put(process)

    def submit(self, task: Task) -> Future[Graded]:
        return self.executor.submit(self._grade, task)

    def renew(self) -> None:
        """Each process is replaced by itself."""

    def stop(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.close()

    def _grade(self, task: Task) -> Graded:
        process = self.idle.get()
        try:
            return process.grade(task)
        finally:
            self.idle.put(process)
