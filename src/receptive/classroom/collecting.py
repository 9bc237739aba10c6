"""A folder of submissions to students and their work. What is safe to understand is understood, the rest is listed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.downloads import Account, parse_file, parse_folder
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import is_ignored, plain_name, show_name
from receptive.model import Submission, Topic
from receptive.reading.reader import Reader
from receptive.workspace.deciding import COARSE_S
from receptive.workspace.file_names import RESPONSES
from receptive.workspace.finding import Finder, Response
from receptive.workspace.listing import File, Listing, list_files
from receptive.workspace.settling import Settled, settle


@dataclass(frozen=True)
class Student:
    """Somebody of the class, with the folders and the files of a download without folders that are theirs.

    Two folders may be one student's if their names differ in the coding of accents only.
    """

    name: str
    folders: tuple[Path, ...]
    files: tuple[File, ...] = ()
    account: Account | None = None


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
    found: dict[str, Student] = {}
    for entry in _entries(folder):
        if is_ignored(entry.name):
            continue
        mine = _whose(entry)
        if mine is None:
            notes.append(f"{show_name(entry.name)}: no folder of a student, not graded")
        else:
            found[mine.name] = _joined(mine.name, [found[mine.name], mine] if mine.name in found else [mine])
    everybody = tuple(sorted({*found, *(one.student for one in roster.students)}))
    if roster.students:
        owners = find_owners(list(found.values()), roster)
        notes += _compare(found, owners, roster)
        found = {
            one.student: _joined(one.student, [mine for mine in found.values() if owners.get(mine.name) == one.student])
            for one in roster.students
            if not one.withdrawn
        }
    return Class(tuple(found[name] for name in sorted(found)), tuple(notes), roster, everybody)


def find_owners(found: Sequence[Student], roster: Roster) -> dict[str, str]:
    """Whom of a roster each folder belongs to: by its name, else by the number or the one name that a system knows."""
    owners = {name: one.student for one in roster.students for name in one.folders}
    by_id = {one.id: one.student for one in roster.students if one.id}
    names = Counter(mine.account.name for mine in found if mine.account)
    for mine in found:
        if mine.account and mine.name not in owners:
            account = mine.account
            named = [one.student for one in roster.students if account.name in (one.student, one.name)]
            if account.id in by_id:
                owners[mine.name] = by_id[account.id]
            elif len(named) == 1 == names[account.name]:
                owners[mine.name] = named[0]
    return owners


def _whose(entry: os.DirEntry[str]) -> Student | None:
    """The student whom an entry of a class's folder belongs to, with this entry alone."""
    path = Path(entry.path)
    if entry.is_dir(follow_symlinks=False):
        handed = parse_folder(entry.name)
        name = handed.student if handed else plain_name(entry.name)
        return Student(name, (path,), account=handed.account if handed else None)
    handed = parse_file(entry.name)
    if handed is None:
        return None
    file = File(show_name(entry.name), path, entry.is_symlink(), handed.upload, handed.file)
    return Student(handed.student, (), (file,), handed.account)


def _joined(name: str, parts: Sequence[Student]) -> Student:
    folders = tuple(path for part in parts for path in part.folders)
    files = tuple(file for part in parts for file in part.files)
    return Student(name, folders, files, next((part.account for part in parts if part.account), None))


def collect(
    student: Student,
    topics: Sequence[Topic],
    others: Sequence[Topic] = (),
    reader: Reader | None = None,
    taken: Mapping[str, str] | None = None,
) -> Collected:
    """Read what one student has handed in for these topics.

    Args:
        others: topics of the lesson that are not asked for; their files are no stray files.
        reader: reads what is more than text; without one it is closed again here.
        taken: the places in the student's folder that somebody decided for, by topic.
    """
    if reader is None:
        with Reader() as reader:
            return collect(student, topics, others, reader, taken)
    taken = taken or {}
    found = Finder([*topics, *others], reader, taken).find(list_work(student))
    settled = [settle(topic, found, reader, taken.get(topic.slug, "")) for topic in topics]
    folder = show_name(student.name)
    work = tuple(
        HandedIn(one.submission, _place(folder, topic, one), one.modified)
        for topic, one in zip(topics, settled, strict=True)
    )
    notes = [*(gap.note for gap in found.gaps), *(note for one in settled for note in one.notes), *found.notes]
    responses = _responses(student, found.responses, notes)
    return Collected(work, responses, tuple(notes))


def list_work(student: Student) -> Listing:
    """Every file that one student has handed in."""
    listing = list_files(student.folders)
    listing.files += [file for file in student.files if not is_ignored(file.own_name)]
    return listing


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as refused:
        raise ClassError(f"{folder} cannot be read: {refused.strerror}") from refused


def _compare(found: Mapping[str, Student], owners: Mapping[str, str], roster: Roster) -> Iterator[str]:
    there = {owners[name] for name in found if name in owners}
    for one in roster.students:
        if one.withdrawn and one.student in there:
            yield f"{roster.file}:{one.line}: {show_name(one.student)} is withdrawn, not graded"
        elif not one.withdrawn and one.student not in there:
            yield f"{roster.file}:{one.line}: {show_name(one.student)} has no folder; counted as nothing handed in"
    for name in sorted(found.keys() - owners.keys()):
        yield f"{show_name(name)}/: not in {roster.file}, not graded"


def _place(folder: str, topic: Topic, settled: Settled) -> str:
    """Where the work lies; the folder alone if there is no file that a person could decide for."""
    if settled.submission.unclear and not settled.places:
        return f"{folder}/"
    return f"{folder}/{settled.place or f'{topic.slug}.py'}"


def _responses(student: Student, found: Sequence[Response], notes: list[str]) -> HandedIn | None:
    if not found:
        return None
    newest = max(found, key=lambda one: one.modified)
    others = [one for one in found if one.data != newest.data]
    if any(one.modified + COARSE_S >= newest.modified for one in others):
        places = ", ".join(one.place for one in found)
        notes.append(f"{places}: which of them counts? None was marked; leave one")
        fault = f"several files hold answers to quizzes: {places}. None was marked; leave one."
        unclear = Submission("", Path(RESPONSES), fault=fault, unclear=True)
        return HandedIn(unclear, f"{show_name(student.name)}/{RESPONSES}")
    notes += [f"{one.place} is older than {newest.place}, so only that is marked" for one in others]
    submission = Submission("", Path(newest.place), newest.data)
    return HandedIn(submission, f"{show_name(student.name)}/{newest.place}", newest.modified)
