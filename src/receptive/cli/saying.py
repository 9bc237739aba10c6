"""The one way from a command to the screen: whatever a text is from, nothing in it moves a cursor or hides a word."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap

import click

from receptive.text import printable

COLUMN = re.compile(r"\s+(?:\S+ )*\S+ {2,}(?=\S)")


def say(text: str = "", err: bool = False, nl: bool = True, color: str = "") -> None:
    """Write a text, with a break of line behind it.

    Args:
        err: to standard error.
        color: one of click's, where somebody watches.
    """
    seen = printable(text)
    click.echo(click.style(seen, fg=color) if color else seen, err=err, nl=nl)


def say_wrapped(text: str, err: bool = False) -> None:
    """Write lines for a person: where they are wider than the terminal they are broken between words.

    Args:
        err: to standard error.
    """
    watched = (sys.stderr if err else sys.stdout).isatty()
    width = shutil.get_terminal_size().columns if watched else 0
    for line in text.split("\n"):
        say("\n".join(_wrapped(line, width)) if 0 < width < len(line) else line, err=err)


def _wrapped(line: str, width: int) -> list[str]:
    """What is indented goes on below its second column, if it has one that leaves room."""
    depth = len(line) - len(line.lstrip())
    column = COLUMN.match(line)
    hang = column.end() if column and 2 * column.end() <= width else depth + 2
    indent = " " * (hang if depth else 0)
    return textwrap.wrap(line, max(width, 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def say_rendered(text: str) -> None:
    """Write what a console of `make_console` has rendered: its colors stay."""
    click.echo(text, nl=False, color=True)
