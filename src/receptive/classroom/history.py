"""Everything that a store knows of how one student's marks came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from receptive.classroom.attempts import mark_with, read_attempts
from receptive.classroom.changes import Change, read_changes
from receptive.classroom.corrections import find_student
from receptive.classroom.enrolling import enrolled_of
from receptive.classroom.errors import ClassError
from receptive.classroom.late import late_line
from receptive.classroom.marks import Mark, mark_of, override_of
from receptive.classroom.roster import Enrolled
from receptive.classroom.store import Kind, Store
from receptive.classroom.student_names import show_name


@dataclass(frozen=True)
class Tried:
    """One attempt, and what came of it. None: it has no mark, since a run ended before it was graded."""

    number: int  # from 1, of its topic
    source: str  # hash of what was handed in
    handed_in: str  # in ISO's form; empty if it is not known
    points: float | None
    max_points: float | None
    late: float  # what is taken for being late, never above 0
    late_reason: str
    undecided: bool
    counts: bool


@dataclass(frozen=True)
class TopicHistory:
    """One topic. `mark` is the one that counts, before late lines and overrides."""

    topic: str
    points: float
    max_points: float
    attempts: tuple[Tried, ...]  # none: nothing was handed in that could be run


@dataclass(frozen=True)
class History:
    student: str
    enrolled: Enrolled | None
    topics: tuple[TopicHistory, ...]
    changes: tuple[Change, ...]  # the first one first


def read_history(store: Store, student: str, topic: str = "") -> History:
    """What is known of a student, or of one topic of that student.

    Raises:
        ClassError: the store has no such student, or no such mark.
    """
    name = find_student(store, student)
    marks = sorted(
        (mark_of(entry) for entry in store.entries(name, Kind.MARK)), key=lambda one: (one.order, one.mark.topic)
    )
    chosen = [one for one in marks if topic in ("", one.mark.topic)]
    if topic and not chosen:
        known = ", ".join(one.mark.topic for one in marks) or "none"
        raise ClassError(f"{store.path} has no mark of {show_name(name)} for {topic}; there are {known}")
    enrolled = store.get(name, Kind.ENROLLED)
    changes = tuple(one for one in _changes(store, name) if topic in ("", one.topic) or not one.topic)
    topics = tuple(_topic(store, name, one) for one in chosen)
    return History(name, enrolled_of(enrolled) if enrolled else None, topics, changes)


def _topic(store: Store, student: str, counted: Mark) -> TopicHistory:
    name, mark = counted.mark.topic, counted.mark
    attempts = read_attempts(store, student, name)
    # The same file may have been handed in twice, with another one between: its last time is that of the mark
    places = {one.source: number for number, one in enumerate(attempts)}
    tried = []
    for number, one in enumerate(attempts):
        entry = mark_with(store, student, name, one.source)
        found = mark_of(entry) if entry else None
        late, reason = late_line(one.late, found.mark.points) if one.late and found else (0.0, "")
        tried.append(
            Tried(
                number + 1,
                one.source,
                one.moment.text if one.moment else "",
                found.mark.points if found else None,
                found.mark.max_points if found else None,
                late,
                reason,
                bool(found and found.is_undecided),
                one.source == mark.hashes.submission and counted.has_run and places[one.source] == number,
            )
        )
    return TopicHistory(name, mark.points, mark.max_points, tuple(tried))


def _changes(store: Store, student: str) -> Iterator[Change]:
    """Also what an older program wrote without saying who and when."""
    found = list(read_changes(store, student))
    for entry in store.entries(student, Kind.OVERRIDE):
        if not any((one.what, one.topic) == ("override", entry.topic) for one in found):
            override = override_of(entry)
            yield Change("override", entry.topic, "", f"{override.points:g}", override.reason, "", "")
    comment = store.get(student, Kind.COMMENT)
    if comment is not None and not any(one.what == "comment" for one in found):
        yield Change("comment", "", "", comment.body, "", "", "")
    yield from found
