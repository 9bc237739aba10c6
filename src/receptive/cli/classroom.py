"""`grade class`: what concerns a whole class."""

from __future__ import annotations

import click

from receptive.cli.classroom_look import diff, explain
from receptive.cli.classroom_run import run
from receptive.cli.classroom_store import comment, merge, override, verify


@click.group("class", short_help="Grade a class, report on it, export its marks.")
def classroom() -> None:
    """Commands for a whole class.

    \b
    Examples:
      grade class run submissions
      grade class run submissions --json > marks.jsonl
      grade class verify
    """


for command in (run, verify, explain, diff, override, comment, merge):
    classroom.add_command(command)
