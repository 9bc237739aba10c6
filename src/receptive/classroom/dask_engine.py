"""Many machines: tasks go to the workers of a dask.distributed scheduler that somebody has started.

A worker that dies is the scheduler's affair: it gives the task to another one. A scheduler that dies is ours: we wait
until it is back and hand in again what was under way. What comes back is written once, however often it was graded.
"""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import BrokenExecutor, Future
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, Security

from receptive.classroom.engines import AHEAD, Tls
from receptive.classroom.errors import ClassError
from receptive.classroom.task_grader import TaskProcess
from receptive.classroom.tasks import Graded, Task

CONNECT_S = 20
PATIENCE_S = 300.0  # for a scheduler that is being started again, and for its first worker
LOOK_S = 5.0  # how often we ask how many workers there are

_mine = threading.local()  # a worker of theirs keeps nothing of ours between two tasks but its threads


def grade_there(task: Task) -> Graded:
    """Runs in a thread of a worker, which has a grading process of its own."""
    if not hasattr(_mine, "process"):
        _mine.process = TaskProcess()
    process: TaskProcess = _mine.process
    return process.grade(task)


class DaskEngine:
    def __init__(self, address: str, tls: Tls) -> None:
        """Connect to a scheduler.

        Raises:
            ClassError: it is not there, or has no worker.
        """
        self.address = address
        self.security = Security(  # type: ignore[no-untyped-call]  # as below
            require_encryption=address.startswith("tls:") or None,
            **{f"tls_{name}": str(path) for name, path in _files(tls).items()},
        )
        self.client = self._connect(CONNECT_S)
        self.executor = self.client.get_executor(pure=False)
        self.looked = -LOOK_S
        self.workers = 0
        self._wait_for_worker()

    @property
    def window(self) -> int:
        """Tasks for the processes that are there now; they may become more."""
        if time.monotonic() - self.looked > LOOK_S:
            self.looked = time.monotonic()
            try:
                self.workers = len(self.client.nthreads())
            except Exception:  # the next task notices that the scheduler is gone
                self.workers = max(self.workers, 1)
        return 2 * AHEAD * max(self.workers, 1)

    def submit(self, task: Task) -> Future[Graded]:
        try:
            future: Future[Graded] = self.executor.submit(grade_there, task)
        except Exception as gone:
            raise BrokenExecutor(str(gone)) from gone
        return future

    def renew(self) -> None:
        """Wait for the scheduler to be there again.

        Raises:
            ClassError: it is not, after minutes; what is finished is kept.
        """
        self._close()
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.client = self._connect(5)
                break
            except ClassError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(1)
        self.executor = self.client.get_executor(pure=False)
        self._wait_for_worker()

    def stop(self) -> None:
        self._close()

    def _connect(self, seconds: float) -> Any:  # the library has few types
        told = "start it with `dask scheduler`, or mend the address"
        try:
            place = urlsplit(self.address)
            # A client that finds nobody tries on for long after it was given up
            socket.create_connection((place.hostname or "", place.port or 8786), timeout=seconds).close()
            return Client(self.address, security=self.security, timeout=seconds, set_as_default=False)  # type: ignore[no-untyped-call]  # as above
        except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as refused:
            raise ClassError(f"no scheduler at {self.address}: {refused}; {told}") from refused

    def _wait_for_worker(self) -> None:
        try:
            self.client.wait_for_workers(1, timeout=CONNECT_S)
        except TimeoutError as none:
            self._close()
            told = f"`dask worker {self.address} --nworkers 2 --nthreads 1`, in an environment with receptive"
            raise ClassError(f"the scheduler at {self.address} has no worker; start some: {told}") from none

    def _close(self) -> None:
        try:
            self.executor.shutdown(wait=False)
            self.client.close(timeout=5)
        except Exception:  # it may be half gone; what counts is in the store
            return


def _files(tls: Tls) -> dict[str, object]:
    named = {"ca_file": tls.ca, "client_cert": tls.cert, "client_key": tls.key}
    return {name: path for name, path in named.items() if path}
