"""A folder of submissions to students and their work. What is safe to understand is understood, the rest is listed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.candidates import Candidate, Found, walk
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import is_ignored, plain_name, show_name
from receptive.model import Submission
from receptive.reading.reader import Reader

MAX_NOTES = 50  # of one student
EMPTY = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True)
class Student:
    """Somebody of the class. Two folders may be one student's if their names differ in the coding of accents only."""

    name: str
    folders: tuple[Path, ...]


@dataclass(frozen=True)
class Class:
    students: tuple[Student, ...]  # in the order of their names
    notes: tuple[str, ...]
    roster: Roster = NO_ROSTER
    everybody: tuple[str, ...] = ()  # the names of all folders, and of who is on the roster


@dataclass(frozen=True)
class HandedIn:
    """One student's work for one topic, or why there is none. `place` is where it was found in the class's folder."""

    submission: Submission
    place: str
    modified: float = 0.0  # 0: not known


@dataclass(frozen=True)
class Collected:
    """All that one student has handed in."""

    work: tuple[HandedIn, ...]  # one of each topic, in their order
    responses: HandedIn | None  # to graded quizzes
    notes: tuple[str, ...]


def find_students(folder: Path, roster: Roster = NO_ROSTER) -> Class:
    """The students of a class: the folders in it, and who else is on the roster. Who withdrew is not among them.

    Raises:
        ClassError: the folder cannot be read.
    """
    notes: list[str] = []
    found: dict[str, list[Path]] = {}
    for entry in _entries(folder):
        if is_ignored(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            found.setdefault(plain_name(entry.name), []).append(Path(entry.path))
        else:
            notes.append(f"{show_name(entry.name)}: no folder of a student, not graded")
    everybody = tuple(sorted({*found, *(one.student for one in roster.students)}))
    if roster.students:
        notes += _compare(found, roster)
        listed = [one for one in roster.students if not one.withdrawn]
        found = {one.student: [path for name in one.folders for path in found.get(name, [])] for one in listed}
    students = tuple(Student(name, tuple(found[name])) for name in sorted(found))
    return Class(students, tuple(notes), roster, everybody)


def collect(
    student: Student, topics: Sequence[str], others: Sequence[str] = (), reader: Reader | None = None
) -> Collected:
    """Read what one student has handed in for these topics.

    Args:
        others: topics of the lesson that are not asked for; their files are no stray files.
        reader: reads what is more than text; without one it is closed again here.
    """
    if reader is None:
        with Reader() as reader:
            return collect(student, topics, others, reader)
    found = walk(student.folders, [*topics, *others], reader)
    notes = found.notes
    work = tuple(_choose(student, topic, found) for topic in topics)
    responses = _responses(student, found.responses, notes)
    if len(notes) > MAX_NOTES:
        notes = [*notes[:MAX_NOTES], f"and {len(notes) - MAX_NOTES} more"]
    return Collected(work, responses, tuple(notes))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as refused:
        raise ClassError(f"{folder} cannot be read: {refused.strerror}") from refused


def _compare(found: dict[str, list[Path]], roster: Roster) -> Iterator[str]:
    enrolled = {name for one in roster.students for name in one.folders}
    for one in roster.students:
        has_folder = any(name in found for name in one.folders)
        if one.withdrawn and has_folder:
            yield f"{roster.file}:{one.line}: {show_name(one.student)} is withdrawn, not graded"
        elif not one.withdrawn and not has_folder:
            yield f"{roster.file}:{one.line}: {show_name(one.student)} has no folder; counted as nothing handed in"
    for name in sorted(found.keys() - enrolled):
        yield f"{show_name(name)}/: not in {roster.file}, not graded"


def _choose(student: Student, topic: str, found: Found) -> HandedIn:
    candidates = [one for one in found.candidates if one.topic == topic]
    path = Path(f"{topic}.py")
    folder = show_name(student.name)
    if not candidates and found.refused:
        fault = f"there is no {topic}.py, and {', '.join(found.refused)} could not be opened."
        return HandedIn(Submission(topic, path, fault=fault, unclear=True), f"{folder}/{topic}.py")
    if not candidates:
        fault = f"nothing was handed in: there is no {topic}.py and no {topic}.ipynb."
        return HandedIn(Submission(topic, path, fault=fault, absent=True), f"{folder}/{topic}.py")
    first = min(candidates, key=lambda one: (one.place != f"{topic}.py", one.place))
    places = ", ".join(sorted(one.place for one in candidates))
    if any((one.source, one.fault) != (first.source, first.fault) for one in candidates):
        found.notes.append(f"{topic}: {places}: which of them counts? None was graded; leave one")
        fault = f"several files could be {topic}: {places}. None was graded; hand in one."
        return HandedIn(Submission(topic, path, fault=fault, unclear=True), f"{folder}/{topic}.py")
    if len(candidates) > 1:
        found.notes.append(f"{topic}: {places} are the same; {first.place} counts")
    if not first.fault and not first.source.strip(EMPTY):
        submission = Submission(topic, path, first.source, f"{first.place} is empty.", absent=True)
    else:
        submission = Submission(topic, path, first.source, first.fault)
    return HandedIn(submission, f"{folder}/{first.place}", first.modified)


def _responses(student: Student, found: list[Candidate], notes: list[str]) -> HandedIn | None:
    if not found:
        return None
    first = found[0]
    places = ", ".join(one.place for one in found)
    if any(one.source != first.source for one in found):
        notes.append(f"{places}: which of them counts? None was marked; leave one")
        return None
    submission = Submission("", Path(first.place), first.source)
    return HandedIn(submission, f"{show_name(student.name)}/{first.place}", first.modified)
