"""Somebody else's CSV file: its values, and the very text of each cell, so that a column changes and no other byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.points import fold_name
from receptive.exchange.gradebook.decoding import Decoded, read_text
from receptive.exchange.gradebook.languages import HEADINGS

MAX_CELLS = 4_000_000
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
QUOTED = re.compile(r'"(?:[^"]|"")*+"')
# What may stand in front: a byte order mark, and Excel's line that names the separator
PREAMBLE = re.compile('\ufeff?(?:"?sep=(?P<separator>.)"?(?:\r\n|\r|\n))?', re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One record. `texts` are the cells as they stand in the file, quotes included; `end` is how its line ends."""

    line: int  # of the file, from 1, where it begins
    texts: tuple[str, ...]
    end: str

    @property
    def values(self) -> tuple[str, ...]:
        """The cells without their quotes, as many as there are."""
        return tuple(map(_value, self.texts))

    def value(self, column: int) -> str:
        """A cell without its quotes; empty where a spreadsheet has cut what was empty at the end."""
        return _value(self.texts[column]) if column < len(self.texts) else ""


@dataclass(frozen=True)
class Table:
    path: Path
    encoding: str
    preamble: str
    separator: str
    rows: tuple[Row, ...]  # the first is the header

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(map(_value, self.rows[0].texts))


def read_table(path: Path, encoding: str = "", separator: str = "") -> Table:
    """A CSV file with commas, semicolons or tabs.

    Args:
        encoding: of its text; empty to find out.
        separator: one of `SEPARATORS`' values; empty to find out.

    Raises:
        ExportError: it cannot be read for certain; names the file and the line.
    """
    decoded = read_text(path, encoding)
    found = PREAMBLE.match(decoded.text)
    assert found is not None  # it matches nothing, too
    first = re.split(r"[\r\n]", decoded.text[found.end() :], maxsplit=1)[0]
    separator = separator or found["separator"] or _separator(path, first)
    rows = tuple(_rows(path, decoded, found.end(), separator))
    if not rows or not any(map(_value, rows[0].texts)):
        raise ExportError(f"{path} is empty; export the gradebook with its students")
    _check_widths(path, rows)
    return Table(path, decoded.encoding, found[0], separator, rows)


def fill_column(table: Table, column: int, cells: Mapping[int, str]) -> bytes:
    """The file with other values in one column, by row; every other byte as it was.

    A row that was cut short gets the empty cells that it lacks before the column.
    """
    written = [table.preamble]
    for place, row in enumerate(table.rows):
        texts = list(row.texts)
        if place in cells:
            texts += [""] * (column + 1 - len(texts))
            texts[column] = _text(cells[place], table.separator, quoted=texts[column].startswith('"'))
        written.append(table.separator.join(texts) + row.end)
    return "".join(written).encode(table.encoding)


def _text(value: str, separator: str, quoted: bool) -> str:
    return f'"{value}"' if quoted or separator in value else value


def _value(text: str) -> str:
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _separator(path: Path, first: str) -> str:
    """The one that sets apart most headings that are known; without any, the only one that is there."""
    bare = QUOTED.sub("", first)
    there = [one for one in SEPARATORS.values() if one in bare]
    if len(there) < 2:
        return there[0] if there else ","
    known = {one: sum(fold_name(_value(cell)) in HEADINGS for cell in first.split(one)) for one in there}
    best = max(known.values())
    if list(known.values()).count(best) != 1:
        raise ExportError(f"{path}:1: what separates the columns cannot be known; say it with --separator")
    return max(known, key=lambda one: known[one])


def _rows(path: Path, decoded: Decoded, place: int, separator: str) -> Iterator[Row]:
    """The records, from a place of the text on."""
    text = decoded.text
    plain = re.compile(f"[^{re.escape(separator)}\r\n]*")
    end = re.compile("\r\n|\r|\n|$")
    texts: list[str] = []
    begin, line, cells = place, len(re.findall("\r\n|\r|\n", text[:place])) + 1, 0
    while place < len(text):
        cell = (QUOTED if text[place] == '"' else plain).match(text, place)
        if cell is None:
            raise ExportError(
                f"{path}:{line + _breaks(text[begin:place])}: a quote is opened and not closed; "
                "is the file cut? Export it again"
            )
        texts.append(cell[0])
        cells += 1
        if cells > MAX_CELLS:
            raise ExportError(f"{path}:{line}: more than {MAX_CELLS:,} cells; that is no gradebook")
        place = cell.end()
        if text.startswith(separator, place):
            place += 1
            if place == len(text):
                yield Row(line, (*texts, ""), "")
            continue
        stop = end.match(text, place)
        if stop is None:
            raise ExportError(f"{path}:{line + _breaks(text[begin:place])}: text after a closing quote")
        yield Row(line, tuple(texts), stop[0])
        place = stop.end()
        line += _breaks(text[begin:place])
        texts, begin = [], place


def _breaks(text: str) -> int:
    return len(re.findall("\r\n|\r|\n", text))


def _check_widths(path: Path, rows: tuple[Row, ...]) -> None:
    """Refuse rows whose cells may belong to other columns; empty ones at the end may be too few or too many."""
    width = len(rows[0].texts)
    for row in rows:
        if any(map(_value, row.texts[width:])):
            raise ExportError(
                f"{path}:{row.line}: has {len(row.texts)} cells under {width} headings; "
                "is a comma in a number or a name not quoted? Mend the line, or say --separator"
            )
    last = rows[-1]
    if not last.end and len(last.texts) < width:
        raise ExportError(
            f"{path}:{last.line}: the last line ends after {len(last.texts)} of {width} cells and without a "
            "line break; is the file cut? Export it again"
        )
