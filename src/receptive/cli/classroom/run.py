"""`grade class run`: a folder of submissions to a gradebook."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.classroom.options import DEFAULT, setup_options, show_rate, store_option
from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.looking import Look
    from receptive.classroom.running import Summary
    from receptive.classroom.setup import Setup
    from receptive.classroom.store import Store
    from receptive.classroom.students import Class

MAX_LINES = 40
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))


@click.command(short_help="Grade a folder of submissions into a store.")
@FOLDER
@store_option
@setup_options
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object for each student on standard output, one a line."
)
def run(folder: Path, store: Path, setup: Setup, as_json: bool) -> int:
    """Grade DIR/STUDENT/TOPIC.py (or .ipynb, or a .zip of these) for every student, and keep the marks in a store.

    DIR may also hold STUDENT.zip or STUDENT_TOPIC.py, or be the download of a learning management system.

    What has not changed since the last run is not graded again, so a run that was stopped, in whatever way, goes on.

    \b
    Examples:
      grade class run submissions
      grade class run submissions --store week1.sqlite --seed autumn --jobs 8
      grade class run submissions --json > marks.jsonl
      grade class run submissions --roster class.csv --late late.yaml
    """
    from receptive.classroom.lines import class_lines
    from receptive.classroom.looking import find_looks
    from receptive.classroom.store import Store

    with open_class(folder) as place:
        students = students_in(place, setup, store)
        with Store(store, write=True) as opened:
            gone = _gone(opened, students, [topic.slug for topic in setup.topics])
            summary = grade_class(opened, students, setup)
            for line in class_lines(opened, setup.part) if as_json else ():
                say(line)
            _tell_notes(opened)
            if setup.weak:
                _tell_weak(opened)
            looks = list(find_looks(opened, setup.part))
    _tell_incidents(summary)
    _tell_gone(gone, folder)
    say(_summary_text(summary, store), err=as_json)
    _tell_looks(looks, students.unowned, store, as_json)
    if summary.incidents:
        return ExitCode.OURS
    return ExitCode.MISSING_POINTS if looks or students.unowned else ExitCode.FULL_POINTS


@contextmanager
def open_class(folder: Path) -> Iterator[Path]:
    """The folder of a class, or that of a download that is still packed; nothing of it is left behind."""
    from receptive.classroom.unpacking import unpacked

    if folder.is_dir():
        yield folder
        return
    with unpacked(folder) as place:
        yield place


def students_in(folder: Path, setup: Setup, store: Path) -> Class:
    """The students to grade.

    Raises:
        NothingToGrade: nothing of any student is there, as in a wrong folder. Else a roster would make that zeros.
    """
    from receptive.classroom.setup import part_of, students_of

    found = students_of(folder, setup, store)
    if not any(student.folders or student.files for student in found.students):  # a roster names who is not there too
        told = "".join(f"\n  {one}" for one in found.unowned[:MAX_LINES])
        where = f"work is looked for in {folder}/STUDENT/TOPIC.py, {folder}/STUDENT.zip and {folder}/STUDENT_TOPIC.py"
        raise NothingToGrade(f"no student's work is in {folder}; {where}{told}")
    return part_of(found, setup, store)


def grade_class(store: Store, students: Class, setup: Setup) -> Summary:
    """Grade students into a store, with a bar for who watches."""
    from receptive.classroom.setup import run_class

    with show_rate(len(students.students) * len(setup.topics)) as done:
        return run_class(store, students, setup, done)


def _gone(store: Store, students: Class, topics: Sequence[str]) -> list[str]:
    """Who handed in something in an earlier run, and has nothing in this folder."""
    from receptive.classroom.attempts import read_attempts

    absent = [student.name for student in students.students if not (student.folders or student.files)]
    return [name for name in absent if any(read_attempts(store, name, topic) for topic in topics)]


def _tell_gone(gone: Sequence[str], folder: Path) -> None:
    from receptive.classroom.student_names import show_name

    if gone:
        names = ", ".join(map(show_name, gone[:MAX_LINES])) + (" …" if len(gone) > MAX_LINES else "")
        say(f"note: nothing of {names} is in {folder}, but an earlier run has graded work of theirs.", err=True)
        say("note: is it the right folder? A run on one that holds their work gives the marks back.", err=True)


def _tell_notes(store: Store) -> None:
    """What was found and not understood: nobody is to find out by a missing mark."""
    from receptive.classroom.marks import read_notes
    from receptive.classroom.student_names import show_name

    lines = [f"{show_name(student)}/{note}" if student else note for student, note in read_notes(store)]
    for line in lines[:MAX_LINES]:
        say(f"note: {line}", err=True)
    if len(lines) > MAX_LINES:
        say(f"note: and {len(lines) - MAX_LINES} more: grade class notes --store {store.path}", err=True)


def _tell_looks(looks: list[Look], unowned: Sequence[str], store: Path, as_json: bool) -> None:
    """The one list to work through."""
    from receptive.classroom.student_names import show_name

    count = len(looks) + len(unowned)
    if count:
        say(f"\nNeeds a look ({count}): nobody has points or loses any there until it is decided.", err=as_json)
    for one in unowned:
        say(f"  {one}", err=as_json)
    for look in looks:
        named = "" if str(store) == DEFAULT else f" --store {shlex.quote(str(store))}"
        say(f"  {show_name(look.student)} {look.topic}: {look.why}", err=as_json)
        say(f"    {look.command}{named}", err=as_json)
    if count:
        say("Then run again.", err=as_json)


def _tell_weak(store: Store) -> None:
    from receptive.classroom.lines import WEAK
    from receptive.classroom.marks import mark_of
    from receptive.classroom.store import Kind

    count = sum(mark_of(entry).isolation == WEAK for entry in store.entries(kind=Kind.MARK))
    if count:
        say(f"WEAK: {count} marks are of level C, where code can read the answers: do not trust them", err=True)


def _tell_incidents(summary: Summary) -> None:
    from receptive.classroom.student_names import show_name

    for one in summary.incidents[:MAX_LINES]:
        say(f"our fault: {show_name(one.student)} {one.topic}: {one.reason.splitlines()[-1]}", err=True)
    for one in summary.noted[:MAX_LINES]:
        what = f"a value could not be judged, and its criterion failed: {one.reason.splitlines()[-1]}"
        say(f"look at: {show_name(one.student)} {one.topic}: {what}", err=True)
    if summary.incidents:
        text = f"{len(summary.incidents)} marks are missing by a fault of ours. They cost nobody points: run again."
        say(text, err=True)


def _summary_text(summary: Summary, store: Path) -> str:
    parts = {
        "graded": summary.graded,
        "shared with an equal submission": summary.shared,
        "unchanged": summary.unchanged,
        "with nothing to run": summary.not_run,
    }
    told = ", ".join(f"{count} {what}" for what, count in parts.items() if count)
    checked = summary.checked
    return f"{told or 'nothing to grade here'}.\nStore {store}, {checked.count} entries, head {checked.head}"
