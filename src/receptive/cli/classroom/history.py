"""`grade class history`: how one student's marks came about."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.classroom.options import store_option
from receptive.cli.saying import say
from receptive.text import in_one_line

if TYPE_CHECKING:
    from receptive.classroom.changes import Change
    from receptive.classroom.history import History, Tried

SHORT = 12  # letters of a hash


@click.command(short_help="Show a student's attempts, overrides and comments, with who, when and why.")
@click.argument("student")
@click.argument("topic", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
@store_option
def history(student: str, topic: str, as_json: bool, store: Path) -> None:
    """Show everything that the store knows of how a student's marks came about. STUDENT may be an e-mail or id.

    \b
    Examples:
      grade class history ann
      grade class history ann output_size --json
    """
    from receptive.classroom.history import read_history
    from receptive.classroom.store import Store

    with Store(store) as opened:
        found = read_history(opened, student, topic)
    if as_json:
        say(json.dumps({"schema": "receptive/history/v1", **asdict(found)}))
        return
    say(_head(found))
    overrides = {change.topic: change.after for change in found.changes if change.what == "override"}  # the last one
    for one in found.topics:
        instead = f"; the override to {in_one_line(overrides[one.topic])} counts" if overrides.get(one.topic) else ""
        say(f"{one.topic}: {one.points:g} of {one.max_points:g} points{instead}")
        for attempt in one.attempts:
            say(f"  {_attempt(attempt)}")
        if not one.attempts:
            say("  nothing was handed in that could be run")
    for change in found.changes:
        say(_change(change))


def _head(found: History) -> str:
    from receptive.classroom.student_names import show_name

    one = found.enrolled
    if one is None:
        return show_name(found.student)
    parts = (one.name, one.email, f"section {one.section}" if one.section else "", one.group, one.id)
    also = f"also {', '.join(map(show_name, one.also))}" if one.also else ""
    known = ", ".join(in_one_line(part) for part in (*parts, also, "withdrawn" if one.withdrawn else "") if part)
    return f"{show_name(found.student)}: {known}" if known else show_name(found.student)


def _attempt(one: Tried) -> str:
    mark = "not graded" if one.points is None else f"{one.points:g} points"
    if one.undecided:
        mark = "not decided yet"
    late = f", {one.late:g} for {one.late_reason}" if one.late_reason else ""
    counts = ", counts" if one.counts else ""
    return f"attempt {one.number}, {one.handed_in or 'at an unknown time'}: {mark}{late}{counts} ({one.source[:SHORT]})"


def _change(one: Change) -> str:
    what = f"{one.what} of {one.topic}" if one.topic else one.what
    after = in_one_line(one.after) if one.after else "taken back"
    before = f", before: {in_one_line(one.before)}" if one.before else ""
    reason = f" ({in_one_line(one.reason)})" if one.reason else ""
    who = f"{one.at} by {in_one_line(one.by)}" if one.at else "by whom and when is not known"
    return f"{what}: {after}{reason}{before}, {who}"
