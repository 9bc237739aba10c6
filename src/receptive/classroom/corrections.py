"""What an instructor writes beside the marks. A run leaves it alone."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from receptive.classroom.chain import is_sealed, seal
from receptive.classroom.changes import Change, next_change, now
from receptive.classroom.enrolling import kept_roster
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import Override, mark_of, override_of
from receptive.classroom.points import number_text
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import plain_name, show_name


def override(
    store: Store, student: str, topic: str, points: float | None, reason: str, by: str, beyond: bool = False
) -> Override | None:
    """Set what a topic counts for a student, whatever later runs say; with None take that back.

    Args:
        by: who does it.
        beyond: also points that nobody can reach.

    Returns:
        The override that stood there before.

    Raises:
        ClassError: the store has no such mark, or the points are none that can be reached.
    """
    name = find_student(store, student)
    mark = store.get(name, Kind.MARK, topic)
    if mark is None:
        raise ClassError(f"{store.path} has no mark of {show_name(name)} for {topic}{_check_known(store, name)}")
    most = mark_of(mark).mark.max_points
    if points is not None and not beyond and not 0 <= points <= most:
        mend = "if you mean it, add --beyond"
        raise ClassError(f"{points:g} points for {show_name(name)}: {topic} counts from 0 to {most:g}; {mend}")
    entry = store.get(name, Kind.OVERRIDE, topic)
    before = override_of(entry) if entry else None
    if before is None and points is None:
        return None
    texts = (number_text(before.points) if before else "", "" if points is None else number_text(points))
    change = next_change(store, name, Change("override", topic, *texts, reason, by, now()))
    with sealing_again(store):
        if points is None:
            store.put([change], without=[(name, Kind.OVERRIDE, topic)])
        else:
            store.put([change, Entry(name, Kind.OVERRIDE, topic, json.dumps(asdict(Override(points, reason))))])
    return before


def comment(store: Store, student: str, text: str, by: str) -> str:
    """Write what the student is told beside the marks; an empty text takes it back. Returns the one before.

    Raises:
        ClassError: the store has no such student.
    """
    name = find_student(store, student)
    entry = store.get(name, Kind.COMMENT)
    before = entry.body if entry else ""
    if before == text:
        return before
    change = next_change(store, name, Change("comment", "", before, text, "", by, now()))
    with sealing_again(store):
        if text:
            store.put([change, Entry(name, Kind.COMMENT, "", text)])
        else:
            store.put([change], without=[(name, Kind.COMMENT, "")])
    return before


def find_student(store: Store, student: str) -> str:
    """The name under which a student is kept: also for another folder's name, or the id, e-mail or name of the roster.

    Raises:
        ClassError: the store has no such student.
    """
    name = plain_name(student)
    roster = kept_roster(store)
    for one in roster.students:
        if name in (one.student, *one.also):
            return one.student
    if next(store.entries(name), None) is not None and name:
        return name
    for one in roster.students:
        if name and name.casefold() in (one.id.casefold(), one.email.casefold()):
            return one.student
    named = [one.student for one in roster.students if name and name.casefold() == one.name.casefold()]
    if len(named) == 1:
        return named[0]
    raise ClassError(f"{store.path} has no student {show_name(name)}{_nearest(store, name)}")


@contextmanager
def sealing_again(store: Store) -> Iterator[None]:
    """Keep a finished run finished. One that was cut off stays so, and does not look finished."""
    finished = is_sealed(store)
    yield
    if finished:
        seal(store)


def _nearest(store: Store, name: str) -> str:
    """Who may have been meant, or where all are named."""
    known = {plain_name(each).casefold(): each for each in store.students(Kind.MARK)}
    close = difflib.get_close_matches(name.casefold(), known, 1, 0.7)
    return f"; did you mean {show_name(known[close[0]])}?" if close else "; `grade class export csv -` names all"


def _check_known(store: Store, student: str) -> str:
    topics = [entry.topic for entry in store.entries(student, Kind.MARK)]
    return f"; there are {', '.join(topics)}" if topics else ": there is no such student in it"
