"""The criterion × student map: what each cell says, by sign and word, for a small class and for a large one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from receptive.classroom.gradebook import CriterionMark, Gradebook, StudentMarks
from receptive.classroom.points import find_unsettled, points_of, topics_of
from receptive.model import Status

MOST_COLUMNS = 150  # students drawn one by one; more are drawn in groups of equal size
GROUPS = 20


class Cell(StrEnum):
    """How a criterion ended, as an instructor reads it."""

    RIGHT = "right"
    WRONG = "wrong"
    RAISED = "raised"
    STOPPED = "stopped"
    NOT_WRITTEN = "not written"
    UNDECIDED = "undecided"
    NOT_ASKED = "–"


SIGNS = {
    Cell.RIGHT: "✓",
    Cell.WRONG: "✗",
    Cell.RAISED: "!",
    Cell.STOPPED: "■",
    Cell.NOT_WRITTEN: "·",
    Cell.UNDECIDED: "?",
    Cell.NOT_ASKED: "–",
}
CELLS = {
    Status.PASSED: Cell.RIGHT,
    Status.FAILED: Cell.WRONG,
    Status.ERROR: Cell.RAISED,
    Status.TIMEOUT: Cell.STOPPED,
    Status.MEMORY: Cell.STOPPED,
    Status.CRASHED: Cell.STOPPED,
    Status.MISSING: Cell.NOT_WRITTEN,
    Status.NOT_RUN: Cell.UNDECIDED,
    Status.INTERNAL: Cell.UNDECIDED,
    Status.NEEDS_LOOK: Cell.UNDECIDED,
}


@dataclass(frozen=True)
class Map:
    """One topic. `cells`, by student and criterion, or `shares` of a group who were right, None if none was asked."""

    topic: str
    criteria: tuple[CriterionMark, ...]  # whose id and title count, no one's marks
    columns: tuple[str, ...]  # students or groups, the best first
    cells: tuple[tuple[Cell, ...], ...] = ()
    points: tuple[float | None, ...] = ()  # of each student in this topic, as it counts; None: not decided
    mistakes: tuple[int, ...] = ()  # known ones of each student in this topic
    shares: tuple[tuple[float | None, ...], ...] = ()


def rank(gradebook: Gradebook) -> tuple[StudentMarks, ...]:
    """The class, the best first."""
    return tuple(sorted(gradebook.students, key=lambda one: (-one.points, one.student)))


def maps_of(gradebook: Gradebook, labels: Mapping[str, str]) -> tuple[Map, ...]:
    """A map for each topic.

    Args:
        labels: what a student is called in the report.
    """
    students = rank(gradebook)
    return tuple(_map(topic.topic, students, labels) for topic in topics_of(gradebook))


def _map(topic: str, students: tuple[StudentMarks, ...], labels: Mapping[str, str]) -> Map:
    known: dict[str, CriterionMark] = {}
    rows: list[tuple[str, dict[str, Cell]]] = []
    for student in students:
        marks = [one for mark in student.topics if mark.topic == topic for one in mark.criteria]
        known |= {one.id: one for one in marks if one.id not in known}
        rows.append((labels[student.student], {one.id: CELLS[one.status] for one in marks}))
    criteria = tuple(known.values())
    names = tuple(label for label, _ in rows)
    cells = tuple(tuple(found.get(one.id, Cell.NOT_ASKED) for one in criteria) for _, found in rows)
    if len(cells) <= MOST_COLUMNS:
        points = tuple(None if find_unsettled(one, topic) else points_of(one, topic) for one in students)
        return Map(topic, criteria, names, cells, points, tuple(_count_mistakes(one, topic) for one in students))
    edges = [round(number * len(cells) / GROUPS) for number in range(GROUPS + 1)]
    parts = list(pairwise(edges))
    shares = tuple(
        tuple(_share([row[place] for row in cells[a:b]]) for place in range(len(criteria))) for a, b in parts
    )
    return Map(topic, criteria, tuple(f"{a + 1} to {b}" for a, b in parts), shares=shares)


def _count_mistakes(student: StudentMarks, topic: str) -> int:
    marks = [one for mark in student.topics if mark.topic == topic for one in mark.criteria]
    return len({one.diagnosis.misconception for one in marks if one.diagnosis})


def _share(cells: list[Cell]) -> float | None:
    decided = [cell for cell in cells if cell not in (Cell.UNDECIDED, Cell.NOT_ASKED)]
    return sum(cell is Cell.RIGHT for cell in decided) / len(decided) if decided else None
