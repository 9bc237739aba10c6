"""`grade class`: what concerns a whole class."""

from __future__ import annotations

import click

from receptive.cli.classroom_export import export
from receptive.cli.classroom_report import report


@click.group("class", short_help="Grade a class, report on it, export its marks.")
def classroom() -> None:
    """Commands for a whole class.

    \b
    Example: grade class export csv marks.csv
    """


classroom.add_command(export)
classroom.add_command(report)
