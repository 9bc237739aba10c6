"""`grade class export` for systems that grade: Gradescope, Classroom 50, nbgrader."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from receptive.cli.classroom.fill_options import DRY_RUN
from receptive.cli.classroom.gradebook import (
    TARGET,
    gradebook_of,
    or_refused,
    replaced,
    show_changes,
    tell,
    write_files,
    wrote,
)
from receptive.cli.classroom.options import store_option
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say


@click.command()
@TARGET
@click.option("--topic", "topics", multiple=True, shell_complete=complete_topic, help="For a zip: one of several.")
@click.option("--seed", default="", help="For a zip: decides the random inputs of everybody. Drawn if absent.")
@DRY_RUN
@store_option
def gradescope(target: Path, topics: tuple[str, ...], seed: str, dry_run: bool, store: Path) -> None:
    """Write OUT/<student>/results.json for a graded class; or, if OUT ends in .zip, an autograder to upload.

    A results file has to have a score: of a student who is not decided none is written.

    \b
    Examples:
      grade class export gradescope results
      grade class export gradescope autograder.zip --topic output_size --seed autumn
    """
    from receptive.classroom.points import split_decided
    from receptive.exchange.gradebook.attempts import attempt_of
    from receptive.exchange.gradebook.files import file_names
    from receptive.exchange.gradebook.gradescope import results_of

    if target.suffix == ".zip":
        _autograder(target, topics, seed, dry_run)
        return
    gradebook = gradebook_of(store)
    names = file_names(student.student for student in gradebook.students)
    decided, left = split_decided(gradebook)
    files = {
        target / names[one.student] / "results.json": _json(results_of(attempt_of(gradebook, one))) for one in decided
    }
    write_files(files, dry_run, left)
    wrote(target, len(files), dry_run)


def _json(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode("ascii")


def _autograder(target: Path, topics: tuple[str, ...], seed: str, dry_run: bool) -> None:
    from receptive.catalogue.content import find_content
    from receptive.cli.targets import find_topic
    from receptive.exchange.gradebook.gradescope_zip import autograder_zip

    content = find_content()
    chosen = [find_topic(topic, content=content).slug for topic in topics] or content.topics()
    seed = seed or secrets.token_hex(8)
    write_files({target: autograder_zip(content, chosen, seed)}, dry_run)
    if dry_run:
        return
    say(f"wrote {target}: {', '.join(chosen)}; seed {seed}")
    say("Upload it as the autograder, with Ubuntu 24.04 as the base image. It holds the graders: keep it.")


@click.command()
@TARGET
@click.option("--classroom", required=True, help="The classroom's name there.")
@click.option("--assignment", required=True, help="The assignment's name there.")
@DRY_RUN
@store_option
def classroom50(target: Path, classroom: str, assignment: str, dry_run: bool, store: Path) -> None:
    """Write OUT/<student>/result.json in the form classroom50/result/v1.

    A result has to have a score: of a student who is not decided none is written.

    \b
    Example: grade class export classroom50 results --classroom cnn-2026 --assignment week1
    """
    from receptive.classroom.points import most_points, split_decided
    from receptive.exchange.gradebook.classroom50 import Place, result_of, whole_points
    from receptive.exchange.gradebook.files import file_names

    gradebook = gradebook_of(store)
    place = Place(classroom, assignment, datetime.now(UTC))
    factor, most = whole_points(gradebook), most_points(gradebook, "")
    names = file_names(student.student for student in gradebook.students)
    decided, left = split_decided(gradebook)
    files = {target / names[one.student] / "result.json": _json(result_of(one, place, factor, most)) for one in decided}
    write_files(files, dry_run, left)
    wrote(target, len(files), dry_run)
    if factor > 1:
        say(f"all points are multiplied by {factor}: this format has whole numbers only", err=True)


@click.command()
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--assignment", default="receptive", show_default=True, help="The assignment's name in nbgrader.")
@DRY_RUN
@store_option
def nbgrader(course: Path, assignment: str, dry_run: bool, store: Path) -> None:
    """Write automatic scores into COURSE/gradebook.db; manual scores and comments there stay.

    Scores of topics in which a student handed in nothing here stay, too.

    \b
    Examples:
      grade class export nbgrader course --assignment week1 --dry-run
      grade class export nbgrader course --assignment week1
    """
    from receptive.exchange.gradebook.nbgrader import write_marks

    gradebook = gradebook_of(store)
    written = or_refused(lambda: write_marks(gradebook, course, assignment, dry_run))
    if dry_run:
        show_changes(written.changes)
        say(f"nothing is written; {len(written.changes)} scores of {written.students} students would change")
    else:
        say(
            f"wrote {course / 'gradebook.db'}: {written.students} students, {len(written.changes)} scores changed. "
            f"Next: cd {course} && nbgrader export"
        )
        tell("other scores stood there", tuple(replaced(one) for one in written.changes if one.before))
    tell("to know", written.notes)
