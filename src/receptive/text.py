"""Strangers' text made fit to be seen: what moves a cursor, turns a line around or breaks XML is written out.

Every output goes through here: terminals, pages, pictures, XML, tables. What is stored stays as it was.
"""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """The text with every character that nobody can see written as Python writes it: `\\x1b`, `\\u202e`.

    Breaks of lines, tabs and blanks of any width stay. The result can stand in XML 1.0, and is its own printable form.
    """
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(char if char in "\n\t" or _is_seen(char) else _write_out(char) for char in text)


def in_one_line(text: str) -> str:
    """A name, a cell or an item of a list as `printable` text that breaks no line and passes for no blank."""
    return text if text.isprintable() else "".join(char if char.isprintable() else _write_out(char) for char in text)


def _is_seen(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _write_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
