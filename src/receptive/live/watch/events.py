"""What the watching process and its graders say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from receptive.model import Foreseen, Isolation, Outcome


@dataclass(frozen=True)
class Job:
    """Exercises of one topic to be graded, in this order, and failures to be explained after that."""

    topic: str
    path: Path
    source: bytes
    seed: str
    exercises: tuple[str, ...]
    explain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One exercise has been graded.

    `is_explained`: nothing more will be said about it. `asked`: the names of the student's module that its criteria
    called, empty if that cannot be told.
    """

    topic: str
    source: bytes
    exercise: str
    outcomes: tuple[Outcome, ...]
    is_explained: bool
    asked: tuple[str, ...]
    isolation: Isolation
    printed: str = ""
    incident: str = ""
    foreseen: tuple[Foreseen, ...] = ()


@dataclass(frozen=True)
class Idle:
    """The grader has done its job, or left it for a newer one."""

    process: str


@dataclass(frozen=True)
class Warm:
    """The grader of a topic has been opened."""

    topic: str


@dataclass(frozen=True)
class Gone:
    """The grading process has ended."""

    process: str


@dataclass(frozen=True)
class Broken:
    """The grader of a topic cannot be used: our fault, or the lesson's."""

    topic: str
    problem: str
