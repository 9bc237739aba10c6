"""Tables in CSV that an instructor keeps: a roster, times of submission. Read with the line of every mistake."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.decoding import read_text
from receptive.classroom.errors import ClassError

MAX_FIELD = 1000
NO_OTHERS: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True)
class Row:
    """One line: the columns asked for, in that order; one that the table lacks is empty."""

    line: int
    values: tuple[str, ...]


def read_table(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    others: Mapping[str, Sequence[str]] = NO_OTHERS,
    encoding: str = "",
) -> Iterator[Row]:
    """The lines below the heading. Columns are found by their names; others are left alone.

    Args:
        others: other headings that a column may have.
        encoding: as `read_text` takes it.

    Raises:
        ClassError: it cannot be read, or not in one way only, or lacks a column; a line has more fields than the
            heading, or is cut short. Names the line.
    """
    text = read_text(path, encoding)
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True)
    last: Sequence[str] = ()
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        places = [_place(path, names, (name, *others.get(name, ()))) for name in (*required, *optional)]
        for name, place in zip(required, places, strict=False):
            if place < 0:
                raise ClassError(f"{path}:1: no column {name!r}; the first line names the columns")
        for fields in reader:
            if any(field.strip() for field in fields):
                _check_fields(f"{path}:{reader.line_num}", fields, names)
                last = fields
                yield Row(reader.line_num, tuple(_field(path, reader.line_num, fields, place) for place in places))
        if last and len(last) < len(names) and not text.endswith(("\n", "\r")):
            raise ClassError(f"{path}:{reader.line_num}: the last line is cut short; save the file again, whole")
    except csv.Error as broken:
        raise ClassError(f"{path}:{reader.line_num}: is no CSV: {broken}") from broken


def _place(path: Path, names: Sequence[str], wanted: Sequence[str]) -> int:
    """Where a column stands; -1 if there is none."""
    found = [place for place, name in enumerate(names) if name in wanted]
    if len(found) > 1:
        raise ClassError(f"{path}:1: two columns could be {wanted[0]!r}: {found[0] + 1} and {found[1] + 1}; leave one")
    return found[0] if found else -1


def _check_fields(place: str, fields: Sequence[str], names: Sequence[str]) -> None:
    """A field too many means that a mark between them was taken for a separator: the columns are not what they seem."""
    if [field.strip().casefold() for field in fields] == names:
        raise ClassError(f"{place}: the heading comes again, so the table is in the file twice; leave it once")
    if any(field.strip() for field in fields[len(names) :]):
        raise ClassError(f"{place}: {len(fields)} fields, and the heading has {len(names)}; put quotes around a comma")


def _field(path: Path, line: int, fields: Sequence[str], place: int) -> str:
    value = fields[place].strip() if 0 <= place < len(fields) else ""
    if len(value) > MAX_FIELD:
        raise ClassError(f"{path}:{line}: a field of more than {MAX_FIELD} letters")
    return value
