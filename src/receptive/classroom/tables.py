"""Tables in CSV that an instructor keeps: a roster, times of submission. Read with the line of every mistake."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ClassError

MAX_BYTES = 16 << 20
MAX_FIELD = 1000


@dataclass(frozen=True)
class Row:
    """One line: the columns asked for, in that order; one that the table lacks is empty."""

    line: int
    values: tuple[str, ...]


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The lines below the heading. Columns are found by their names; others are left alone.

    Raises:
        ClassError: it cannot be read, is no UTF-8, or lacks a column; names the line.
    """
    text = _text(path)
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        for name in required:
            if name not in names:
                raise ClassError(f"{path}:1: no column {name!r}; the first line names the columns")
        places = [names.index(name) if name in names else -1 for name in (*required, *optional)]
        for fields in reader:
            if any(field.strip() for field in fields):
                yield Row(reader.line_num, tuple(_field(path, reader.line_num, fields, place) for place in places))
    except csv.Error as broken:
        raise ClassError(f"{path}:{reader.line_num}: is no CSV: {broken}") from broken


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as refused:
        raise ClassError(f"{path} cannot be read: {refused.strerror}") from refused
    if len(data) > MAX_BYTES:
        raise ClassError(f"{path} has more than {MAX_BYTES >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise ClassError(f"{path}:{line}: is not UTF-8; save it as CSV UTF-8") from broken


def _field(path: Path, line: int, fields: Sequence[str], place: int) -> str:
    value = fields[place].strip() if 0 <= place < len(fields) else ""
    if len(value) > MAX_FIELD:
        raise ClassError(f"{path}:{line}: a field of more than {MAX_FIELD} letters")
    return value
