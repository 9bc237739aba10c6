"""`grade report` and `grade lesson`: pages that open in any browser, without a network."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say
from receptive.invocation import given, typed
from receptive.workspace.folder import WorkspaceError

if TYPE_CHECKING:
    from receptive.catalogue.content import Content
    from receptive.course.sections import Section
    from receptive.grading.pool import Pool
    from receptive.model import Topic

REPORT = "report.html"
PAGES = (".html", ".htm")
READABLE = 100  # characters in a line
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")

opening = click.option("--open/--no-open", "wanted", default=None, help="Else it is opened where there is a screen.")


@click.command(short_help="Grade, and write a page with pictures of what is wrong.")
@click.argument("words", nargs=-1, metavar="[TOPIC|EXERCISE|PATH]… [OUT.html]", shell_complete=complete_topic)
@click.option("--seed", default="", help="Repeat a run: the seed that its report names.")
@opening
@click.pass_obj
def report(pool: Pool | None, words: tuple[str, ...], seed: str, wanted: bool | None) -> None:
    """Grade the current folder, or these topics or exercises, and open report.html (or OUT.html).

    It holds every criterion, your code where it fails, why, and pictures.

    \b
    Example: grade report output_size
    """
    from receptive.cli.graded import graded
    from receptive.cli.targets import find_work
    from receptive.course.readings import find_reading
    from receptive.report.html import report_html
    from receptive.standing import total_text

    pages = [given(word) for word in words if is_page(word)] or [Path(REPORT)]
    if len(pages) > 1:
        raise click.UsageError(f"one page at a time, not {' and '.join(map(str, pages))}")
    out = pages[0]
    work = find_work([word for word in words if not is_page(word)], find_content())
    attempt = graded(work, seed, quiet=False, pool=pool)
    sources = {topic.slug: submission.source.decode("utf-8", "replace") for topic, submission in work}
    write_page(out, report_html(attempt, sources, find_reading))
    show_page(out, wanted, before=f"{total_text(attempt.points, attempt.max_points, attempt.withheld)}. ")


@click.command(short_help="Read what a topic or an exercise is about.")
@click.argument("target", default="", metavar="[TOPIC|EXERCISE]", shell_complete=complete_topic)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to; else lesson-TOPIC.html here.")
@click.option("--text", is_flag=True, help="Print it here; write no page.")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Write the whole course into a folder.")
@opening
def lesson(target: str, out: Path | None, text: bool, site: Path | None, wanted: bool | None) -> None:
    """Open the lesson of TOPIC as a page: its chapters, then the task.

    Of EXERCISE it is opened at the part about that. Without a name all topics are written and none is opened.

    \b
    Examples:
      grade lesson output_size
      grade lesson output_size.conv_out --text
      grade lesson --site course
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_part
    from receptive.course.sections import find_section

    content = find_content()
    if site:
        if target or out or text:
            raise click.UsageError(f"--site is for the whole course: {typed('lesson --site DIR')}")
        _write_site(content, given(site), wanted)
        return
    topics = list(load_lesson(content).topics)
    found = find_part(topics, target) if target else None
    topics = [found.whole] if found else topics
    if out and (text or len(topics) > 1):
        raise click.UsageError(f"--out is for the page of one topic: {typed('lesson TOPIC --out FILE')}")
    part = find_section(found.whole, found.exercises[0].name) if found and found.part_of else None
    if text:
        _print_text(topics, part)
        return
    for each in topics:
        path = given(out) if out else Path(f"lesson-{each.slug}.html")
        _write_lesson(content, each, path, part, wanted if found else False)


def _print_text(topics: Sequence[Topic], part: Section | None) -> None:
    from rich.markdown import Markdown

    from receptive.course.plain_text import sections_text, topic_text
    from receptive.report.terminal import make_console

    texts = [sections_text(topics[0], [part])] if part else list(map(topic_text, topics))
    console = make_console()
    width = min(console.width, READABLE) if console.is_terminal else READABLE
    for each in texts:
        console.print(Markdown(each), width=width)


def _write_lesson(content: Content, topic: Topic, path: Path, part: Section | None, wanted: bool | None) -> None:
    from receptive.course.page import topic_page
    from receptive.course.quizzes import read_quizzes

    write_page(path, topic_page(topic, read_quizzes(content)))
    show_page(path, wanted, part.anchor if part else "")


def _write_site(content: Content, folder: Path, wanted: bool | None) -> None:
    from receptive.course.quizzes import read_quizzes
    from receptive.course.site_folder import make_site, write_site

    files = make_site(content, read_quizzes(content))
    write_site(folder, files)
    pages = [name for name in files if is_page(name)]
    show_page(folder / "index.html", wanted, before=f"Wrote {len(pages)} pages. ")


def show_page(path: Path, wanted: bool | None, anchor: str = "", before: str = "") -> None:
    """Open a page in the browser, or say how to; `wanted` None opens it where somebody watches and has a screen."""
    import webbrowser

    opened = (has_screen() if wanted is None else wanted) and webbrowser.open(
        path.resolve().as_uri() + (f"#{anchor}" if anchor else "")
    )
    say(f"{before}{f'Opened {path.resolve()}.' if opened else f'Open {path.resolve()} in a browser.'}")


def has_screen() -> bool:
    """Whether a person sits here with a browser: not in a pipe, and not at a terminal of another machine."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, SCREENS))


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


def is_page(path: str | Path) -> bool:
    """Whether a file is named as a page."""
    return Path(path).suffix.lower() in PAGES


def check_name(path: Path) -> None:
    """Refuse to write a page over what may be somebody's work.

    Raises:
        click.UsageError: the file is not named as a page.
    """
    if not is_page(path):
        raise click.UsageError(f"{path} is not named as a page: name a file that ends with .html")
