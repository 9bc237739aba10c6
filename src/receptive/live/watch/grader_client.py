"""The grading processes from the side of the one that watches: one for topics with torch, one for all others."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from receptive.catalogue.content import Content
from receptive.grading.guarded import Process
from receptive.live.watch.events import Gone, Job

PROGRAM = "from receptive.live.watch.grader_process import main; main()"


def start_grader(descriptor: int, words: Sequence[str]) -> Process:
    """A new interpreter that grades for who is at the other end of this descriptor."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, str(descriptor), *words],
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; it ends when we do
    )


class GraderClient:
    """A grading process. What it says is handed to `tell`, from a thread."""

    def __init__(self, name: str, content: Content, topics: Sequence[str], tell: Callable[[Any], None]) -> None:
        """Start it and return at once.

        Args:
            topics: those to warm up for, the first one first.
        """
        ours, theirs = socket.socketpair()
        self.name = name
        with theirs:
            self.process = start_grader(theirs.fileno(), [name, str(content.root), *topics])
        self.connection = Connection(ours.detach())
        threading.Thread(target=self._listen, args=[tell], daemon=True).start()

    def ask(self, job: Job) -> None:
        """Have this done now, instead of what is being done."""
        with contextlib.suppress(OSError):  # it has ended, which `tell` is told
            self.connection.send(job)

    def close(self) -> None:
        """End it. Its sandboxes and their workers end with it."""
        self.process.kill()
        self.process.wait()

    def _listen(self, tell: Callable[[Any], None]) -> None:
        while True:
            try:
                message = self.connection.recv()
            except (OSError, EOFError):
                tell(Gone(self.name))
                return
            tell(message)
