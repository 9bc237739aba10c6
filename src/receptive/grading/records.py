"""What a grading process is asked and what it gives. Light: whoever only waits for it loads no grader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from receptive.model import Exercise, Foreseen, Isolation, Outcome, Submission, Topic

INTERNAL_MESSAGE = "The grader itself failed here. This is our fault and not yours; please report it."


@dataclass(frozen=True)
class GradedTopic:
    """What a run of all criteria gave, before scoring."""

    outcomes: tuple[Outcome, ...]
    printed: str = ""
    incident: str = ""  # our fault, and nobody's points
    seconds: dict[str, float] = field(default_factory=dict)  # wall clock of each criterion
    replies: Mapping[str, list[Any]] = field(default_factory=dict)  # what came back in each criterion
    noted: str = ""  # what a submission's values made our code stumble over: its criterion fails, and we should look
    absent: tuple[str, ...] = ()  # packages that the file imports and that are not there
    foreseen: tuple[Foreseen, ...] = ()  # at home: what is known beyond what was run
    notes: tuple[str, ...] = ()  # what the student should know about the grading itself


@dataclass(frozen=True)
class ToGrade:
    """One submission."""

    topic: Topic
    submission: Submission
    seed: str
    only: tuple[Exercise, ...] = ()  # all, if empty
    weak: bool = True  # also where its code cannot be confined
    with_replies: bool = False  # show what its code gave


@dataclass(frozen=True)
class Judged:
    """What came of it. `shown`: the replies of each criterion as Python writes them, in plain ASCII, and cut."""

    graded: GradedTopic
    grader_hash: str
    isolation: Isolation
    shown: dict[str, tuple[str, ...]]
