"""The nouns of a class. The store gives them; reports and exports are made from them and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from receptive.classroom.downloads import Account
from receptive.classroom.roster import Enrolled
from receptive.model import Diagnosis, Hashes, Status, Visibility


@dataclass(frozen=True)
class CriterionMark:
    """How one criterion, or one question of a quiz, ended for one student."""

    id: str
    exercise: str  # empty for a question
    title: str
    visibility: Visibility
    points: float
    max_points: float
    status: Status
    message: str = ""
    diagnosis: Diagnosis | None = None
    measured: tuple[tuple[str, float], ...] = ()  # figures of a right answer, the one that counts most first


@dataclass(frozen=True)
class TopicMark:
    """One topic of one student. A quiz stands beside its topic as `TOPIC/quiz`."""

    topic: str
    points: float
    max_points: float
    criteria: tuple[CriterionMark, ...]
    hashes: Hashes
    source: str = ""  # what was graded, as text
    handed_in: datetime | None = None  # with its distance from UTC; None if that is not known

    @property
    def is_quiz(self) -> bool:
        return not any(criterion.exercise for criterion in self.criteria)


@dataclass(frozen=True)
class Adjustment:
    """A line of its own beside the marks: what an instructor, or a policy for late work, adds or takes."""

    kind: str  # "late" or "override"
    topic: str  # empty: the whole
    points: float  # added; negative if taken
    reason: str


@dataclass(frozen=True)
class StudentMarks:
    """Everything about one student, topics in the order of the lesson."""

    student: str
    topics: tuple[TopicMark, ...]
    adjustments: tuple[Adjustment, ...] = ()
    comment: str = ""
    enrolled: Enrolled | None = None  # what the roster says; None without one
    account: Account | None = None  # in the system that the work was downloaded from; None if that is not known

    @property
    def points(self) -> float:
        """What counts: marks and adjustments, never below 0."""
        total = sum(topic.points for topic in self.topics) + sum(one.points for one in self.adjustments)
        return max(0.0, total)

    @property
    def max_points(self) -> float:
        return sum(topic.max_points for topic in self.topics)


@dataclass(frozen=True)
class Gradebook:
    """A class, in the order of the students' names."""

    seed: str
    isolation: str
    students: tuple[StudentMarks, ...]
