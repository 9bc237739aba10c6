"""Where submissions are graded: an executor, how much it is given at a time, and how it is replaced when it breaks."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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

    one_suspect: bool  # whether a task that was under way alone when the engine broke is to blame

    @property
    def window(self) -> int:
        """How many tasks may be under way at once."""

    def submit(self, task: Task) -> Future[Graded]: ...

    def renew(self) -> None:
        """Begin anew after it broke; what was under way is lost."""

    def stop(self) -> None:
        """End it at once; what was under way is lost."""


def grade_there(task: Task) -> Graded:
    """Runs in the process that grades; only there pytest and the graders are loaded."""
    from receptive.classroom.task_grader import grade_task

    return grade_task(task)


class LocalEngine:
    """Processes on this machine, each with its own sandboxes and graders."""

    one_suspect = True

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.window = AHEAD * jobs
        self.executor: Executor = self._begin()

    def submit(self, task: Task) -> Future[Graded]:
        return self.executor.submit(grade_there, task)

    def renew(self) -> None:
        self.stop()
        self.executor = self._begin()

    def stop(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
            process.join()

    def _begin(self) -> Executor:
        # Spawned, not forked: nothing of the store is in a process that starts strangers' code
        return ProcessPoolExecutor(self.jobs, multiprocessing.get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """In a new process: Ctrl-C is the coordinator's affair, and where that one is killed this one ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
