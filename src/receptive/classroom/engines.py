"""Where submissions are graded: how many at a time, and what happens when a process dies."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue, SimpleQueue
from threading import Thread
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
    """Processes on this machine, each with its own sandboxes and graders, and a thread that waits for it.

    They are daemons, and no executor's: an interrupt may fall between a lock and its release, where Python loses the
    release. Whoever then waits for that lock waits for ever, and so would an end of this process that waits for it.
    """

    def __init__(self, jobs: int) -> None:
        self.window = AHEAD * jobs
        self.given: SimpleQueue[tuple[Future[Graded], Task] | None] = SimpleQueue()
        self.processes = [TaskProcess() for _ in range(jobs)]
        self.idle: LifoQueue[TaskProcess] = LifoQueue()  # the warmest first
        for process in self.processes:
            self.idle.put(process)
            Thread(target=self._work, daemon=True).start()

    def submit(self, task: Task) -> Future[Graded]:
        future: Future[Graded] = Future()
        self.given.put((future, task))
        return future

    def renew(self) -> None:
        """Each process is replaced by itself."""

    def stop(self) -> None:
        for process in self.processes:
            process.close()
            self.given.put(None)

    def _work(self) -> None:
        while given := self.given.get():
            future, task = given
            process = self.idle.get()
            try:
                future.set_result(process.grade(task))
            except BaseException as fault:
                future.set_exception(fault)
            finally:
                self.idle.put(process)
