"""`grade watch` in a real terminal."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

import pexpect

from support import COMMAND

TOPICS = ("output_size", "build_cnn")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CLEARED = "\x1b[3J"


class Terminal:
    """A window with `grade watch` in it."""

    def __init__(self, folder: Path, width: int = 100, topics: tuple[str, ...] = TOPICS, **environment: str) -> None:
        variables = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COLUMNS", "LINES"))
        }
        self.raw = ""
        self.run = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "watch", *topics],
            cwd=str(folder),
            env=variables | {"TERM": "xterm-256color", "RECEPTIVE_NO_SERVER": "1"} | environment,
            dimensions=(45, width),
            encoding="utf-8",
        )

    @property
    def screen(self) -> str:
        """What one sees now, without colors."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.raw += self.run.read_nonblocking(1 << 16, timeout=0.1)
        return ESCAPES.sub("", self.raw.rpartition(CLEARED)[2]).replace("\r\n", "\n")

    def shows(self, text: str, seconds: float = 30) -> str:
        """Wait until the screen says this, and give it as it is then: the next one may be half drawn already."""
        deadline = time.monotonic() + seconds
        while text not in (screen := self.screen):
            assert time.monotonic() < deadline, f"{text!r} is not on the screen:\n{self.screen}"
            assert self.run.isalive(), f"it has ended:\n{self.screen}"
        return screen

    def close(self) -> int:
        """Quit, and wait for the end."""
        if self.run.isalive():
            self.run.send("x")
        self.run.expect(pexpect.EOF, timeout=20)
        self.run.close()
        return int(self.run.exitstatus or 0)
