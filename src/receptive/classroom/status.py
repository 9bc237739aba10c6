"""A class at one glance: who is graded, and what is left to be looked at, decided or known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from receptive.classroom.attempts import kept_count, read_attempts
from receptive.classroom.chain import is_sealed
from receptive.classroom.enrolling import EVERYBODY, Part, Roster, kept_roster
from receptive.classroom.gradebook import TopicMark
from receptive.classroom.late import Count
from receptive.classroom.marks import StudentEntries, read_notes, read_students
from receptive.classroom.points import UNSETTLED, number_text
from receptive.classroom.store import Store
from receptive.model import Status


@dataclass(frozen=True)
class Line:
    """Something to know of one student, of one topic of one, or of the class."""

    student: str
    topic: str = ""
    what: str = ""


@dataclass(frozen=True)
class ClassStatus:
    students: int  # who count and are in a run
    sections: tuple[tuple[str, int], ...]  # with how many students
    roster: str  # the name of its file
    ended: bool  # whether the last run has ended
    count: Count
    full_points: int  # students
    nothing: tuple[Line, ...]  # students who handed in nothing that could be run
    needs_look: tuple[Line, ...]
    undecided: tuple[Line, ...]  # by a fault of ours, or since a package was absent
    late: tuple[Line, ...]
    overrides: tuple[Line, ...]
    comments: tuple[Line, ...]
    attempts: tuple[Line, ...]  # topics with more than one
    notes: tuple[Line, ...]
    not_run: tuple[Line, ...]  # on the roster, and in no run yet
    withdrawn: tuple[Line, ...]
    merged: tuple[Line, ...]  # other folders, and whose they are


def read_status(store: Store, part: Part = EVERYBODY) -> ClassStatus:
    """What a store says of a class, or of a part of it.

    Raises:
        ClassError: the store cannot be read, or nobody is in that part.
    """
    roster = kept_roster(store)
    students = list(read_students(store, part=part))
    graded = {one.student for one in students}
    listed = [one for one in roster.students if part.holds(one)]
    sections = Counter(one.enrolled.section for one in students if one.enrolled and one.enrolled.section)
    return ClassStatus(
        students=len(students),
        sections=tuple(sorted(sections.items())),
        roster=roster.file,
        ended=is_sealed(store),
        count=kept_count(store),
        full_points=sum(map(_is_full, students)),
        nothing=tuple(Line(one.student) for one in students if not any(mark.has_run for mark in one.marks)),
        needs_look=tuple(_open_topics(students, (Status.NEEDS_LOOK,))),
        undecided=tuple(_open_topics(students, tuple(one for one in UNSETTLED if one is not Status.NEEDS_LOOK))),
        late=tuple(_adjusted(students, "late")),
        overrides=tuple(_adjusted(students, "override")),
        comments=tuple(Line(one.student, "", one.comment) for one in students if one.comment),
        attempts=tuple(_several(store, students)),
        notes=(*_class_notes(store), *(Line(one.student, "", note) for one in students for note in one.notes)),
        not_run=tuple(Line(one.student) for one in listed if not one.withdrawn and one.student not in graded),
        withdrawn=tuple(Line(one.student, "", one.name) for one in listed if one.withdrawn),
        merged=tuple(_merged(roster, part)),
    )


def _is_full(one: StudentEntries) -> bool:
    most = sum(mark.mark.max_points for mark in one.marks)
    points = sum(mark.mark.points for mark in one.marks) + sum(line.points for line in one.adjustments)
    return bool(most) and not any(mark.is_undecided for mark in one.marks) and points >= most


def _open_topics(students: list[StudentEntries], statuses: tuple[Status, ...]) -> Iterator[Line]:
    """Topics with a criterion that ended so. An override decides."""
    for one in students:
        decided = {line.topic for line in one.adjustments if line.kind == "override"}
        for topic in (mark.mark for mark in one.marks if mark.mark.topic not in decided):
            found = _message(topic, statuses)
            if found is not None:
                yield Line(one.student, topic.topic, found)


def _message(topic: TopicMark, statuses: tuple[Status, ...]) -> str | None:
    return next((one.message for one in topic.criteria if one.status in statuses), None)


def _adjusted(students: list[StudentEntries], kind: str) -> Iterator[Line]:
    for one in students:
        for line in one.adjustments:
            if line.kind == kind:
                sign = "+" if line.points > 0 else ""
                yield Line(one.student, line.topic, f"{sign}{number_text(line.points)}: {line.reason}")


def _several(store: Store, students: list[StudentEntries]) -> Iterator[Line]:
    for one in students:
        for topic in (mark.mark.topic for mark in one.marks):
            count = len(read_attempts(store, one.student, topic))
            if count > 1:
                yield Line(one.student, topic, f"{count} attempts")


def _class_notes(store: Store) -> Iterator[Line]:
    return (Line("", "", note) for student, note in read_notes(store) if not student)


def _merged(roster: Roster, part: Part) -> Iterator[Line]:
    for one in roster.students:
        for other in one.also if part.holds(one) else ():
            yield Line(one.student, "", other)
