"""The text of a file that an instructor keeps: in an encoding that is certain or was given, never in a guessed one."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from receptive.classroom.errors import ClassError

MAX_BYTES = 16 << 20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
# What spreadsheets and systems write where they do not write Unicode
CODE_PAGES = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1257", "iso-8859-2",
    "iso-8859-15", "cp850", "cp852", "mac-roman",
)  # fmt: skip
WORD = re.compile(r"[^\s,;|:\"'’‘–.()\[\]{}/@_-]+")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
SHOWN = 60  # characters of a line


def read_text(path: Path, encoding: str = "") -> str:
    """The text of a file.

    Args:
        encoding: for what is neither UTF-8 nor marked as UTF-16: its name, as Python knows it. Without one it is read
            only if every code page that makes words of it makes the same ones.

    Raises:
        ClassError: it cannot be read, is no text, or could be read in two ways; names the line and the option.
    """
    data = _read(path)
    if data.startswith(WORKBOOKS):
        raise ClassError(f"{path} is a workbook of a spreadsheet, whatever its name; save it there as CSV UTF-8")
    text = _decode(path, data, encoding)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ClassError(f"{path}:{line}: holds bytes that are no text; save it as CSV UTF-8")
    return text


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as refused:
        raise ClassError(f"{path} cannot be read: {refused.strerror}") from refused
    if len(data) > MAX_BYTES:
        raise ClassError(f"{path} has more than {MAX_BYTES >> 20} MiB")
    return data


def _decode(path: Path, data: bytes, encoding: str) -> str:
    if known := _known(data):
        try:
            return data.decode(known)
        except UnicodeDecodeError as broken:
            line = data[: broken.start].decode(known, "replace").count("\n") + 1
            what = "whole UTF-16" if known.startswith("utf-16") else "UTF-8"
            raise ClassError(f"{path}:{line}: is not {what}; save it as CSV UTF-8") from broken
    if encoding:
        return _in_given(path, data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as broken:
        return _only_reading(path, data, data.count(b"\n", 0, broken.start))


def _known(data: bytes) -> str:
    """UTF-16 begins with a mark of order, or has a zero in each letter of the heading; UTF-8 is nothing by accident."""
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name
    if 0 in data[:2]:
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if data.isascii() else "utf-8"


def _in_given(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as broken:
        line = data.count(b"\n", 0, getattr(broken, "start", 0)) + 1
        raise ClassError(f"{path}:{line}: is not {encoding}; name another --encoding, or save it as UTF-8") from broken
    except (LookupError, ValueError) as unknown:
        raise ClassError(f"--encoding {encoding} is not known; write it like windows-1252 or utf-16-le") from unknown


def _only_reading(path: Path, data: bytes, line: int) -> str:
    """An 8-bit text, if all code pages that make words of it agree: otherwise a name could become another's."""
    readings: dict[str, str] = {}
    for encoding in CODE_PAGES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(map(_is_word, WORD.findall(text))):
            readings.setdefault(text, encoding)
    if len(readings) == 1:
        return next(iter(readings))
    shown = data.split(b"\n")[line][:SHOWN].strip()
    ways = {shown.decode(encoding, "replace"): encoding for encoding in reversed(list(readings.values())[:3])}
    told = ", or ".join(f"{text} ({encoding})" for text, encoding in reversed(ways.items()))
    what = f": is it {told}? Say which" if told else "; say which it is"
    raise ClassError(f"{path}:{line + 1}: is not UTF-8{what} with --encoding, or save it as UTF-8")


def _is_word(word: str) -> bool:
    """Whether somebody may have written this: in letters of one script, capitals in front."""
    if word.isascii():
        return True
    letters = [letter for letter in word if not letter.isascii() or letter.isalpha()]
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    capitals = word.isupper() or not any(letter.isupper() and not letter.isascii() for letter in word[1:])
    return capitals and all(map(str.isalpha, letters)) and len(scripts) == 1 and scripts <= set(SCRIPTS)
