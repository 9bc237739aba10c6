"""Canvas: fills a column of the gradebook that the instructor exported, to be imported again.

Canvas writes one row of headers, sometimes a row that says how marks are posted, then a row `Points Possible`, then
students. A column whose points possible are `(read only)` is computed by Canvas and cannot be imported.
"""

from __future__ import annotations

import re
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.points import fold_name, most_points, number_text
from receptive.exchange.gradebook.columns import Filled, Place, column_of, fill
from receptive.exchange.gradebook.tables import Row, Table, read_table

KEYS = ("SIS Login ID", "SIS User ID", "Integration ID", "ID", "Student")
POINTS = "points possible"
EXCUSED = "EX"


def canvas_csv(
    gradebook: Gradebook, exported: Path, column: str, topic: str = "", match: str = "", scale: bool = False
) -> Filled:
    """The exported gradebook with marks in one column.

    Args:
        column: its header, with or without the number in parentheses that Canvas puts behind it.
        topic: one topic only; empty for all.
        match: the column that holds what the gradebook calls students; empty to find out.
        scale: convert to the column's points possible where these are others.

    Raises:
        ExportError: it is no such file, has no such column, or counts other points.
    """
    table = read_table(exported)
    student = column_of(table, "Student")
    head = _row_of_points(table, student)
    target = _assignment(table, column)
    rows = tuple(at for at in range(head + 1, len(table.rows)) if _is_student(table, table.rows[at], student))
    names = [match] if match else [name for name in KEYS if name in table.header]
    keys = tuple(column_of(table, name) for name in names)
    factor = _factor(table, head, target, most_points(gradebook, topic), scale)
    return fill(
        gradebook, Place(table, rows, target, keys, student, lambda row: _is_excused(row, target)), topic, factor
    )


def _row_of_points(table: Table, student: int) -> int:
    for at, row in enumerate(table.rows[1:4], start=1):
        if len(row.values) > student and fold_name(row.values[student]) == POINTS:
            return at
    raise ExportError(f"{table.path} has no row 'Points Possible': is it the gradebook as Canvas exports it?")


def _assignment(table: Table, name: str) -> int:
    """A column by its header; Canvas appends its own number to the assignment's name."""
    bare = [
        place
        for place, header in enumerate(table.header)
        if fold_name(re.sub(r" \(\d+\)$", "", header)) == fold_name(name)
    ]
    return bare[0] if len(bare) == 1 else column_of(table, name)


def _is_student(table: Table, row: Row, student: int) -> bool:
    return len(row.values) == len(table.header) and bool(row.values[student].strip())


def _is_excused(row: Row, target: int) -> str:
    return "is excused" if row.values[target].strip().upper() == EXCUSED else ""


def _factor(table: Table, head: int, target: int, ours: float, scale: bool) -> float:
    """What to multiply marks with, so that they count the column's points."""
    row = table.rows[head]
    text = row.values[target].strip() if len(row.values) > target else ""
    if "read only" in text.lower():
        raise ExportError(f"{table.path}: Canvas computes the column {table.header[target]!r} itself; name another one")
    try:
        theirs = float(text)
    except ValueError:
        return 1.0
    return factor_between(ours, theirs, scale, f"{table.path}: the column {table.header[target]!r}")


def factor_between(ours: float, theirs: float, scale: bool, what: str) -> float:
    """1 where both count the same points.

    Raises:
        ExportError: they do not, and nobody asked to convert.
    """
    if ours <= 0 or abs(ours - theirs) < 1e-6:
        return 1.0
    if not scale:
        raise ExportError(
            f"{what} counts {number_text(theirs)} points, the gradebook {number_text(ours)}; "
            "change it there, or convert with --scale"
        )
    return theirs / ours
