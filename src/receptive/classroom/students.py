"""A folder of submissions to students: whose each folder and file in it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.catalogue.content import find_content
from receptive.classroom.downloads import Account, parse_file, parse_folder
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.errors import ClassError
from receptive.classroom.loose_files import LooseFile, parse_loose
from receptive.classroom.people import People
from receptive.classroom.student_names import is_ignored, plain_name, show_name
from receptive.workspace.listing import File

NAME_IT = "name it after its student (ann_output_size.py, ann.zip), or put it into a folder with the student's name"


@dataclass(frozen=True)
class Student:
    """Somebody of the class, with the folders and the files beside them that are theirs.

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
    unowned: tuple[str, ...] = ()  # work of which nobody can know whose it is, and what to do


def find_students(folder: Path, roster: Roster = NO_ROSTER) -> Class:
    """The students of a class: whose folders and files are in it, and who else is on the roster.

    Who withdrew is not among them.

    Raises:
        ClassError: the folder cannot be read.
    """
    sorting = _Sorting(People(roster))
    sorting.sort([entry for entry in _entries(folder) if not is_ignored(entry.name)])
    found = {name: _joined(name, parts) for name, parts in sorting.parts.items()}
    notes = list(sorting.notes)
    everybody = tuple(sorted({*found, *(one.student for one in roster.students)}))
    if roster.students:
        owners = find_owners(list(found.values()), roster)
        notes += _compare(found, owners, roster)
        found = {
            one.student: _joined(one.student, [mine for mine in found.values() if owners.get(mine.name) == one.student])
            for one in roster.students
            if not one.withdrawn
        }
    students = tuple(found[name] for name in sorted(found))
    return Class(students, tuple(notes), roster, everybody, tuple(sorting.unowned))


def find_owners(found: Sequence[Student], roster: Roster) -> dict[str, str]:
    """Whom of a roster each folder belongs to: by its name, else by the number or the one name that a system knows."""
    people = People(roster)
    owners = {name: one.student for one in roster.students for name in one.folders}
    names = Counter(mine.account.name for mine in found if mine.account)
    for mine in found:
        owner = ""
        if mine.name in owners:
            continue
        if mine.account is None:
            owner = people.find(mine.name)
        elif mine.account.id in people.by_id:
            owner = people.by_id[mine.account.id]
        elif names[mine.account.name] == 1:
            owner = people.find(mine.account.name)
        if owner:
            owners[mine.name] = owner
    return owners


class _Sorting:
    """What lies in the folder of a class, by student."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.topics = find_content().topics()
        self.parts: dict[str, list[Student]] = {}
        self.notes: list[str] = []
        self.unowned: list[str] = []

    def sort(self, entries: Sequence[os.DirEntry[str]]) -> None:
        loose: list[tuple[os.DirEntry[str], LooseFile]] = []
        for entry in entries:
            mine = _of_system(entry)
            if mine:
                self.parts.setdefault(mine.name, []).append(mine)
            else:
                loose.append((entry, parse_loose(entry.name, self.topics)))
        alike = Counter(parsed.unmarked for _, parsed in loose)
        for entry, parsed in loose:
            self._sort_loose(entry, parsed, alike[parsed.unmarked] > 1)

    def _sort_loose(self, entry: os.DirEntry[str], parsed: LooseFile, is_one_of_several: bool) -> None:
        shown = show_name(entry.name)
        listed = {student for part in parsed.people if (student := self.people.find(part))}
        if len(listed) == 1:
            (name,) = listed
        elif not parsed.is_work:
            self.notes.append(f"{shown}: no folder of a student, not graded")
            return
        elif len(parsed.people) == 1:
            (name,) = parsed.people
        else:
            why = f"is it {' or '.join(map(show_name, parsed.people))}?" if parsed.people else "its name does not say"
            self.unowned.append(f"{shown}: whose is it? {why}; {NAME_IT}")
            return
        file = File(shown, Path(entry.path), entry.is_symlink(), 0, parsed.file, not parsed.file, is_one_of_several)
        self.parts.setdefault(name, []).append(Student(name, (), (file,)))


def _of_system(entry: os.DirEntry[str]) -> Student | None:
    """The student whom a folder, or a file with a system's name, belongs to, with this entry alone."""
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
        places = [f"{show_name(name)}/"] if found[name].folders else [file.place for file in found[name].files]
        yield f"{', '.join(places)}: not in {roster.file}, not graded"
