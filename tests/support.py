"""What several tests need besides fixtures."""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from preloaded import run_command
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.reading.reader import Reader

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "receptive"]
LIMIT_S = 300.0  # for a command, where others are busy too
FRESH = {"PYTHONHASHSEED": "1"}  # for a command that starts from nothing: it has another order of its sets, too


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def attempt(self) -> dict[str, Any]:
        """Standard output as one JSON object."""
        return dict(json.loads(self.out))

    def criteria(self) -> dict[str, dict[str, Any]]:
        """The criteria of all topics of an attempt, by id."""
        return {line["id"]: line for topic in self.attempt["topics"] for line in topic["criteria"]}


Grade = Callable[..., Ran]


# Variables that Python or a library reads once, when it is loaded
READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_", "OMP_", "OPENBLAS_", "TMPDIR")


def run_grade(*words: str | Path, cwd: Path, typed: str = "", **environment: str) -> Ran:
    """Runs `grade …` as in a plain terminal-less shell. `typed` is its input.

    It is a copy of a process that has loaded the libraries, unless a variable says what is read while they load:
    `**FRESH` makes it one that starts from nothing; of two runs that must be alike, one is such.
    """
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | environment
    if any(name.startswith(READ_AT_START) for name in environment):
        done = subprocess.run(
            [*COMMAND, *map(str, words)],
            cwd=cwd,
            env=variables,
            input=typed,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)
    return Ran(*run_command(list(map(str, words)), cwd, variables, typed, LIMIT_S))


# The demo without its last function, which never comes back and so takes as long as it is let. The one before it raises
# wherever there is a layer: all pairs of mistakes are tried on that, which takes three times as long as all the rest
WITH_A_SLIP = (ROOT / "docs" / "demo" / "output_size.py").read_text("utf-8").partition("\n\ndef receptive_field")[0]
HALF_WRITTEN = WITH_A_SLIP.partition("\n\ndef trace")[0]


def solution(topic: str) -> str:
    """The reference solution's text."""
    return find_content().solution(topic).read_text("utf-8")


def taught_topics() -> list[str]:
    """The topics that exist, in the order of teaching."""
    return [topic.slug for topic in load_lesson(find_content()).topics]


def skip_without(package: str, reason: str) -> None:
    """Leave a file of tests out if a package is absent. It is not loaded: the collection of all files would wait."""
    if importlib.util.find_spec(package) is None:
        pytest.skip(reason, allow_module_level=True)


@functools.cache
def shared_reader() -> Reader:
    """One process that reads the files of many tests, as one reads those of a whole class."""
    shared = Reader()
    atexit.register(shared.close)
    return shared


def descendants(pid: int) -> set[int]:
    """Living processes that a process has started, and theirs."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it has ended
            for child in map(int, task.read_text().split()):
                found |= {child} | descendants(child)
    return found


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that nobody has waited for yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):  # it ends while we look
        return False
    return state not in "ZX"


def program_of(pid: int) -> bytes:
    """What a process was started with; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that must happen soon, and on a busy machine later."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
