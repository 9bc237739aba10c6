"""Notices that files of a folder were saved, whatever an editor does to save them.

The system's notices only say when to look. What counts are the bytes, so a notice too many does nothing, and a notice
that never comes (another machine's disk, a suspended laptop) costs half a second.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

LOOK_MS = 500
STEP_MS = 10  # nothing more for so long: the save is complete
LONGEST_MS = 100


class FolderWatch:
    """Calls `tell` from a thread whenever something may have changed in a folder, and twice a second besides."""

    def __init__(self, folder: Path, tell: Callable[[], None]) -> None:
        self.folder = folder
        self.tell = tell
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.ended.set()
        self.thread.join(5)

    def _run(self) -> None:
        while not self.ended.is_set():
            if self.folder.is_dir():
                # gone again, or the system has no more watches to give: looking twice a second has to do
                with contextlib.suppress(OSError, RuntimeError):
                    self._watch_one(self.folder.stat().st_ino)
            self.tell()
            self.ended.wait(LOOK_MS / 1000)

    def _watch_one(self, number: int) -> None:
        """Until the folder is another one: what is deleted and made again has a new number."""
        for _ in watch(
            self.folder,
            recursive=False,
            watch_filter=None,
            debounce=LONGEST_MS,
            step=STEP_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=self.ended,
            raise_interrupt=False,
        ):
            self.tell()
            if self.folder.stat().st_ino != number:
                return
