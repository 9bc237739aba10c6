"""`grade class export`: marks in other systems' formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.classroom.export_systems import classroom50, gradescope, nbgrader
from receptive.cli.classroom.fill_options import DRY_RUN, fill_options
from receptive.cli.classroom.gradebook import TARGET, gradebook_of, write_files, write_filled, wrote
from receptive.cli.classroom.options import chosen_part, part_options, store_option
from receptive.cli.codes import NothingToGrade

if TYPE_CHECKING:
    from receptive.classroom.gradebook import Gradebook
    from receptive.exchange.gradebook.columns import FillOptions

EXPORTED = click.argument("exported", metavar="EXPORTED.csv", type=click.Path(path_type=Path))


@click.group(short_help="Write marks for Canvas, Moodle, a spreadsheet and others.")
def export() -> None:
    """Write the marks of a class in another system's format.

    \b
    Examples:
      grade class export csv marks.csv
      grade class export canvas gradebook.csv filled.csv --column "Week 1"
      grade class export junit results
    """


@export.command()
@EXPORTED
@TARGET
@click.option("--column", required=True, help="The assignment's name; the number after it may be left out.")
@click.option("--points-row", default="", metavar="TEXT", help="How the row of the points possible begins.")
@fill_options
def canvas(exported: Path, target: Path, options: FillOptions, marks: Callable[[], Gradebook], dry_run: bool) -> None:
    """Fill a column of the gradebook that you exported from Canvas; import OUT there.

    \b
    Examples:
      grade class export canvas gradebook.csv filled.csv --column "Week 1" --dry-run
      grade class export canvas gradebook.csv filled.csv --column "Week 1"
      grade class export canvas gradebook.csv filled.csv --column "Week 1" --from nbgrader course --assignment week1
    """
    from receptive.exchange.gradebook.canvas import canvas_csv

    write_filled(target, lambda: canvas_csv(marks(), exported, options), dry_run)


@export.command()
@EXPORTED
@TARGET
@click.option("--column", "--grade", default="", help="The header of the column to fill; a worksheet's is known.")
@fill_options
def moodle(exported: Path, target: Path, options: FillOptions, marks: Callable[[], Gradebook], dry_run: bool) -> None:
    """Fill a column of a grading worksheet or of a gradebook that you exported from Moodle.

    A gradebook does not say what can be reached: give it with --maximum.

    \b
    Examples:
      grade class export moodle worksheet.csv filled.csv --dry-run
      grade class export moodle grades.csv filled.csv --column "Assignment: Week 1 (Real)" --maximum 20
    """
    from receptive.exchange.gradebook.moodle import moodle_csv

    write_filled(target, lambda: moodle_csv(marks(), exported, options), dry_run)


@export.command("csv")
@TARGET
@DRY_RUN
@store_option
def plain(target: Path, dry_run: bool, store: Path) -> None:
    """Write a table: a row for each student, a column for each topic. `-` is standard output.

    \b
    Example: grade class export csv marks.csv
    """
    from receptive.exchange.gradebook.plain_csv import gradebook_csv

    gradebook = gradebook_of(store)
    write_files({target: gradebook_csv(gradebook).encode("utf-8", "backslashreplace")}, dry_run)
    wrote(target, len(gradebook.students), dry_run)


@export.command("json")
@TARGET
@DRY_RUN
@store_option
def attempts(target: Path, dry_run: bool, store: Path) -> None:
    """Write an object of receptive/attempt/v1 for each student, one on a line. `-` is standard output.

    What is not decided has `points` of null, and is named in `undecided`.

    \b
    Example: grade class export json marks.jsonl
    """
    from receptive.classroom.lines import class_lines
    from receptive.classroom.store import Store

    with Store(store) as opened:
        lines = list(class_lines(opened, chosen_part()))
    if not lines:
        raise NothingToGrade(f"{store} holds no students yet: grade class run DIR")
    write_files({target: "".join(f"{line}\n" for line in lines).encode("ascii")}, dry_run)
    wrote(target, len(lines), dry_run)


@export.command()
@TARGET
@DRY_RUN
@store_option
def junit(target: Path, dry_run: bool, store: Path) -> None:
    """Write a file of JUnit's XML for each student into the folder OUT.

    \b
    Example: grade class export junit results
    """
    from receptive.exchange.gradebook.files import file_names
    from receptive.exchange.gradebook.junit import junit_xml

    gradebook = gradebook_of(store)
    names = file_names(student.student for student in gradebook.students)
    files = {target / f"{names[student.student]}.xml": junit_xml(student) for student in gradebook.students}
    write_files(files, dry_run)
    wrote(target, len(files), dry_run)


for command in (gradescope, classroom50, nbgrader):
    export.add_command(command)
for command in export.commands.values():
    part_options(command)
