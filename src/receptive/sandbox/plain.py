"""Workers as plain processes, for systems without fork and Landlock: macOS and Windows. Level C.

A student checks their own work with it; the process boundary keeps the grader's memory apart and a deadline ends what
hangs, but the code may do whatever its user may. The path is tested on Linux only.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from receptive.sandbox.channel import PipeChannel
from receptive.sandbox.client import BOOTSTRAP, ENVIRONMENT, START_S, CannotStart, Worker, package_paths

# Without these Windows starts no Python; none of them is a secret
NEEDED_VARIABLES = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP")


class PlainSandbox:
    refuses_reading = False
    refuses_calls = False
    starts_quickly = False

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = tuple(packages)
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def wait(self) -> None:
        """Nothing is warm here."""

    def spawn(self, memory_bytes: int, cpu_s: int) -> Worker:
        """A fresh worker, started from nothing: it pays for its imports."""
        settings = {"paths": package_paths(["numpy", "torch"]), "memory_bytes": memory_bytes, "cpu_s": cpu_s}
        output, name = tempfile.mkstemp()
        environment = ENVIRONMENT | {key: os.environ[key] for key in NEEDED_VARIABLES if key in os.environ}
        try:
            process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-S", "-B", "-c", BOOTSTRAP.format("worker"), json.dumps(settings)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                cwd=tempfile.gettempdir(),
                **_own_group(),
            )
        except OSError as refused:
            raise CannotStart(f"cannot start Python: {refused}") from refused
        finally:
            if sys.platform != "win32":  # there an open file cannot be removed; the temporary folder is cleaned later
                os.unlink(name)  # noqa: PTH108  # a name from mkstemp
        assert process.stdin is not None
        assert process.stdout is not None
        self.running[process.pid] = process
        worker = Worker(self, process.pid, PipeChannel(process.stdout, process.stdin, process.kill), output)
        warm = "".join(f"import {package}\n" for package in self.packages)
        worker.ask(START_S, "load", "warm", "warm.py", warm.encode())  # before the clock of the student's code starts
        return worker

    def end(self, pid: int) -> int:
        """Kill one worker; returns its exit code, or minus the signal that ended it."""
        process = self.running.pop(pid, None)
        if process is None:
            return -signal.SIGTERM  # ended by `close`
        process.kill()
        return process.wait()

    def close(self) -> None:
        for pid in tuple(self.running):
            self.end(pid)


def _own_group() -> dict[str, Any]:
    """Ctrl-C is for us, not for the worker."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
