"""`grade class export` for systems that grade: Gradescope, Classroom 50, nbgrader."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from receptive.cli.classroom.gradebook import TARGET, gradebook_of, or_refused, tell, write_file, wrote
from receptive.cli.classroom.options import store_option
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say


@click.command()
@TARGET
@click.option("--topic", "topics", multiple=True, shell_complete=complete_topic, help="For a zip: one of several.")
@click.option("--seed", default="", help="For a zip: decides the random inputs of everybody. Drawn if absent.")
@store_option
def gradescope(target: Path, topics: tuple[str, ...], seed: str, store: Path) -> None:
    """Write OUT/<student>/results.json for a graded class; or, if OUT ends in .zip, an autograder to upload.

    \b
    Examples:
      grade class export gradescope results
      grade class export gradescope autograder.zip --topic output_size --seed autumn
    """
    from receptive.exchange.gradebook.attempts import attempt_of
    from receptive.exchange.gradebook.files import file_names
    from receptive.exchange.gradebook.gradescope import results_of

    if target.suffix == ".zip":
        _autograder(target, topics, seed)
        return
    gradebook = gradebook_of(store)
    names = file_names(student.student for student in gradebook.students)
    for student in gradebook.students:
        results = json.dumps(results_of(attempt_of(gradebook, student)), indent=1)
        write_file(target / names[student.student] / "results.json", results.encode("ascii"))
    wrote(target, len(gradebook.students))


def _autograder(target: Path, topics: tuple[str, ...], seed: str) -> None:
    from receptive.catalogue.content import find_content
    from receptive.cli.targets import find_topic
    from receptive.exchange.gradebook.gradescope_zip import autograder_zip

    content = find_content()
    chosen = [find_topic(topic, content=content).slug for topic in topics] or content.topics()
    seed = seed or secrets.token_hex(8)
    write_file(target, autograder_zip(content, chosen, seed))
    say(f"wrote {target}: {', '.join(chosen)}; seed {seed}")
    say("Upload it as the autograder, with Ubuntu 24.04 as the base image. It holds the graders: keep it.")


@click.command()
@TARGET
@click.option("--classroom", required=True, help="The classroom's name there.")
@click.option("--assignment", required=True, help="The assignment's name there.")
@store_option
def classroom50(target: Path, classroom: str, assignment: str, store: Path) -> None:
    """Write OUT/<student>/result.json in the form classroom50/result/v1.

    \b
    Example: grade class export classroom50 results --classroom cnn-2026 --assignment week1
    """
    from receptive.classroom.points import most_points
    from receptive.exchange.gradebook.classroom50 import Place, result_of, whole_points
    from receptive.exchange.gradebook.files import file_names

    gradebook = gradebook_of(store)
    place = Place(classroom, assignment, datetime.now(UTC))
    factor, most = whole_points(gradebook), most_points(gradebook, "")
    names = file_names(student.student for student in gradebook.students)
    for student in gradebook.students:
        result = json.dumps(result_of(student, place, factor, most), indent=1)
        write_file(target / names[student.student] / "result.json", result.encode("ascii"))
    wrote(target, len(gradebook.students))
    if factor > 1:
        say(f"all points are multiplied by {factor}: this format has whole numbers only", err=True)


@click.command()
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--assignment", default="receptive", show_default=True, help="The assignment's name in nbgrader.")
@store_option
def nbgrader(course: Path, assignment: str, store: Path) -> None:
    """Write automatic scores into COURSE/gradebook.db; manual scores and comments there stay.

    \b
    Example: grade class export nbgrader course --assignment week1
    """
    from receptive.exchange.gradebook.nbgrader import write_marks

    gradebook = gradebook_of(store)
    written = or_refused(lambda: write_marks(gradebook, course, assignment))
    say(f"wrote {course / 'gradebook.db'}: {written.students} students. Next: cd {course} && nbgrader export")
    tell("to know", written.notes)
