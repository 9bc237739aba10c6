"""`grade class`: many submissions to one gradebook."""

from __future__ import annotations

import click

from receptive.cli.classroom.arrival import notes, take, who
from receptive.cli.classroom.export import export
from receptive.cli.classroom.feedback import feedback
from receptive.cli.classroom.history import history
from receptive.cli.classroom.look import diff, explain
from receptive.cli.classroom.report import report
from receptive.cli.classroom.run import run
from receptive.cli.classroom.status import status
from receptive.cli.classroom.store import comment, merge, override, verify
from receptive.cli.classroom.words import words


@click.group("class", short_help="Grade a class, report on it, export its marks.")
def classroom() -> None:
    """Commands for a whole class.

    \b
    Examples:
      grade class who submissions
      grade class run submissions
      grade class run submissions --json > marks.jsonl
      grade class report report.html
      grade class feedback feedback
      grade class export csv marks.csv
    """


ARRIVING = (who, take, notes)
RUNNING = (run, status, verify, explain, diff, merge)
CORRECTING = (override, comment, words, history)
for command in (*ARRIVING, *RUNNING, *CORRECTING, report, feedback, export):
    classroom.add_command(command)
