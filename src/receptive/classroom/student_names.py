"""Names of students and files as they come from strangers' disks: equal where they mean the same, and printable."""

from __future__ import annotations

import os
import unicodedata

from receptive.text import in_one_line

IGNORED = ("__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "Icon\r")  # what systems leave behind
MAX_SHOWN = 120


def plain_name(name: str) -> str:
    """A name as text: composed accents, and bytes that are no UTF-8 written as \\xNN."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def show_name(name: str) -> str:
    """The name for people: nothing in it moves the cursor, breaks the line, or turns what follows around."""
    text = in_one_line(plain_name(name))
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def is_ignored(name: str) -> bool:
    """Whether everybody knows that this is no work: hidden files and what systems leave behind."""
    return name.startswith(".") or name in IGNORED
