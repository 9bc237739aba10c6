"""What a person decides where a run could not: which file of a student counts for a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from receptive.classroom.changes import Change, next_change, now
from receptive.classroom.corrections import find_student, sealing_again
from receptive.classroom.errors import ClassError
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name
from receptive.workspace.file_names import topic_of


def read_taken(store: Store, student: str) -> Mapping[str, str]:
    """The places in a student's folder that were decided for, by topic."""
    return {entry.topic: entry.body for entry in store.entries(student, Kind.TAKEN)}


def take(store: Store, student: str, place: str, topic: str, topics: Sequence[str], by: str) -> str:
    """Let a file count for a topic from the next run on. Returns the topic.

    Args:
        place: in the student's folder, as `grade class who` prints it.
        topic: empty: the one that the file is named after.
        by: who decides.

    Raises:
        ClassError: there is no such student, or the topic is not known.
    """
    name = find_student(store, student)
    topic = topic or topic_of(place.rpartition("/")[2], topics)
    if topic not in topics:
        raise ClassError(f"{show_name(place)} is named after no topic; say which with --topic: {', '.join(topics)}")
    before = read_taken(store, name).get(topic, "")
    change = next_change(store, name, Change("file", topic, before, place, "", by, now()))
    with sealing_again(store):
        store.put([change, Entry(name, Kind.TAKEN, topic, place)])
    return topic


def undo(store: Store, student: str, place: str, by: str) -> Sequence[str]:
    """Take decisions for this place back. Returns their topics.

    Raises:
        ClassError: there is none.
    """
    name = find_student(store, student)
    found = [topic for topic, taken in read_taken(store, name).items() if taken == place]
    if not found:
        raise ClassError(f"{store.path} has no decision of {show_name(name)} for {show_name(place)}")
    with sealing_again(store):
        for topic in found:
            change = next_change(store, name, Change("file", topic, place, "", "", by, now()))
            store.put([change], without=[(name, Kind.TAKEN, topic)])
    return found
