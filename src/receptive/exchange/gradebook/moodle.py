"""Moodle: fills a column of the instructor's own file, to be imported or uploaded again.

Two files are known: the grading worksheet of one assignment (`Identifier, Full name, …, Grade, Maximum grade, Grade can
be changed, …`), and the gradebook's export (`First name, …, Email address, Assignment: … (Real)`), which does not say
what can be reached. Their headings are in the language that the instructor uses Moodle in.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.points import fold_name, most_points, number_text
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
from receptive.exchange.gradebook.languages import (
    CHANGEABLE,
    EMAIL,
    FIRST_NAME,
    FULL_NAME,
    GRADE,
    ID_NUMBER,
    IDENTIFIER,
    LAST_NAME,
    MAXIMUM,
    NO,
    USERNAME,
    YES,
)
from receptive.exchange.gradebook.matching import Key
from receptive.exchange.gradebook.tables import Row, Table, read_table


def moodle_csv(gradebook: Gradebook, exported: Path, options: FillOptions) -> Filled:
    """The exported file with marks in one column.

    Args:
        options: `column` may be empty for a worksheet.

    Raises:
        ExportError: it is no such file, has no such column, counts other points, or cannot be read for certain.
    """
    table = read_table(exported, options.encoding, options.separator)
    target = find_column(table, options.column) if options.column else _only(table, GRADE, "--grade COLUMN")
    rows = tuple(at for at in range(1, len(table.rows)) if any(text.strip() for text in table.rows[at].texts))
    given = read_number(options.maximum, ".") if options.maximum else None
    most = _column_of_maximum(table, options, given)
    columns = [target] if most is None else [target, most]
    cells = [(table.rows[at].line, table.rows[at].value(column)) for at in rows for column in columns]
    sign = decimal_sign(table, cells, options.decimal)
    theirs = _maximum(table, rows, most, sign, given)
    factor = factor_between(most_points(gradebook, options.topic), theirs, options.scale, f"{table.path}: the column")
    keys, label = _keys(table, options.match), _label(table)
    place = Place(table, rows, target, keys, label, theirs, sign, _lock(table, rows, most, target, options))
    return fill(gradebook, place, options.topic, factor)


def _only(table: Table, words: frozenset[str], option: str) -> int:
    """The one column whose heading is known to be that.

    Raises:
        ExportError: there is none, or several.
    """
    found = columns_of(table, words)
    if len(found) == 1:
        return found[0]
    said = " and ".join(repr(table.header[at]) for at in found) or "none of its headings is known"
    raise ExportError(
        f"{table.path}:1: which column is it? {said}; say it with {option}; it has {', '.join(map(repr, table.header))}"
    )


def _column_of_maximum(table: Table, options: FillOptions, given: float | None) -> int | None:
    if options.maximum and given is None:
        return find_column(table, options.maximum)
    found = columns_of(table, MAXIMUM)
    if found or given is not None:
        return _only(table, MAXIMUM, "--maximum COLUMN") if found else None
    raise ExportError(
        f"{table.path}:1: what can be reached does not stand there; say it with --maximum NUMBER, or with "
        f"--maximum COLUMN; it has {', '.join(map(repr, table.header))}"
    )


def _maximum(table: Table, rows: tuple[int, ...], column: int | None, sign: str, given: float | None) -> float:
    """By the worksheet's own column of maximum grades, which is the same for all; or as given where it has none."""
    cells = [] if column is None else [(table.rows[at].line, table.rows[at].value(column).strip()) for at in rows]
    values = {read_points(table, line, text, sign): line for line, text in cells if text}
    if len(values) > 1:
        (one, first), (two, second) = list(values.items())[:2]
        raise ExportError(
            f"{table.path}: the maximum is {number_text(one)} in line {first} and {number_text(two)} in line {second}; "
            "export it again"
        )
    theirs = next(iter(values), 0.0)
    if given is not None and theirs and theirs != given:
        raise ExportError(f"{table.path}: its maximum is {number_text(theirs)}, --maximum {number_text(given)}")
    return theirs or given or 0.0


def _keys(table: Table, given: str) -> tuple[Key, ...]:
    numbers = tuple(Key((at,), is_number=True) for at in columns_of(table, IDENTIFIER))
    if given:
        at = find_column(table, given)
        names = tuple(Key((name,), is_name=True) for name in columns_of(table, FULL_NAME) if name != at)
        return (Key((at,)), *names, *(key for key in numbers if key.columns != (at,)))
    found = [Key((at,)) for words in (USERNAME, ID_NUMBER, EMAIL) for at in columns_of(table, words)]
    found += [Key((at,), is_name=True) for at in columns_of(table, FULL_NAME)]
    first, last = columns_of(table, FIRST_NAME), columns_of(table, LAST_NAME)
    if len(first) == len(last) == 1:
        found.append(Key((*first, *last), is_name=True))
    return (*found, *numbers)


def _label(table: Table) -> tuple[int, ...]:
    first, last = columns_of(table, FIRST_NAME), columns_of(table, LAST_NAME)
    return columns_of(table, FULL_NAME)[:1] or (*first[:1], *last[:1]) or (0,)


def _lock(
    table: Table, rows: tuple[int, ...], most: int | None, target: int, options: FillOptions
) -> Callable[[Row], str]:
    """What says of a row that its grade cannot be changed."""
    words = frozenset(map(fold_name, options.locked))
    if words:
        others = [at for at in range(len(table.header)) if at != target]
        return lambda row: "is locked" if any(fold_name(row.value(at)) in words for at in others) else ""
    found = columns_of(table, CHANGEABLE)
    if not found and most is None:  # the gradebook's export does not say
        return lambda _: ""
    column = _only(table, CHANGEABLE, "--locked WORD, the word that stands in locked rows")
    for row in (table.rows[at] for at in rows):
        if fold_name(row.value(column)) not in YES | NO:
            raise ExportError(
                f"{table.path}:{row.line}: {row.value(column)!r} under {table.header[column]!r}: is the grade locked "
                "then? Give the word of locked rows with --locked WORD"
            )
    return lambda row: "Moodle says that this grade cannot be changed" if fold_name(row.value(column)) in NO else ""
