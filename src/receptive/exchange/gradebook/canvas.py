"""Canvas: fills a column of the gradebook that the instructor exported, to be imported again.

Canvas writes one row of headers, sometimes a row that says how marks are posted, then a row `Points Possible`, then
students, named in one column or in two. A column whose points possible are in parentheses, `(read only)` in any
language, is computed by Canvas and cannot be imported.
"""

from __future__ import annotations

import re
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.points import fold_name, most_points
from receptive.exchange.gradebook.columns import (
    Filled,
    FillOptions,
    Place,
    columns_of,
    decimal_sign,
    factor_between,
    fill,
    find_column,
    read_points,
)
from receptive.exchange.gradebook.decimals import read_number
from receptive.exchange.gradebook.languages import EXCUSED, FIRST_NAME, LAST_NAME, POINTS_POSSIBLE, STUDENT
from receptive.exchange.gradebook.matching import Key
from receptive.exchange.gradebook.tables import Row, Table, read_table

KEYS = ("SIS Login ID", "SIS User ID", "Integration ID")
NUMBER = "ID"  # what downloads of submissions have in their names
NOT_ASSIGNED = "n/a"
FIRST_ROWS = 4  # below the header, in which the row of points must stand


def canvas_csv(gradebook: Gradebook, exported: Path, options: FillOptions) -> Filled:
    """The exported gradebook with marks in one column.

    Args:
        options: `column` is its header, with or without the number in parentheses that Canvas puts behind it.

    Raises:
        ExportError: it is no such file, has no such column, counts other points, or cannot be read for certain.
    """
    table = read_table(exported, options.encoding, options.separator)
    names = _name_columns(table)
    target = _assignment(table, options.column)
    head = _row_of_points(table, names[0], options)
    rows = tuple(at for at in range(head + 1, len(table.rows)) if table.rows[at].value(names[0]).strip())
    sign = _decimal_sign(table, head, rows, target, options.decimal)
    theirs = _maximum(table, head, target, sign, options)
    what = f"{table.path}: the column {table.header[target]!r}"
    factor = factor_between(most_points(gradebook, options.topic), theirs, options.scale, what)
    words = frozenset(map(fold_name, options.locked))
    place = Place(
        table, rows, target, _keys(table, names, options.match), names, theirs, sign,
        lambda row: _why_locked(row, target, words),
    )  # fmt: skip
    return fill(gradebook, place, options.topic, factor)


def _name_columns(table: Table) -> tuple[int, ...]:
    """The column `Student`, or those of the last and the first name."""
    student = columns_of(table, STUDENT)
    if len(student) == 1:
        return student
    last, first = columns_of(table, LAST_NAME), columns_of(table, FIRST_NAME)
    if not student and len(last) == len(first) == 1:
        return (*last, *first)
    return (find_column(table, "Student"),)


def _keys(table: Table, names: tuple[int, ...], given: str) -> tuple[Key, ...]:
    name = Key(tuple(reversed(names)), is_name=True)
    number = tuple(Key((at,), is_number=True) for at in columns_of(table, frozenset({fold_name(NUMBER)})))
    if given:
        at = find_column(table, given)
        return (Key((at,)), *(key for key in (*number, name) if key.columns != (at,)))
    single = [Key((at,)) for one in KEYS for at in columns_of(table, frozenset({fold_name(one)}))]
    return (*single, *number, name)


def _row_of_points(table: Table, student: int, options: FillOptions) -> int:
    """The place of the row of points possible; 0, which is the header's, if there is none and none is needed."""
    words = frozenset({fold_name(options.points_row)}) if options.points_row else POINTS_POSSIBLE
    for at, row in enumerate(table.rows[1 : FIRST_ROWS + 1], start=1):
        if fold_name(row.value(student)) in words:
            return at
    if options.maximum and not options.points_row:
        return 0
    raise ExportError(
        f"{table.path}: none of the first rows begins with {options.points_row or 'Points Possible'!r}: is it the "
        "gradebook as Canvas exports it? Say how that row begins with --points-row, or the maximum with --maximum"
    )


def _assignment(table: Table, name: str) -> int:
    """A column by its header; Canvas appends its own number to the assignment's name."""
    bare = [
        place
        for place, header in enumerate(table.header)
        if fold_name(re.sub(r" \(\d+\)$", "", header)) == fold_name(name)
    ]
    return bare[0] if len(bare) == 1 else find_column(table, name)


def _maximum(table: Table, head: int, target: int, sign: str, options: FillOptions) -> float:
    """The points possible of the column; what is said by option counts where the file has none."""
    row = table.rows[head]
    text = row.value(target).strip() if head else ""
    if text.startswith("("):
        raise ExportError(
            f"{table.path}:{row.line}: Canvas computes the column {table.header[target]!r} itself; name another one"
        )
    given = read_number(options.maximum, ".") if options.maximum else None
    if options.maximum and given is None:
        raise ExportError(f"--maximum {options.maximum}: give a number such as 20; Canvas keeps it in a row")
    theirs = read_points(table, row.line, text, sign) if text else 0.0
    if given is not None and theirs and theirs != given:
        raise ExportError(f"{table.path}:{row.line}: says {text} points possible, --maximum {options.maximum}")
    return theirs or given or 0.0


def _decimal_sign(table: Table, head: int, rows: tuple[int, ...], target: int, given: str) -> str:
    """As the points possible of all columns, and the marks of this one, are written."""
    first = table.rows[head]
    possible = [(first.line, first.value(at)) for at in range(len(table.header))] if head else []
    return decimal_sign(
        table, [*possible, *((table.rows[at].line, table.rows[at].value(target)) for at in rows)], given
    )


def _why_locked(row: Row, target: int, words: frozenset[str]) -> str:
    text = fold_name(row.value(target))
    if text in EXCUSED | words:
        return "is excused"
    if text == NOT_ASSIGNED:
        return "the assignment is not theirs"
    return "is locked" if words and any(fold_name(row.value(at)) in words for at in range(len(row.texts))) else ""
