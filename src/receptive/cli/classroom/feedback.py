"""`grade class feedback`: a page for each student, for a person to read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.classroom.gradebook import or_refused, tell, write_file
from receptive.cli.classroom.options import chosen_part, part_options, store_option
from receptive.cli.codes import NothingToGrade
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.feedback.pages import Page

DRAFT, RELEASED = "draft", "released"
CSV = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Write a page with marks, reasons and pictures for each student.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--student", "students", multiple=True, help="One of several; all if absent.")
@click.option("--release", is_flag=True, help="The pages go to the students: they are no drafts any more.")
@click.option("--moodle-zip", type=CSV, help="With --release: a zip to upload in Moodle as feedback files.")
@click.option("--worksheet", type=CSV, help="Moodle's grading worksheet, where the folders are not named by Moodle.")
@click.option("--mail", type=CSV, help="With --release: a table for mail merge, with the addresses of the roster.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes; as many as processors if absent.")
@store_option
@part_options
def feedback(
    folder: Path,
    students: tuple[str, ...],
    release: bool,
    moodle_zip: Path | None,
    worksheet: Path | None,
    mail: Path | None,
    dry_run: bool,
    jobs: int | None,
    store: Path,
) -> None:
    """Write DIR/draft/STUDENT.html: points, each criterion, why it failed, pictures, your comments.

    Look at the drafts. With --release the pages are written into DIR/released, and say no more that they are drafts.
    Only you may read both folders.

    \b
    Examples:
      grade class feedback feedback
      grade class feedback feedback --student ann
      grade class feedback feedback --release --moodle-zip feedback.zip
      grade class feedback feedback --release --mail mail.csv
    """
    if (moodle_zip or mail) and not release:
        raise click.UsageError("that goes to the students: look at the drafts first, then add --release")
    known = _students_of(store)
    chosen = _choose(known, students, store)
    from receptive.exchange.gradebook.files import file_names

    place = folder / (RELEASED if release else DRAFT)
    if dry_run:
        say(f"would write {len(chosen)} pages into {place}; nothing was written")
        return
    targets = {student: place / f"{name}.html" for student, name in file_names(known).items()}
    pages = _write_pages(store, chosen, targets, release, jobs or os.cpu_count() or 1)
    if moodle_zip:
        _write_zip(moodle_zip, pages, worksheet)
    if mail:
        _write_table(mail, pages, targets)


def _students_of(store: Path) -> list[str]:
    """Raises:
    NothingToGrade: no student is in the store.
    """
    from receptive.classroom.marks import read_students
    from receptive.classroom.store import Store

    with Store(store) as opened:
        known = [one.student for one in read_students(opened, part=chosen_part())]
    if not known:
        raise NothingToGrade(f"{store} holds no students yet: grade class run DIR")
    return known


def _choose(known: list[str], students: tuple[str, ...], store: Path) -> tuple[str, ...]:
    """The students whose pages are wanted.

    Raises:
        click.UsageError: one of them is not in the store, or not in the part of the class that was asked for.
    """
    from receptive.classroom.corrections import find_student
    from receptive.classroom.errors import ClassError
    from receptive.classroom.store import Store
    from receptive.classroom.student_names import show_name

    with Store(store) as opened:
        try:
            wanted = tuple(dict.fromkeys(find_student(opened, student) for student in students))
        except ClassError as refused:
            raise click.UsageError(str(refused)) from refused
    for name in wanted:
        if name not in known:
            raise click.UsageError(f"{show_name(name)} has withdrawn, or is not in the part of the class that you name")
    return wanted or tuple(known)


def _write_pages(
    store: Path, students: tuple[str, ...], targets: dict[str, Path], release: bool, jobs: int
) -> list[Page]:
    from receptive.classroom.feedback.pages import feedback_pages
    from receptive.classroom.student_names import show_name

    place = targets[students[0]].parent
    _make_private(place)
    written = []
    for page in feedback_pages(store, students, jobs, not release):
        write_file(targets[page.student], page.html.encode("utf-8", "replace"))
        written.append(page)
    what = "pages" if release else "drafts; look at them, then add --release"
    say(f"wrote {place}: {len(written)} {what}")
    waiting = tuple(show_name(page.student) for page in written if page.waiting)
    tell("not decided, and said so without a number", waiting)
    return written


def _make_private(folder: Path) -> None:
    """A folder that only its owner reads.

    Raises:
        click.UsageError: it cannot be made so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as refused:
        raise click.UsageError(f"cannot write into {folder}: {refused.strerror}; name another folder") from refused


def _write_zip(target: Path, pages: list[Page], worksheet: Path | None) -> None:
    from receptive.exchange.gradebook.moodle_feedback import feedback_zip

    made = or_refused(lambda: feedback_zip(pages, worksheet))
    write_file(target, made.data)
    say(f"wrote {target}: {made.written} pages; upload it in Moodle with “Upload multiple feedback files in a zip”")
    tell("not in the zip", made.left_out)


def _write_table(target: Path, pages: list[Page], files: dict[str, Path]) -> None:
    from receptive.exchange.gradebook.mail_merge import mail_merge

    made = or_refused(lambda: mail_merge(pages, files))
    write_file(target, made.data)
    say(f"wrote {target}: {made.written} addresses, each with the page to attach")
    tell("no address in the roster", made.left_out)
