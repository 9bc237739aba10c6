"""`grade class status`: a class at one glance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.classroom.options import chosen_part, part_options, store_option
from receptive.cli.saying import say
from receptive.text import in_one_line

if TYPE_CHECKING:
    from receptive.classroom.status import ClassStatus, Line

MAX_LINES = 20  # of one list
LISTS = {
    "needs_look": "needs a look",
    "undecided": "not decided: run it again, or override",
    "nothing": "handed in nothing that could be run",
    "not_run": "on the roster, and in no run yet",
    "late": "late",
    "overrides": "overrides",
    "comments": "comments",
    "attempts": "several attempts",
    "notes": "notes",
    "merged": "other folders of a student",
    "withdrawn": "withdrawn: in the record, and in no mark or export",
}


@click.command(short_help="Show a class at one glance: who is graded, and what is left to do.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
@store_option
@part_options
def status(as_json: bool, store: Path) -> None:
    """Show who is graded, what needs a look or is not decided, and who is late, overridden or withdrawn.

    \b
    Examples:
      grade class status
      grade class status --section B
      grade class status --json
    """
    from receptive.classroom.status import read_status
    from receptive.classroom.store import Store

    with Store(store) as opened:
        found = read_status(opened, chosen_part())
    if as_json:
        say(json.dumps({"schema": "receptive/class-status/v1", **asdict(found), "sections": dict(found.sections)}))
        return
    say(f"{store}: {_head(found)}")
    for name, title in LISTS.items():
        for line in _list(title, getattr(found, name)):
            say(line)


def _head(found: ClassStatus) -> str:
    sections = ", ".join(f"{in_one_line(name)} {count}" for name, count in found.sections)
    parts = (
        f"{found.students} student{'' if found.students == 1 else 's'}{f' ({sections})' if sections else ''}",
        f"{found.full_points} with full points",
        f"of several attempts the {found.count.value} counts",
        "the run has ended" if found.ended else "the run has not ended: run it again, and it will",
    )
    return "; ".join(parts)


def _list(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    from receptive.classroom.student_names import show_name

    if not lines:
        return
    yield f"{title} ({len(lines)}):"
    for one in lines[:MAX_LINES]:
        what = f": {in_one_line(one.what)}" if one.what else ""
        yield f"  {show_name(one.student) or 'the class'}{f' {one.topic}' if one.topic else ''}{what}"
    if len(lines) > MAX_LINES:
        yield f"  and {len(lines) - MAX_LINES} more: --json has all"
