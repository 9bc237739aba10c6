"""Somebody else's CSV file: its values, and the very text of each cell, so that a column changes and no other byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ExportError

MAX_BYTES = 32 << 20
DELIMITERS = (",", ";", "\t")
QUOTED = re.compile(r'"(?:[^"]|"")*+"')
MARK = "\ufeff"  # what spreadsheets put in front of UTF-8


@dataclass(frozen=True)
class Row:
    """One record. `texts` are the cells as they stand in the file, quotes included; `end` is how its line ends."""

    values: tuple[str, ...]
    texts: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Table:
    path: Path
    mark: str
    delimiter: str
    rows: tuple[Row, ...]  # the first is the header

    @property
    def header(self) -> tuple[str, ...]:
        return self.rows[0].values


def read_table(path: Path) -> Table:
    """A CSV file in UTF-8, with commas, semicolons or tabs.

    Raises:
        ExportError: it cannot be read as such; names the file and the line.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        text = data.decode("utf-8")
    except OSError as refused:
        raise ExportError(f"{path} cannot be read: {refused.strerror}") from refused
    except UnicodeDecodeError as broken:
        raise ExportError(f"{path} is not UTF-8; export it again, or save it as CSV in UTF-8") from broken
    if len(data) > MAX_BYTES:
        raise ExportError(f"{path} has more than {MAX_BYTES >> 20} MiB; that is no gradebook")
    mark = MARK if text.startswith(MARK) else ""
    return _parse(path, mark, text[len(mark) :])


def fill_column(table: Table, column: int, cells: Mapping[int, str]) -> bytes:
    """The file with other texts in one column, by row; every other byte as it was."""
    written = [table.mark]
    for place, row in enumerate(table.rows):
        texts = list(row.texts)
        if place in cells:
            texts[column] = cells[place]
        written.append(table.delimiter.join(texts) + row.end)
    return "".join(written).encode("utf-8")


def _parse(path: Path, mark: str, text: str) -> Table:
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        values = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as broken:
        raise ExportError(f"{path} is no CSV file: {broken}") from broken
    records = list(_records(path, text, delimiter))
    if not records or not values or not values[0]:
        raise ExportError(f"{path} is empty; export the gradebook with its students")
    rows = [Row(tuple(read), tuple(texts), end) for read, (texts, end) in zip(values, records, strict=False)]
    for number, row in enumerate(rows, start=1):
        if len(row.values or ("",)) != len(row.texts):
            raise ExportError(f"{path}: record {number} cannot be told apart from its neighbors; is a quote missing?")
    if len(values) != len(records):
        raise ExportError(f"{path}: a quote is not closed")
    return Table(path, mark, delimiter, tuple(rows))


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """The texts of the cells of each record, and the end of its line."""
    plain = re.compile(f"[^{delimiter}\r\n]*")
    end = re.compile("\r\n|\r|\n|$")
    texts: list[str] = []
    place = 0
    while place < len(text):
        cell = (QUOTED if text[place] == '"' else plain).match(text, place)
        if cell is None:
            raise ExportError(f"{path}:{text.count(chr(10), 0, place) + 1}: a quote is not closed")
        texts.append(cell[0])
        place = cell.end()
        if text.startswith(delimiter, place):
            place += 1
            if place == len(text):
                texts.append("")
                yield texts, ""
            continue
        stop = end.match(text, place)
        if stop is None:
            raise ExportError(f"{path}:{text.count(chr(10), 0, place) + 1}: text after a closing quote")
        yield texts, stop[0]
        texts, place = [], stop.end()
