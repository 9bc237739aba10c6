"""Fills one column of a system's own exported gradebook, and says what it changes and what it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.points import find_unsettled, fold_name, has_begun, number_text, points_of
from receptive.exchange.gradebook.changes import Change
from receptive.exchange.gradebook.decimals import (
    COMMA,
    POINT,
    is_number,
    read_number,
    sign_of,
    write_number,
)
from receptive.exchange.gradebook.matching import Key, match
from receptive.exchange.gradebook.tables import Row, Table, fill_column

NOTHING_YET = ("", "-", "–", "—")
SAME = 5e-5  # below the last place that is written


@dataclass(frozen=True)
class FillOptions:
    """What an instructor says of the file and the marks; what is empty is found in the file, or refused."""

    column: str = ""  # to be filled
    topic: str = ""  # one topic only; empty for all
    match: str = ""  # the column that holds what the gradebook calls students
    scale: bool = False  # convert to the maximum of the column, where the class counts other points
    encoding: str = ""
    separator: str = ""
    decimal: str = ""  # the sign itself
    maximum: str = ""  # a number, or the column that holds it
    locked: tuple[str, ...] = ()  # a row in which one of these words is a cell keeps its mark
    points_row: str = ""  # how Canvas' row of points possible begins


@dataclass(frozen=True)
class Filled:
    """The file, and what an instructor must know before it is uploaded."""

    data: bytes
    matched_by: str
    changes: tuple[Change, ...]
    unchanged: int  # the same mark stood there
    skipped: tuple[str, ...]  # rows and students that keep what they had, and why
    not_in_file: tuple[str, ...]  # students of the gradebook
    not_graded: tuple[str, ...]  # rows of the file

    @property
    def replaced(self) -> tuple[Change, ...]:
        """Changes of marks that stood there and were others."""
        return tuple(change for change in self.changes if change.before not in NOTHING_YET)


@dataclass(frozen=True)
class Place:
    """Where marks go: the rows of students, the column, what may tell who is who (best first)."""

    table: Table
    rows: tuple[int, ...]
    column: int
    keys: tuple[Key, ...]
    label: tuple[int, ...]  # the columns that name a student for people
    maximum: float
    sign: str  # of decimals; empty if the file does not say
    locked: Callable[[Row], str] = field(default=lambda _: "")  # why a row must keep its mark; empty if it need not


def find_column(table: Table, name: str) -> int:
    """The column with that header.

    Raises:
        ExportError: there is none, or several.
    """
    found = columns_of(table, frozenset({fold_name(name)}))
    if len(found) == 1:
        return found[0]
    if found:
        raise ExportError(f"{table.path}:1: has {len(found)} columns {name!r}; rename all but one")
    raise ExportError(f"{table.path}:1: has no column {name!r}; it has {', '.join(map(repr, table.header))}")


def columns_of(table: Table, words: frozenset[str]) -> tuple[int, ...]:
    """The columns whose header is one of the words."""
    return tuple(at for at, header in enumerate(table.header) if fold_name(header) in words)


def decimal_sign(table: Table, cells: Iterable[tuple[int, str]], given: str) -> str:
    """The decimal sign of a file: as given, as the cells say, or as all of the file and its separator do.

    Raises:
        ExportError: the cells contradict one another.
    """
    if given:
        return given
    said = sign_of(table.path, cells)
    if said:
        return said
    everywhere = ((row.line, row.value(at)) for row in table.rows for at in range(len(row.texts)))
    try:
        said = sign_of(table.path, everywhere)
    except ExportError:  # other columns are not ours to mend
        said = ""
    return said or (POINT if table.separator == COMMA else "")


def read_points(table: Table, line: int, text: str, sign: str) -> float:
    """A number of the file.

    Raises:
        ExportError: it is none, or which one cannot be known.
    """
    readings = {read_number(text, one) for one in ([sign] if sign else [POINT, COMMA])} - {None}
    if len(readings) == 1:
        return readings.pop() or 0.0
    if readings:
        raise ExportError(f"{table.path}:{line}: {text.strip()!r} reads in two ways; say --decimal point or comma")
    how = {POINT: " with a decimal point", COMMA: " with a decimal comma"}.get(sign, "")
    raise ExportError(
        f"{table.path}:{line}: {text.strip()!r} is no number{how}; mend the cell, or say --decimal or --maximum"
    )


def factor_between(ours: float, theirs: float, scale: bool, what: str) -> float:
    """What to multiply marks with, so that they count the column's points; 1 where both count the same.

    Raises:
        ExportError: they do not, and nobody asked to convert; or nothing can be counted there.
    """
    if theirs <= 0:
        raise ExportError(f"{what} counts {number_text(theirs)} points; set its maximum there, or say --maximum NUMBER")
    if ours <= 0 or abs(ours - theirs) < 1e-6:
        return 1.0
    if not scale:
        raise ExportError(
            f"{what} counts {number_text(theirs)} points, the gradebook {number_text(ours)}; "
            "change it there, or convert with --scale"
        )
    return theirs / ours


def fill(gradebook: Gradebook, place: Place, topic: str, factor: float) -> Filled:
    """Write each student's points, times `factor`, into the column.

    Raises:
        ExportError: nobody is found, a mark is above the maximum, or how to write it cannot be known.
    """
    found = match(gradebook.students, place.table, place.rows, place.keys)
    changes: list[tuple[int, Change, float]] = []
    skipped = [f"{student}: {why}; nothing is written" for student, why in found.unclear.items()]
    missing, unchanged = [], 0
    for student in gradebook.students:
        at = found.rows.get(student.student)
        if at is None:
            missing += [student.student] if student.student not in found.unclear else []
            continue
        row = place.table.rows[at]
        before = row.value(place.column).strip()
        mark = (points_of(student, topic) or 0.0) * factor
        standing = _standing(place, row.line, before)
        why = _why_not(student, topic, standing) or place.locked(row) or _what_stands(before)
        if why:
            skipped.append(f"{student.student}: {why}; the cell keeps {before!r}")
        elif standing is not None and abs(standing - mark) < SAME:
            unchanged += 1
        else:
            changes.append((at, _change(place, student.student, row.line, before, mark), mark))
    _check_most(place, ((change, mark) for _, change, mark in changes))
    others = [at for at in place.rows if at not in found.rows.values()]
    return Filled(
        data=fill_column(place.table, place.column, {at: change.after for at, change, _ in changes}),
        matched_by=found.by,
        changes=tuple(change for _, change, _ in changes),
        unchanged=unchanged,
        skipped=tuple(skipped),
        not_in_file=tuple(missing),
        not_graded=tuple(_label(place, at) for at in others),
    )


def _change(place: Place, student: str, line: int, before: str, mark: float) -> Change:
    after = write_number(mark, place.sign or POINT)
    if not place.sign and POINT in after:
        raise ExportError(
            f"{place.table.path}: whether it writes {after} with a point or a comma cannot be known; say --decimal"
        )
    return Change(student, f"line {line}", before, after)


def _check_most(place: Place, changes: Iterable[tuple[Change, float]]) -> None:
    above = [f"{change.student} {change.after}" for change, mark in changes if mark > place.maximum + SAME]
    if above:
        raise ExportError(
            f"{len(above)} {'mark is' if len(above) == 1 else 'marks are'} above the maximum of "
            f"{number_text(place.maximum)}: {', '.join(above)}. Nothing is written; raise the maximum there and export "
            "it again, or set the marks with `grade class override`"
        )


def _why_not(student: StudentMarks, topic: str, standing: float | None) -> str:
    """Why a student gets no number; empty if there is one."""
    if points_of(student, topic) is None:
        return "nothing was graded"
    undecided = find_unsettled(student, topic)
    if undecided:
        return f"not decided, through no fault of the student's: {', '.join(undecided)}"
    return "nothing was handed in, and a mark stands there" if standing and not has_begun(student, topic) else ""


def _standing(place: Place, line: int, before: str) -> float | None:
    """The mark that stands there; None if there is none."""
    if before in NOTHING_YET or not is_number(before):
        return None
    return read_points(place.table, line, before, place.sign)


def _what_stands(before: str) -> str:
    return "" if before in NOTHING_YET or is_number(before) else "no number stands there; clear the cell to fill it"


def _label(place: Place, at: int) -> str:
    row = place.table.rows[at]
    return " ".join(filter(None, (row.value(column).strip() for column in place.label))) or f"line {row.line}"
