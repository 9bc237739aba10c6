"""Bytes of somebody else's file to text: in an encoding that is certain or was given, never in a guessed one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.exchange.gradebook.languages import ACCENTED

MAX_BYTES = 32 << 20
MARKS = (  # the longest first: that of UTF-16 begins that of UTF-32
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
CODE_PAGES = ("windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1257")


@dataclass(frozen=True)
class Decoded:
    """A text, its byte order mark included, that comes back as the same bytes in `encoding`."""

    text: str
    encoding: str


def read_text(path: Path, encoding: str = "") -> Decoded:
    """The text of a file.

    Args:
        encoding: its name, as Python knows it; empty to find out. A byte order mark outweighs it.

    Raises:
        ExportError: it cannot be read, is no text, or could be read in more than one way.
    """
    data = _read(path)
    if data.startswith(WORKBOOKS):
        raise ExportError(f"{path} is a workbook of a spreadsheet, whatever its name; save it there as CSV in UTF-8")
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if marked or encoding:
        return _decode(path, data, marked or encoding)
    if 0 in data[:4]:
        raise ExportError(
            f"{path}:1: begins with a byte 0, as UTF-16 without a mark does; "
            "say so with --encoding utf-16-le or utf-16-be, or save it as CSV in UTF-8"
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as broken:
        return _only_reading(path, data, _line(data, broken.start))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as refused:
        raise ExportError(f"{path} cannot be read: {refused.strerror}") from refused
    if len(data) > MAX_BYTES:
        raise ExportError(f"{path} has more than {MAX_BYTES >> 20} MiB; that is no gradebook")
    return data


def _decode(path: Path, data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
        same = text.encode(encoding) == data
    except UnicodeError as broken:
        start = getattr(broken, "start", 0)
        raise ExportError(
            f"{path}:{_line(data, start)}: is not {encoding}; name another --encoding, or save it as CSV in UTF-8"
        ) from broken
    except (LookupError, ValueError) as unknown:
        raise ExportError(f"--encoding {encoding} is not known; write it like windows-1252 or utf-16-le") from unknown
    if not same:
        raise ExportError(f"{path}: read as {encoding} it would not come back byte for byte; save it as CSV in UTF-8")
    return Decoded(text, encoding)


def _only_reading(path: Path, data: bytes, line: int) -> Decoded:
    """An 8-bit text, if a heading that a system writes leaves one reading only.

    Code pages give the same bytes to other letters, so a name could be read as another's.
    """
    found: dict[str, str] = {}
    for encoding in CODE_PAGES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(word in text.partition("\n")[0].casefold() for word in ACCENTED):
            found.setdefault(text, encoding)
    if len(found) == 1:
        [(text, encoding)] = found.items()
        return Decoded(text, encoding)
    shown = data.split(b"\n")[line - 1][:60].strip()
    ways = {shown.decode(encoding, "replace"): encoding for encoding in reversed(CODE_PAGES[:3])}
    said = ", ".join(f"{text!r} in {encoding}" for text, encoding in reversed(ways.items()))
    raise ExportError(
        f"{path}:{line}: is not UTF-8, and which encoding it is in cannot be known: {said}; "
        "say it with --encoding, or save it as CSV in UTF-8"
    )


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
