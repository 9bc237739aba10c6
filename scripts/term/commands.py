"""Calls the commands of the guide, in the folder of the term, and keeps to how each must end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

LEFT_OUT = "--"  # in place of an exit code: a rehearsal does not call it


@dataclass
class Commands:
    """What was called so far is printed, and written into `commands.txt`, a line for each: how it ended, and its words.

    Args:
        is_rehearsal: whether what takes minutes, however few students there are, is left out.
    """

    folder: Path
    is_rehearsal: bool = False
    began: float = field(default_factory=time.monotonic)

    def grade(self, *words: str, ends: tuple[int, ...] = (0,), is_long: bool = False) -> str:
        """`grade …`; what it printed. Ends the script if it ends in another way."""
        if is_long and self.is_rehearsal:
            self._tell(LEFT_OUT, ["grade", *words])
            return ""
        return self._call([sys.executable, "-m", "receptive"], ["grade", *words], ends)

    def nbgrader(self, *words: str, cwd: str = "course") -> str:
        """`nbgrader …`, with nothing of this machine's own configuration; a rehearsal does not call it."""
        if self.is_rehearsal:
            self._tell(LEFT_OUT, ["nbgrader", *words])
            return ""
        own = {f"JUPYTER_{name}_DIR": str(self.folder / "jupyter") for name in ("CONFIG", "DATA", "RUNTIME")}
        return self._call([sys.executable, "-m", "nbgrader"], ["nbgrader", *words], (0,), cwd, **own)

    def _call(self, program: list[str], words: list[str], ends: tuple[int, ...], cwd: str = ".", **own: str) -> str:
        ran = subprocess.run(
            [*program, *words[1:]],
            cwd=self.folder / cwd,
            env=os.environ | own,
            capture_output=True,
            text=True,
            check=False,
        )
        self._tell(str(ran.returncode), words)
        if ran.returncode not in ends:
            sys.exit(f"expected to end with {' or '.join(map(str, ends))}:\n{ran.stdout}\n{ran.stderr}")
        return ran.stdout + ran.stderr

    def _tell(self, ended: str, words: list[str]) -> None:
        line = f"[{ended}] {' '.join(f'{word!r}' if ' ' in word else word for word in words)}"
        print(f"{time.monotonic() - self.began:6.0f} s {line}", flush=True)
        with (self.folder / "commands.txt").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
