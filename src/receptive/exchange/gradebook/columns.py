"""Fills one column of a system's own exported gradebook: finds the students' rows, and says whom it did not find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.points import find_unsettled, fold_name, number_text, points_of
from receptive.exchange.gradebook.tables import Row, Table, fill_column


@dataclass(frozen=True)
class Filled:
    """The file, and what an instructor must know before it is uploaded."""

    data: bytes
    written: int
    matched_by: str
    replaced: tuple[str, ...]  # marks that stood there and were others
    skipped: tuple[str, ...]  # rows and students that keep what they had, and why
    not_in_file: tuple[str, ...]  # students of the gradebook
    not_graded: tuple[str, ...]  # rows of the file


@dataclass(frozen=True)
class Place:
    """Where marks go: the rows of students, the column, the columns that may tell who is who, best first."""

    table: Table
    rows: tuple[int, ...]
    column: int
    keys: tuple[int, ...]
    label: int  # the column that names a student for people
    locked: Callable[[Row], str] = lambda _: ""  # why a row must keep its mark; empty if it need not


def column_of(table: Table, name: str) -> int:
    """The column with that header.

    Raises:
        ExportError: there is none, or several.
    """
    found = [place for place, header in enumerate(table.header) if fold_name(header) == fold_name(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ExportError(f"{table.path} has {len(found)} columns {name!r}; rename all but one")
    raise ExportError(f"{table.path} has no column {name!r}; it has {', '.join(map(repr, table.header))}")


def fill(gradebook: Gradebook, place: Place, topic: str, scale: float) -> Filled:
    """Write each student's points, times `scale`, into the column."""
    key, rows = _best_key(gradebook, place)
    cells: dict[int, str] = {}
    replaced, skipped, missing = [], [], []
    for student in gradebook.students:
        at = rows.get(fold_name(student.student))
        if at is None:
            missing.append(student.student)
            continue
        row = place.table.rows[at]
        mark = points_of(student, topic)
        why = _why_not(student, topic, mark) or place.locked(row)
        before = row.values[place.column].strip()
        if why or mark is None:
            skipped.append(f"{student.student}: {why}; the cell keeps {before!r}")
            continue
        cells[at] = number_text(mark * scale)
        if before and not _same(before, cells[at]):
            replaced.append(f"{student.student}: {before} is now {cells[at]}")
    names = {fold_name(student.student) for student in gradebook.students}
    known = {at for name, at in rows.items() if name in names}
    others = [place.table.rows[at].values[place.label] for at in place.rows if at not in known]
    data = fill_column(place.table, place.column, cells)
    header = place.table.header[key]
    return Filled(data, len(cells), header, tuple(replaced), tuple(skipped), tuple(missing), tuple(others))


def _why_not(student: StudentMarks, topic: str, mark: float | None) -> str:
    if mark is None:
        return "nothing was graded"
    undecided = find_unsettled(student, topic)
    return f"not decided, through no fault of the student's: {', '.join(undecided)}" if undecided else ""


def _best_key(gradebook: Gradebook, place: Place) -> tuple[int, Mapping[str, int]]:
    """The one column by which most students are found, and the rows by its values. One only: two could disagree."""
    names = {fold_name(student.student) for student in gradebook.students}
    indices = [(key, _index(place.table.rows, place.rows, key)) for key in place.keys]
    best = max(indices, key=lambda one: len(names & one[1].keys()), default=None)
    if best is None:
        raise ExportError(f"{place.table.path} has no column that tells who is who; name one with --match")
    if not names & best[1].keys():
        tried = ", ".join(repr(place.table.header[key]) for key in place.keys)
        raise ExportError(f"no student of the gradebook is in {place.table.path}; looked in {tried}; see --match")
    return best


def _index(rows: Sequence[Row], places: Iterable[int], key: int) -> dict[str, int]:
    """Rows by the value of a column, and by the part before @ of an address; what two rows share finds neither."""
    found: dict[str, set[int]] = {}
    for at in places:
        value = fold_name(rows[at].values[key])
        for name in {value, value.partition("@")[0]} - {""}:
            found.setdefault(name, set()).add(at)
    return {name: at.pop() for name, at in found.items() if len(at) == 1}


def _same(before: str, now: str) -> bool:
    try:
        return abs(float(before) - float(now)) < 1e-4
    except ValueError:
        return before == now
