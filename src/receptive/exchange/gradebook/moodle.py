"""Moodle: fills a column of the instructor's own file, to be imported or uploaded again.

Two files are known: the gradebook's export (`First name, …, ID number, Email address, Assignment: … (Real)`), and the
grading worksheet of one assignment (`Identifier, Full name, …, Grade, Maximum Grade, Grade can be changed, …`).
"""

from __future__ import annotations

from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.points import fold_name, most_points
from receptive.exchange.gradebook.canvas import factor_between
from receptive.exchange.gradebook.columns import Filled, Place, column_of, fill
from receptive.exchange.gradebook.tables import Row, Table, read_table

KEYS = ("Username", "ID number", "Email address", "Identifier", "Full name")
GRADE = "Grade"
MOST = "Maximum Grade"
CHANGEABLE = "Grade can be changed"


def moodle_csv(
    gradebook: Gradebook, exported: Path, column: str = GRADE, topic: str = "", match: str = "", scale: bool = False
) -> Filled:
    """The exported file with marks in one column; arguments as in `canvas_csv`.

    Raises:
        ExportError: it is no such file, has no such column, or counts other points.
    """
    table = read_table(exported)
    target = column_of(table, column)
    names = [match] if match else [name for name in KEYS if name in table.header]
    keys = tuple(column_of(table, name) for name in names)
    rows = tuple(at for at in range(1, len(table.rows)) if len(table.rows[at].values) == len(table.header))
    factor = (
        _factor(table, rows, most_points(gradebook, topic), scale) if fold_name(column) == fold_name(GRADE) else 1.0
    )
    label = keys[-1] if keys else 0
    return fill(gradebook, Place(table, rows, target, keys, label, lambda row: _is_locked(table, row)), topic, factor)


def _is_locked(table: Table, row: Row) -> str:
    if CHANGEABLE not in table.header:
        return ""
    said = row.values[table.header.index(CHANGEABLE)]
    return "Moodle says that this grade cannot be changed" if fold_name(said) == "no" else ""


def _factor(table: Table, rows: tuple[int, ...], ours: float, scale: bool) -> float:
    """By the worksheet's own column of maximum grades, which is the same for all."""
    if MOST not in table.header:
        return 1.0
    values = {table.rows[at].values[table.header.index(MOST)].strip() for at in rows} - {""}
    try:
        theirs = {float(value) for value in values}
    except ValueError as broken:
        raise ExportError(f"{table.path}: the column {MOST!r} holds what is no number: {broken}") from broken
    if len(theirs) > 1:
        raise ExportError(f"{table.path}: the column {MOST!r} differs from student to student; export it again")
    return factor_between(ours, theirs.pop(), scale, f"{table.path}: the worksheet") if theirs else 1.0
