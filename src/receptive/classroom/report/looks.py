"""What somebody has to look at before anything else: marks that are not decided, what stumbled, what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.marks import read_notes, read_students
from receptive.classroom.points import UNSETTLED, find_unsettled
from receptive.classroom.store import Store
from receptive.model import Status

WHY = {
    Status.NEEDS_LOOK: "needs a look",
    Status.INTERNAL: "our fault: run the class again",
    Status.NOT_RUN: "not run, since a package is absent: install it and run again",
}


@dataclass(frozen=True)
class Undecided:
    """A topic of a student that has no mark yet. `message`: what the student is told; it may name files."""

    student: str
    topic: str
    criteria: tuple[str, ...]
    why: str
    message: str


@dataclass(frozen=True)
class Stumble:
    """A criterion that failed because a value made our code stumble: was the value right after all?"""

    student: str
    topic: str
    text: str


@dataclass(frozen=True)
class Findings:
    """What a run wrote down beside the marks. `notes`: of a student, or of the class with an empty name."""

    stumbles: tuple[Stumble, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


NO_FINDINGS = Findings()


def undecided_of(gradebook: Gradebook) -> tuple[Undecided, ...]:
    """Every topic that is not decided, in the order of the students."""
    return tuple(one for student in gradebook.students for one in _undecided(student))


def findings_of(store: Store, gradebook: Gradebook) -> Findings:
    """What the store holds about these students, and about the class."""
    names = {"", *(one.student for one in gradebook.students)}
    stumbles = tuple(
        Stumble(one.student, mark.mark.topic, mark.noted)
        for one in read_students(store)
        for mark in one.marks
        if mark.noted and one.student in names
    )
    return Findings(stumbles, tuple((student, note) for student, note in read_notes(store) if student in names))


def _undecided(student: StudentMarks) -> Iterator[Undecided]:
    for topic in student.topics:
        if find_unsettled(student, topic.topic):
            some = [one for one in topic.criteria if one.status in UNSETTLED]
            yield Undecided(
                student.student,
                topic.topic,
                tuple(one.id for one in some),
                WHY[some[0].status],
                some[0].message,
            )
