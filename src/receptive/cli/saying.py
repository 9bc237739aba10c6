"""The one way from a command to the screen: whatever a text is from, nothing in it moves a cursor or hides a word."""

from __future__ import annotations

import click

from receptive.text import printable


def say(text: str = "", err: bool = False, nl: bool = True, color: str = "") -> None:
    """Write a text, with a break of line behind it.

    Args:
        err: to standard error.
        color: one of click's, where somebody watches.
    """
    seen = printable(text)
    click.echo(click.style(seen, fg=color) if color else seen, err=err, nl=nl)


def say_rendered(text: str) -> None:
    """Write what a console of `make_console` has rendered: its colors stay."""
    click.echo(text, nl=False, color=True)
