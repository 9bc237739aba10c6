"""Names of files and folders as they come from strangers' disks: equal where they mean the same, and printable."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache

from receptive.text import in_one_line

# What systems, editors and package managers leave beside people's work, and nobody means to hand in
IGNORED = frozenset(
    "__macosx __pycache__ thumbs.db desktop.ini icon\r node_modules site-packages venv env virtualenv".split(" ")
)
BY_PRODUCTS = re.compile(r".*\.(egg-info|dist-info|pyc|pyo|swp)|~\$.*|.*~", re.DOTALL)
MAX_SHOWN = 120


def plain_name(name: str) -> str:
    """A name as text: composed accents, and bytes that are no UTF-8 written as \\xNN."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def show_name(name: str) -> str:
    """The name for people: nothing in it moves the cursor, breaks the line, or turns what follows around."""
    text = in_one_line(plain_name(name))
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


@lru_cache(maxsize=1024)  # the members of an archive have the names of their folders in common
def is_ignored(name: str) -> bool:
    """Whether everybody knows that this is no work: hidden files, environments, by-products."""
    return name.startswith(".") or name.casefold() in IGNORED or BY_PRODUCTS.fullmatch(name) is not None


def lies_aside(path: str) -> bool:
    """The same of a file or of a folder that it lies in; `path` is relative, with slashes."""
    return any(part != "." and is_ignored(part) for part in path.split("/"))
