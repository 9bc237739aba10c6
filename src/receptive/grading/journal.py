"""What a grading process has decided so far and what it does now, in a file that outlives it."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from typing import Any

from receptive.model import Lacking, Status

MOST_BYTES = 4 << 20  # of a journal that is read again
SHOWN_NOTE = 2000  # characters of a traceback, the last ones


@dataclass(frozen=True)
class Given:
    """A criterion that was decided before, in a process that is gone."""

    criterion: str
    status: Status
    message: str = ""
    line: int = 0
    noted: str = ""
    lacking: Lacking | None = None
    exercise: str = ""  # that it was decided at
    measured: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Progress:
    """Where the grading of one submission stands."""

    given: tuple[Given, ...] = ()
    stage: str = ""  # what was being done; empty: nothing
    student_s: float = 0.0  # spent waiting for the student's code
    own_s: float = 0.0  # of the processor, spent by us


class Journal:
    """A file that a grading process writes, one short line for each step, and that is read when it has died."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def clear(self) -> None:
        """Begin the next submission."""
        os.ftruncate(self.descriptor, 0)
        os.lseek(self.descriptor, 0, os.SEEK_SET)

    def begin(self, stage: str) -> None:
        self._write(["begin", stage])

    def decided(self, given: Given, student_s: float, own_s: float) -> None:
        self._write(["decided", asdict(given), student_s, own_s])

    def read(self) -> Progress:
        """What was written; a last line that was cut off is left out."""
        size = min(os.fstat(self.descriptor).st_size, MOST_BYTES)
        given, stage, spent = [], "", (0.0, 0.0)
        for line in os.pread(self.descriptor, size, 0).splitlines():
            with contextlib.suppress(ValueError):
                what, *rest = json.loads(line)
                stage = rest[0] if what == "begin" else ""
                if what == "decided":
                    fields: dict[str, Any] = rest[0]
                    lacking = Lacking(fields["lacking"]) if fields["lacking"] else None
                    measured = tuple((name, value) for name, value in fields["measured"])
                    parsed = {"status": Status(fields["status"]), "lacking": lacking, "measured": measured}
                    given.append(Given(**{**fields, **parsed}))
                    spent = (rest[1], rest[2])
        return Progress(tuple(given), stage, *spent)

    def _write(self, line: list[Any]) -> None:
        os.write(self.descriptor, json.dumps(line).encode() + b"\n")
