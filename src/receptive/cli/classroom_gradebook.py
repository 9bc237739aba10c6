"""The gradebook that `report` and `export` are made from."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from receptive.classroom.records import Gradebook
from receptive.cli.codes import NothingToGrade

DEFAULT = "class.sqlite"


store_option: Callable[..., Any] = click.option(
    "--store",
    default=DEFAULT,
    show_default=True,
    type=click.Path(path_type=Path),
    help="The store of `grade class run`.",
)


def gradebook_of(store: Path) -> Gradebook:
    """What the store holds.

    Raises:
        NothingToGrade: no student is in it.
    """
    from receptive.classroom.store import read_gradebook

    gradebook = read_gradebook(store)
    if not gradebook.students:
        raise NothingToGrade(f"{store} holds no students yet: grade class run DIR")
    return gradebook


def write_file(target: Path, data: bytes) -> None:
    """Write a file, or standard output if it is `-`.

    Raises:
        click.UsageError: it cannot be written.
    """
    if str(target) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as refused:
        raise click.UsageError(f"cannot write {target}: {refused.strerror}") from refused
