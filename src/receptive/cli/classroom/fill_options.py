"""The options of commands that fill a column of somebody else's file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from receptive.classroom.gradebook import Gradebook
from receptive.cli.classroom.gradebook import gradebook_of, or_refused
from receptive.cli.classroom.options import chosen_part, store_option
from receptive.cli.complete import complete_topic

SEPARATORS = ("comma", "semicolon", "tab")
DECIMALS = ("point", "comma")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would change and what is left, and write nothing.")
FILL_OPTIONS = (
    click.option(
        "--topic", default="", shell_complete=complete_topic, help="One topic, or TOPIC/quiz; all together if absent."
    ),
    click.option("--match", default="", metavar="COLUMN", help="The column with the names of your students' folders."),
    click.option("--scale", is_flag=True, help="Convert to the points that the column counts."),
    click.option("--maximum", default="", metavar="COLUMN|NUMBER", help="What can be reached, if the file lacks it."),
    click.option(
        "--locked", multiple=True, metavar="WORD", help="Rows with this word in a cell keep their mark; one of several."
    ),
    click.option("--decimal", type=click.Choice(DECIMALS), help="How the file writes decimals, if that is not plain."),
    click.option("--separator", type=click.Choice(SEPARATORS), help="What is between its columns."),
    click.option(
        "--from",
        "source",
        type=(click.Choice(["nbgrader"]), click.Path(path_type=Path)),
        metavar="nbgrader COURSE",
        help="Take the marks from the gradebook of an nbgrader course, and not from the store.",
    ),
    click.option("--assignment", default="", help="With --from nbgrader: the assignment's name there."),
    click.option("--encoding", default="", help="Such as windows-1252, if the file is not in UTF-8."),
)


def fill_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options as one argument `options`, `marks` to be called for the gradebook, and `dry_run`."""

    @functools.wraps(command)
    def with_options(
        *args: Any,
        decimal: str | None,
        separator: str | None,
        source: tuple[str, Path] | None,
        assignment: str,
        store: Path,
        **given: Any,
    ) -> Any:
        from receptive.exchange.gradebook.columns import FillOptions
        from receptive.exchange.gradebook.decimals import SIGNS
        from receptive.exchange.gradebook.tables import SEPARATORS as TEXTS

        names = ("column", "topic", "match", "scale", "maximum", "locked", "encoding", "points_row")
        options = FillOptions(
            decimal=SIGNS.get(decimal or "", ""),
            separator=TEXTS.get(separator or "", ""),
            **{name: given.pop(name) for name in names if name in given},
        )
        marks = functools.partial(_marks, source, assignment, store)
        return command(*args, options=options, marks=marks, **given)

    for option in reversed((*FILL_OPTIONS, DRY_RUN, store_option)):
        with_options = option(with_options)
    return with_options


def _marks(source: tuple[str, Path] | None, assignment: str, store: Path) -> Gradebook:
    """Those of the store, or of somebody else's gradebook.

    Raises:
        click.UsageError: options contradict, or the other gradebook cannot be used.
    """
    if bool(source) != bool(assignment):
        raise click.UsageError("--from nbgrader COURSE and --assignment NAME belong together")
    if source is None:
        return gradebook_of(store)
    from receptive.classroom.enrolling import EVERYBODY
    from receptive.exchange.gradebook.from_nbgrader import nbgrader_gradebook

    if chosen_part() != EVERYBODY:
        raise click.UsageError("nbgrader knows no sections and groups: leave them out with --from nbgrader")
    return or_refused(lambda: nbgrader_gradebook(source[1], assignment))
