"""`grade nbgrader`: a course that nbgrader's own commands release, collect and grade."""

from __future__ import annotations

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
@click.option("--no-quiz", is_flag=True, help="Exercises only.")
@click.option("--files", is_flag=True, help="Students write TOPIC.py instead of cells.")
def build(course: Path, topics: tuple[str, ...], assignment: str, no_quiz: bool, files: bool) -> None:
    """Write the source notebooks of an assignment into COURSE, and its configuration.

    \b
    Example: grade nbgrader build course --topic output_size --assignment sizes
    """
    from receptive.cli.targets import find_topic
    from receptive.exchange.nbgrader.course import build_course

    content = find_content()
    chosen = [find_topic(topic, content=content).slug for topic in topics] or content.topics()
    if not assignment.strip() or "+" in assignment or "/" in assignment:
        raise click.UsageError(f"{assignment!r} cannot be an assignment of nbgrader: no slash and no plus in its name")
    for path in build_course(content, course, chosen, assignment, not no_quiz, files):
        say(f"wrote {path}")
    say(f"\nNext: cd {course} && nbgrader generate_assignment '{assignment}'")
