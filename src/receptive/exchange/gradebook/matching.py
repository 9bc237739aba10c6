"""Who is who: the rows of a system's file that belong to the students of a gradebook. Nobody is found by a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import StudentMarks
from receptive.classroom.points import fold_name
from receptive.exchange.gradebook.tables import Table

# The folder that Moodle makes of a submission, as `Ann Lee_5001_assignsubmission_file`; without the end, people cut it
MOODLE_FOLDER = re.compile(r"(?P<name>.+?)_(?P<number>[0-9]+)(?P<end>_assignsubmission_\w+)?")
NUMBER_AT_END = re.compile(r"(?P<word>.*?)(?P<number>[0-9]+)")


@dataclass(frozen=True)
class Key:
    """What may tell who is who: a column, or several whose values together are a name."""

    columns: tuple[int, ...]
    is_name: bool = False  # of a person
    is_number: bool = False  # the system's own number of a student; in Moodle behind a word of the language


@dataclass(frozen=True)
class Matched:
    """The row of each student that has one, how they were found, and who could be two."""

    rows: dict[str, int]
    by: str
    unclear: dict[str, str]  # students, and why no row is theirs for certain


def names_of(student: StudentMarks) -> tuple[str, ...]:
    """All that may stand for a student in a system's file: the folders, what the roster says."""
    roster = student.enrolled
    more = (*roster.also, roster.email, roster.id, roster.name) if roster else ()
    return tuple(filter(None, (student.student, *more)))


def match(students: Sequence[StudentMarks], table: Table, rows: tuple[int, ...], keys: tuple[Key, ...]) -> Matched:
    """The rows of students.

    The system's own number counts before all; the others are found by the one key that finds most, since two could
    disagree.

    Raises:
        ExportError: nobody is found.
    """
    names = {student.student: names_of(student) for student in students}
    if not keys:
        raise ExportError(f"{table.path} has no column that tells who is who; name one with --match")
    indices = [(key, _index(table, rows, key)) for key in keys]
    by_number, unclear = _by_number(students, table, indices)
    rest = {student: ways for student, ways in names.items() if student not in by_number and student not in unclear}
    best, index = max(indices, key=lambda one: _found_by(one[1], rest))
    found, more = _by_key(rest, index, table)
    matched = {**found, **by_number}
    unclear |= more | _shared(matched)
    matched = {student: row for student, row in matched.items() if student not in unclear}
    if not matched and not unclear:
        tried = ", ".join(repr(_title(table, key)) for key in keys)
        raise ExportError(f"no student of the gradebook is in {table.path}; looked in {tried}; see --match")
    by = [_title(table, key) for key, _ in indices if key.is_number and by_number]
    return Matched(matched, " and ".join([*by, _title(table, best)] if found or not by else by), unclear)


def name_in_folder(student: str) -> str:
    """The name in a folder that Moodle made; the whole where it is none."""
    found = MOODLE_FOLDER.fullmatch(student)
    return found["name"] if found else student


def _title(table: Table, key: Key) -> str:
    return " ".join(table.header[column] for column in key.columns)


Index = dict[str, set[int]]


def _index(table: Table, rows: tuple[int, ...], key: Key) -> Index:
    """Rows by the value of a key, and by the other ways of writing it."""
    found: Index = {}
    for at in rows:
        value = " ".join(table.rows[at].value(column) for column in key.columns)
        for name in _ways(fold_name(value)) - {""}:
            found.setdefault(name, set()).add(at)
    return found


def _ways(value: str) -> set[str]:
    """A value, the part of an address before @, and `lee, ann` as `ann lee`."""
    last, comma, first = value.partition(",")
    turned = f"{first.strip()} {last.strip()}" if comma and "," not in first else value
    return {value, value.partition("@")[0], turned}


@dataclass(frozen=True)
class _Number:
    """A number that a system knows somebody by, the name beside it, and whether the system surely wrote both."""

    number: str
    name: str
    sure: bool


def _numbers_of(student: StudentMarks) -> list[_Number]:
    """From where the work was downloaded, and from names of folders that Moodle made."""
    account = student.account
    folders = filter(None, map(MOODLE_FOLDER.fullmatch, names_of(student)))
    found = [_Number(folder["number"], folder["name"], bool(folder["end"])) for folder in folders]
    return [*([_Number(account.id, account.name, True)] if account else []), *found]


def _by_number(
    students: Sequence[StudentMarks], table: Table, indices: list[tuple[Key, Index]]
) -> tuple[dict[str, int], dict[str, str]]:
    """By the system's own number of a student; the name beside it must agree where the row has one."""
    rows, words = _rows_by_number(indices)
    names_at = _names_of_rows(table, [key for key, _ in indices if key.is_name])
    found: dict[str, int] = {}
    unclear: dict[str, str] = {}
    for student, one in ((each.student, one) for each in students for one in _numbers_of(each)):
        places = rows.get(one.number, set())
        if not places:
            continue
        place = min(places)
        known = names_at(place)
        if found.get(student, place) != place:
            unclear[student] = f"stands in {_lines(table, {place, found[student]})}"
        elif len(places) > 1:
            unclear[student] = f"the number {one.number} stands in {_lines(table, places)}"
        elif not known or _letters(one.name) in known | {_letters(words[place])}:
            found[student] = place
        elif one.sure:
            unclear[student] = f"{_lines(table, places)} has the number {one.number} and another name"
    return found, unclear


def _rows_by_number(indices: list[tuple[Key, Index]]) -> tuple[Index, dict[int, str]]:
    """Rows by the number at the end of a cell, and the word before it."""
    rows: Index = {}
    words: dict[int, str] = {}
    for index in (index for key, index in indices if key.is_number):
        for value, places in index.items():
            parts = NUMBER_AT_END.fullmatch(value)
            if parts:
                rows.setdefault(parts["number"], set()).update(places)
                words |= dict.fromkeys(places, parts["word"])
    return rows, words


def _names_of_rows(table: Table, keys: list[Key]) -> Callable[[int], set[str]]:
    def names(place: int) -> set[str]:
        row = table.rows[place]
        return {_letters(" ".join(row.value(column) for column in key.columns)) for key in keys} - {""}

    return names


def _letters(name: str) -> str:
    """The letters of a name in one order: systems leave out blanks, signs and accents, and turn first and last name."""
    plain = unicodedata.normalize("NFKD", fold_name(name))
    return "".join(sorted(char for char in plain if char.isalnum()))


def _lookup(ways: tuple[str, ...], index: Index) -> set[int]:
    """The rows that any of the names stands for, else any name within the name of a folder."""
    for names in (ways, map(name_in_folder, ways)):
        found = {place for name in names for place in index.get(fold_name(name), ())}
        if found:
            return found
    return set()


def _found_by(index: Index, names: Mapping[str, tuple[str, ...]]) -> tuple[int, int]:
    """How many students a key finds for certain, and how many at all."""
    found = [_lookup(ways, index) for ways in names.values()]
    return sum(len(places) == 1 for places in found), sum(map(bool, found))


def _by_key(rest: Mapping[str, tuple[str, ...]], index: Index, table: Table) -> tuple[dict[str, int], dict[str, str]]:
    found, unclear = {}, {}
    for student, ways in rest.items():
        places = _lookup(ways, index)
        if len(places) > 1:
            unclear[student] = f"stands in {_lines(table, places)}"
        elif places:
            found[student] = min(places)
    return found, unclear


def _shared(matched: dict[str, int]) -> dict[str, str]:
    """Students who would get one and the same row."""
    owners: dict[int, list[str]] = {}
    for student, row in matched.items():
        owners.setdefault(row, []).append(student)
    return {
        student: f"is one row with {', '.join(repr(other) for other in several if other != student)}"
        for several in owners.values()
        if len(several) > 1
        for student in several
    }


def _lines(table: Table, places: Iterable[int]) -> str:
    lines = sorted(table.rows[place].line for place in places)
    return f"{'lines' if len(lines) > 1 else 'line'} {', '.join(map(str, lines))}"
