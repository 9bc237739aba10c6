"""`grade quiz`: questions in the terminal, as a page, for another system, and their marks."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.catalogue.content import Content, find_content
from receptive.cli.codes import ExitCode
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say
from receptive.invocation import given


@click.command(short_help="Answer questions; what was missed comes back.")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.option("--due", is_flag=True, help="Only what was missed and is due again, exercises' mistakes included.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write the quiz as one page that works offline.")
@click.option(
    "--export", nargs=2, metavar="FORMAT FILE", help="Write it for another system; FORMAT is one of those listed below."
)
@click.option("--answers", is_flag=True, help="With --export printable: with the answers.")
@click.option("--secret", type=click.Path(path_type=Path), help="That of a graded release: with --json or --export.")
@click.option("--student", default="", help="With --secret and --json: whose answers these are, as on your class list.")
@click.option("--json", "responses", type=click.Path(path_type=Path), help="Mark a file of responses (- for stdin).")
def quiz(
    topics: tuple[str, ...],
    due: bool,
    page: Path | None,
    export: tuple[str, str] | None,
    answers: bool,
    secret: Path | None,
    student: str,
    responses: Path | None,
) -> int:
    """Answer the questions of a topic, or of all topics. Leave at any time; it goes on where you stopped.

    \b
    Examples:
      grade quiz output_size
      grade quiz --due
      grade quiz output_size --html output_size.html
      grade quiz output_size --export moodle output_size.xml
      grade quiz --json responses.jsonl
      grade quiz --json quiz-responses.json --secret exam.secret --student ann

    \b
    Formats of --export: canvas, moodle, qti21, jupyterquiz, printable.
    A line of --json: {"question": "output_size/strided-width", "variant": 0, "response": ["64"]}
    """
    content = find_content()
    chosen = _choose(content, topics)
    if responses is not None:
        return _mark(content, chosen, responses, secret, student)
    if page is not None:
        from receptive.cli.quiz.files import write_page

        say(write_page(content, Path(), chosen, given(page)))
        return ExitCode.FULL_POINTS
    if export is not None:
        from receptive.cli.quiz.files import write_export

        say(write_export(content, chosen, export[0], given(export[1]), answers, secret))
        return ExitCode.FULL_POINTS
    from receptive.cli.quiz.practicing import practice_or_graded

    return practice_or_graded(content, chosen, due)


def _choose(content: Content, topics: tuple[str, ...]) -> list[str]:
    from receptive.cli.targets import find_topic

    if topics:
        return [find_topic(topic, content=content).slug for topic in topics]
    from receptive.catalogue.manifest import load_lesson

    return [topic.slug for topic in load_lesson(content).topics]


def _mark(content: Content, topics: list[str], responses: Path, secret: Path | None, student: str) -> int:
    """Mark a file of answers: of practice, or of one student to a graded quiz."""
    from receptive.cli.quiz.marks import mark_graded, marks_json

    if secret and not student:
        raise click.UsageError("whose answers are these? Say --student NAME, as on your class list")
    path = responses if str(responses) == "-" else given(responses)
    if secret:
        text, right = mark_graded(content, topics, path, secret, student)
    else:
        text, right = marks_json(content, path)
    say(text)
    return ExitCode.FULL_POINTS if right else ExitCode.MISSING_POINTS
