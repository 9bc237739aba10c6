"""Single keys from a terminal, and the terminal as it was afterwards."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

LOOK_S = 0.2


class Keys:
    """Hands each key to `tell` from a thread, while it is open. Without a terminal it does nothing."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.paused = threading.Event()
        self.resting = threading.Event()
        self.ended = False
        self.saved = _mode()
        if self.saved is None:
            return
        _single_keys()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    @property
    def is_open(self) -> bool:
        return self.saved is not None

    def refresh(self) -> None:
        """After a stop and a `fg`: the shell has put its own mode back. A key that was pressed since then counts."""
        if self.is_open and not self.paused.is_set():
            _single_keys(keep_typed=True)

    @contextlib.contextmanager
    def left_alone(self) -> Iterator[None]:
        """Give the terminal to another program for a while."""
        self.paused.set()
        self.resting.wait(5 * LOOK_S)
        self._restore()
        try:
            yield
        finally:
            self.paused.clear()
            self.refresh()

    def close(self) -> None:
        self.ended = True
        self._restore()

    def _restore(self) -> None:
        if self.saved is not None:
            import termios

            with contextlib.suppress(termios.error, OSError):  # the terminal is gone
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self.saved)

    def _read(self) -> None:
        descriptor = sys.stdin.fileno()
        while not self.ended:
            if self.paused.is_set():
                self.resting.set()
                threading.Event().wait(LOOK_S)
                continue
            self.resting.clear()
            with contextlib.suppress(OSError):
                if select.select([descriptor], [], [], LOOK_S)[0] and not self.paused.is_set():
                    data = os.read(descriptor, 64)
                    if not data:  # the window was closed
                        self.tell("x")
                        return
                    if data[0] != 0x1B:  # arrows and the like are no keys of ours
                        for key in data.decode("utf-8", "replace"):
                            self.tell(key)


def _mode() -> list[Any] | None:
    """The terminal's settings; None if there is none."""
    if sys.platform == "win32" or not sys.stdin.isatty() or not sys.stdout.isatty():
        return None
    import termios

    return list(termios.tcgetattr(sys.stdin.fileno()))


def _single_keys(keep_typed: bool = False) -> None:
    """No line to be ended with Return, and no echo; Ctrl-C and Ctrl-Z stay what they are."""
    import termios
    import tty

    tty.setcbreak(sys.stdin.fileno(), termios.TCSADRAIN if keep_typed else termios.TCSAFLUSH)
