"""The options of commands that fill a column of somebody else's file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

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
    click.option("--encoding", default="", help="Such as windows-1252, if the file is not in UTF-8."),
)


def fill_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options as one argument `options`, and `dry_run`."""

    @functools.wraps(command)
    def with_options(*args: Any, decimal: str | None, separator: str | None, **given: Any) -> Any:
        from receptive.exchange.gradebook.columns import FillOptions
        from receptive.exchange.gradebook.decimals import SIGNS
        from receptive.exchange.gradebook.tables import SEPARATORS as TEXTS

        names = ("column", "topic", "match", "scale", "maximum", "locked", "encoding", "points_row")
        options = FillOptions(
            decimal=SIGNS.get(decimal or "", ""),
            separator=TEXTS.get(separator or "", ""),
            **{name: given.pop(name) for name in names if name in given},
        )
        return command(*args, options=options, **given)

    for option in reversed((*FILL_OPTIONS, DRY_RUN)):
        with_options = option(with_options)
    return with_options
