"""`grade` in a real terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pexpect
from pexpect.fdpexpect import fdspawn

from preloaded import TERMINAL, preloaded
from receptive.cli.watch.screen import KEYS
from support import COMMAND

TOPICS = ("output_size", "build_cnn")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CLEARED = "\x1b[3J"


def plain(text: str) -> str:
    return ESCAPES.sub("", text).replace("\r\n", "\n")


def is_whole(screen: str) -> bool:
    """Whether it is there to its last line, which a narrow window breaks; a quiz writes below it."""
    return " ".join(KEYS.split()) in " ".join(screen.split())


class Copied(fdspawn):  # type: ignore[misc]
    """What `pexpect.spawn` gives for `grade …`, with a copy of the preloaded process in a terminal of its own."""

    def __init__(
        self, words: Sequence[str], folder: Path, variables: Mapping[str, str], size: tuple[int, int], **settings: Any
    ) -> None:
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(ours, size)
        super().__init__(ours, **settings)
        handed = [theirs, theirs, theirs, preloaded().control.fileno()]
        self.copy = preloaded().start(TERMINAL, words, folder, variables, handed)
        os.close(theirs)

    @property
    def exitstatus(self) -> int | None:
        code = self.copy.poll()
        return None if code is None or code < 0 else code

    @exitstatus.setter
    def exitstatus(self, _: None) -> None:
        """Nobody knows it better."""

    def isalive(self) -> bool:
        return self.copy.poll() is None

    def kill(self, number: int) -> None:
        self.copy.send_signal(number)

    def setwinsize(self, rows: int, columns: int) -> None:
        termios.tcsetwinsize(self.child_fd, (rows, columns))

    def close(self) -> None:
        """Have the terminal closed, and what is in it ended."""
        super().close()
        self.copy.send_signal(signal.SIGHUP)
        self.copy.wait(20)


class Terminal:
    """A window with `grade watch` in it.

    Args:
        fresh: start it from nothing, as it is where processes are counted and signals sent.
    """

    def __init__(
        self,
        folder: Path,
        width: int = 100,
        topics: tuple[str, ...] = TOPICS,
        fresh: bool = False,
        **environment: str,
    ) -> None:
        variables = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COLUMNS", "LINES"))
        }
        self.raw = ""
        variables |= {"TERM": "xterm-256color", "RECEPTIVE_NO_SERVER": "1"} | environment
        self.run: Any
        if fresh:
            self.run = pexpect.spawn(
                COMMAND[0],
                [*COMMAND[1:], "watch", *topics],
                cwd=str(folder),
                env=variables,  # type: ignore[arg-type]
                dimensions=(45, width),
                encoding="utf-8",
            )
        else:
            self.run = Copied(["watch", *topics], folder, variables, (45, width), encoding="utf-8")

    @property
    def screen(self) -> str:
        """What one sees now, without colors."""
        self.read()
        return plain(self.raw.rpartition(CLEARED)[2])

    def read(self) -> bool:
        """Take what has been written since, and tell whether there was any."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.raw += self.run.read_nonblocking(1 << 16, timeout=0.1)
            return True
        return False

    def shows(self, text: str, seconds: float = 60) -> str:
        """Wait until a screen says this, and give it whole: it comes in pieces, and the next one right behind it."""
        deadline = time.monotonic() + seconds
        while text not in self.screen:
            self._still_expects(text, deadline)
        number = self.raw.count(CLEARED)
        while not is_whole(screen := plain(self.raw.split(CLEARED)[number])):
            self.read()
            self._still_expects(KEYS, deadline)
        return screen

    def _still_expects(self, text: str, deadline: float) -> None:
        assert time.monotonic() < deadline, f"{text!r} is not on the screen:\n{self.screen}"
        assert self.run.isalive(), f"it has ended:\n{self.screen}"

    def close(self) -> int:
        """Quit, and wait for the end."""
        if self.run.isalive():
            self.run.send("x")
        self.run.expect(pexpect.EOF, timeout=60)
        self.run.close()
        return int(self.run.exitstatus or 0)
