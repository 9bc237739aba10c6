"""`grade nbgrader`: a course that nbgrader's own commands release, collect and grade."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from receptive.catalogue.content import find_content
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say


@click.group(short_help="Hand the lesson out with nbgrader.")
def nbgrader() -> None:
    """Commands for a course in nbgrader.

    \b
    Example: grade nbgrader build course --topic output_size
    """


@nbgrader.command()
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option("--topic", "topics", multiple=True, shell_complete=complete_topic, help="One of several; all if absent.")
@click.option("--assignment", default="receptive", show_default=True, help="The assignment's name in nbgrader.")
@click.option("--course-id", default="", help="The course's name in the exchange; if absent, its folder's name.")
@click.option("--no-quiz", is_flag=True, help="Exercises only.")
@click.option("--files", is_flag=True, help="Students write TOPIC.py instead of cells.")
def build(course: Path, topics: tuple[str, ...], assignment: str, course_id: str, no_quiz: bool, files: bool) -> None:
    """Write the source notebooks of an assignment into COURSE, and its configuration.

    \b
    Example: grade nbgrader build course --topic output_size --assignment sizes
    """
    from receptive.cli.targets import find_topic
    from receptive.exchange.nbgrader.course import build_course

    content = find_content()
    chosen = [find_topic(topic, content=content).slug for topic in topics] or content.topics()
    for what, name in (("an assignment", assignment), ("a course", course_id or "course")):
        if not name.strip() or "+" in name or "/" in name:
            raise click.UsageError(f"{name!r} cannot be {what} of nbgrader: no slash and no plus in its name")
    for path in build_course(content, course, chosen, assignment, not no_quiz, files, course_id):
        say(f"wrote {path}")
    _say_next(course, assignment, course_id)


def _say_next(course: Path, assignment: str, course_id: str) -> None:
    from receptive.exchange.nbgrader.course import is_named, name_course

    name = shlex.quote(assignment)
    say(f"\nNext: cd {shlex.quote(str(course))} && nbgrader generate_assignment {name}")
    if is_named(course):
        say(f"Then: nbgrader release_assignment {name}")
    else:  # an older configuration, or one from elsewhere: it may be named for the whole machine
        named = shlex.quote(course_id or name_course(course))
        say(f"Then: nbgrader release_assignment {name} --course {named}")
        say("nbgrader_config.py names no course; with c.CourseDirectory.course_id in it, --course is not needed")
