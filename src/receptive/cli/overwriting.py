"""What a command writes never takes the place of a program, of a text, or of a store of marks."""

from __future__ import annotations

import os
from pathlib import Path

import click

TEXTS = (".py", ".ipynb", ".md", ".yaml", ".yml")  # no command writes one of these where it is asked for another file
STORE = b"SQLite format 3\0"


def check_replaceable(target: Path) -> None:
    """Refuse to write over what may be somebody's work.

    Raises:
        click.UsageError: there is such a file.
    """
    if not os.path.lexists(target):
        return
    if target.suffix.casefold() in TEXTS:
        raise click.UsageError(f"{target} is there and may be somebody's work; name another file")
    if _is_store(target):
        raise click.UsageError(f"{target} is a store, and marks are in it; name another file")


def _is_store(path: Path) -> bool:
    if not path.is_file():  # reading what is none could wait for ever
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(STORE)) == STORE
    except OSError:
        return False
