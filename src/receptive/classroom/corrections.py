"""What an instructor writes beside the marks. A run leaves it alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from receptive.classroom.chain import is_sealed, seal
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import Override
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import plain_name, show_name


def override(store: Store, student: str, topic: str, points: float | None, reason: str) -> None:
    """Set what a topic counts for a student, whatever later runs say; with None take that back.

    Raises:
        ClassError: the store has no such mark.
    """
    name = plain_name(student)
    if store.get(name, Kind.MARK, topic) is None:
        raise ClassError(f"{store.path} has no mark of {show_name(name)} for {topic}{_check_known(store, name)}")
    with sealing_again(store):
        if points is None:
            store.remove(name, Kind.OVERRIDE, topic)
        else:
            store.put([Entry(name, Kind.OVERRIDE, topic, json.dumps(asdict(Override(points, reason))))])


def comment(store: Store, student: str, text: str) -> None:
    """Write what the student is told beside the marks; an empty text takes it back.

    Raises:
        ClassError: the store has no such student.
    """
    name = plain_name(student)
    if next(store.entries(name), None) is None:
        raise ClassError(f"{store.path} has no student {show_name(name)}")
    with sealing_again(store):
        if text:
            store.put([Entry(name, Kind.COMMENT, "", text)])
        else:
            store.remove(name, Kind.COMMENT, "")


@contextmanager
def sealing_again(store: Store) -> Iterator[None]:
    """Keep a finished run finished. One that was cut off stays so, and does not look finished."""
    finished = is_sealed(store)
    yield
    if finished:
        seal(store)


def _check_known(store: Store, student: str) -> str:
    topics = [entry.topic for entry in store.entries(student, Kind.MARK)]
    return f"; there are {', '.join(topics)}" if topics else ": there is no such student in it"
