"""The gradebook that `report` and `export` are made from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from receptive.classroom.gradebook import Gradebook
from receptive.cli.classroom.options import chosen_part
from receptive.cli.codes import NothingToGrade
from receptive.cli.overwriting import check_replaceable
from receptive.cli.saying import say
from receptive.text import in_one_line

if TYPE_CHECKING:
    from receptive.exchange.gradebook.changes import Change
    from receptive.exchange.gradebook.columns import Filled

TARGET = click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
T = TypeVar("T")


def gradebook_of(store: Path) -> Gradebook:
    """What the store holds, or of it the part of the class that was asked for.

    Raises:
        NothingToGrade: no student is in it.
    """
    from receptive.classroom.marks import read_gradebook

    gradebook = read_gradebook(store, chosen_part())
    if not gradebook.students:
        raise NothingToGrade(f"{store} holds no students yet: grade class run DIR")
    return gradebook


def write_file(target: Path, data: bytes) -> None:
    """Write a file, or standard output if it is `-`.

    Raises:
        click.UsageError: it cannot be written, or somebody's work would be lost.
    """
    if str(target) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    check_replaceable(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as refused:
        raise click.UsageError(f"cannot write {target}: {refused.strerror}") from refused


def write_filled(target: Path, make: Callable[[], Filled], dry_run: bool) -> None:
    """Write a filled column, or only say what would change; and what the instructor must know before it is uploaded."""
    filled = or_refused(make)
    if dry_run:
        show_changes(filled.changes)
        say(f"nothing is written; without --dry-run {target} would get {len(filled.changes)} marks")
    else:
        write_file(target, filled.data)
        say(f"wrote {target}: {len(filled.changes)} marks; students were found by {filled.matched_by!r}", err=True)
        tell("other marks stood there", tuple(map(replaced, filled.replaced)))
    if filled.unchanged:
        say(f"the same mark stood there already: {filled.unchanged}", err=True)
    tell("not written", filled.skipped)
    tell("in the gradebook, not in the file", filled.not_in_file)
    tell("in the file, not in the gradebook", filled.not_graded)


def write_files(files: Mapping[Path, bytes], dry_run: bool, left: tuple[str, ...] = ()) -> None:
    """Write a file for each student or one for all, or only say which would be new and which others.

    Args:
        left: students of whom nothing is written, and why; an earlier file of theirs stays where it is.
    """
    if dry_run:
        for path, data in files.items():
            say(in_one_line(f"{path}: {_what_would_happen(path, data)}"))
        say("nothing is written")
    else:
        for path, data in files.items():
            write_file(path, data)
    tell("not written", left)


def _what_would_happen(path: Path, data: bytes) -> str:
    try:
        return "the same stands there" if path.read_bytes() == data else "would replace what stands there"
    except OSError:
        return "would be new"


def show_changes(changes: Iterable[Change]) -> None:
    """A line on standard output for each: student, place, what stands there, what will."""
    for change in changes:
        before = change.before or "nothing"
        say(in_one_line(f"{change.student}: {change.place}: {before} -> {change.after}"))


def replaced(change: Change) -> str:
    """A change of what stood there, in words."""
    return f"{change.student}: {change.place}: {change.before} is now {change.after}"


def or_refused(make: Callable[[], T]) -> T:
    """What was made.

    Raises:
        click.UsageError: the marks cannot be written as asked.
    """
    from receptive.classroom.errors import ExportError

    try:
        return make()
    except ExportError as refused:
        raise click.UsageError(str(refused)) from refused


def tell(title: str, lines: tuple[str, ...]) -> None:
    """Lines on standard error; none if there are none. Names of students and of another system are in them."""
    if lines:
        say(f"{title} ({len(lines)}):", err=True)
    for line in lines:
        say(f"  {in_one_line(line)}", err=True)


def wrote(target: Path, students: int, dry_run: bool = False) -> None:
    """Say so, unless nothing was, or the marks themselves went to standard output."""
    if str(target) != "-" and not dry_run:
        say(f"wrote {target}: {students} students")
