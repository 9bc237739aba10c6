"""`grade report` and `grade lesson`: pages that open in any browser, without a network."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.cli.complete import complete_topic
from receptive.content import find_content
from receptive.workspace import WorkspaceError

REPORT = "report.html"
PAGES = (".html", ".htm")


@click.command(short_help="Grade, and write a page with pictures of what is wrong.")
@click.argument("out", default=REPORT, metavar="[OUT.html]", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--seed", default="", help="Repeat a run: the seed that its report names.")
def report(out: Path, seed: str) -> None:
    """Grade the current folder, and write OUT.html: every criterion, your code where it fails, why, and pictures.

    \b
    Example: grade report && xdg-open report.html
    """
    from receptive.cli.progress import shown_progress
    from receptive.cli.targets import find_work
    from receptive.grading.run import grade
    from receptive.progress_store import remember, with_quizzes
    from receptive.report.html import report_html
    from receptive.textbook.readings import find_reading

    check_name(out)
    work = find_work((), find_content())
    with shown_progress(quiet=False) as tell:
        attempt = grade(work, seed, tell)
    for result, (_, submission) in zip(attempt.results, work, strict=True):
        remember(submission.path.parent, attempt, result)
    sources = {topic.slug: submission.source.decode("utf-8", "replace") for topic, submission in work}
    write_page(out, report_html(with_quizzes(attempt), sources, find_reading))
    click.echo(f"{attempt.points:g} of {attempt.max_points:g} points. Open {out.resolve()} in a browser.")


@click.command(short_help="Write a topic's lesson as a page.")
@click.argument("topic", default="", shell_complete=complete_topic)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to; else lesson-TOPIC.html here.")
def lesson(topic: str, out: Path | None) -> None:
    """Write the lesson of TOPIC, or of all topics, as pages: what is taught, with pictures, then the task.

    \b
    Example: grade lesson output_size
    """
    from receptive.catalogue import load_lesson
    from receptive.cli.targets import find_topic
    from receptive.textbook.page import lesson_page

    content = find_content()
    topics = [find_topic(topic, content)] if topic else list(load_lesson(content).topics)
    if out and len(topics) > 1:
        raise click.UsageError("--out is for one topic: grade lesson TOPIC --out FILE")
    for each in topics:
        path = out or Path(f"lesson-{each.slug}.html")
        write_page(path, lesson_page(each))
        click.echo(f"Open {path.resolve()} in a browser.")


def write_page(path: Path, text: str) -> None:
    """Write a page.

    Raises:
        click.UsageError: the file is not named as a page, and may be somebody's work.
        WorkspaceError: that is refused.
    """
    check_name(path)
    try:
        path.write_text(text, "utf-8")
    except OSError as refused:
        raise WorkspaceError(f"cannot write {path}: {refused.strerror}; name another file") from refused


def check_name(path: Path) -> None:
    """Refuse to write a page over what may be somebody's work.

    Raises:
        click.UsageError: the file is not named as a page.
    """
    if path.suffix.lower() not in PAGES:
        raise click.UsageError(f"{path} is not named as a page: name a file that ends with .html")
