"""Late work: a policy, and what it takes from a mark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from receptive.catalogue.content import ContentError
from receptive.catalogue.yaml_nodes import Node, read_yaml
from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import plain_name, show_name
from receptive.classroom.tables import read_table

SCHEMA = "receptive/late/v1"
DAY_S = 86_400.0


@dataclass(frozen=True)
class Late:
    """One late piece of work, with the terms that hold for it, so that the line follows the mark when it changes."""

    days: int  # begun ones, after the grace
    per_day: float
    percent: bool  # per_day and cap in percent of the topic's mark, or in points
    cap: float  # the most that is taken


@dataclass(frozen=True)
class Policy:
    deadline: datetime  # with its zone
    grace_s: float
    per_day: float
    percent: bool
    cap: float
    times: Path | None  # CSV with the columns student, submitted and maybe topic; None: the time of the file

    def judged(self, submitted: float) -> Late | None:
        """What the policy says of work handed in at that time (seconds since the epoch); None if it was in time."""
        over = submitted - self.deadline.timestamp() - self.grace_s
        return Late(math.ceil(over / DAY_S), self.per_day, self.percent, self.cap) if over > 0 else None


def late_line(late: Late, points: float) -> tuple[float, str]:
    """Points to add (never above 0) to a mark of `points`, and why."""
    taken = late.days * late.per_day
    taken = min(taken, late.cap)
    unit = "percent of the mark" if late.percent else "points"
    amount = points * taken / 100 if late.percent else taken
    days = f"{late.days} day{'s' if late.days != 1 else ''} late"
    capped = f", at most {late.cap:g}" if late.days * late.per_day > late.cap else ""
    return 0.0 - round(min(amount, points), 2), f"{days}: {late.per_day:g} {unit} each{capped}"


def read_policy(path: Path) -> Policy:
    """A policy file.

    Raises:
        ClassError: it is broken; names the line.
    """
    try:
        return _policy(path)
    except ContentError as broken:
        raise ClassError(str(broken)) from broken


def _policy(path: Path) -> Policy:
    top = read_yaml(path, "the policy")
    fields = top.fields(
        {"schema", "deadline", "times"},
        {"grace_minutes", "points_per_day", "percent_per_day", "cap_points", "cap_percent"},
    )
    if fields["schema"].text() != SCHEMA:
        raise fields["schema"].wrong(f"must be {SCHEMA}")
    if ("points_per_day" in fields) == ("percent_per_day" in fields):
        raise top.wrong("needs either points_per_day or percent_per_day")
    percent = "percent_per_day" in fields
    unit, other = ("percent", "points") if percent else ("points", "percent")
    if f"cap_{other}" in fields:
        raise fields[f"cap_{other}"].wrong(f"must be cap_{unit} beside {unit}_per_day")
    times = fields["times"].text()
    return Policy(
        deadline=_moment(fields["deadline"]),
        grace_s=fields["grace_minutes"].number(0) * 60 if "grace_minutes" in fields else 0.0,
        per_day=fields[f"{unit}_per_day"].number(0),
        percent=percent,
        cap=fields[f"cap_{unit}"].number(0) if f"cap_{unit}" in fields else 100.0 if percent else 1e9,
        times=None if times == "mtime" else path.parent / times,
    )


def read_times(path: Path) -> dict[tuple[str, str], float]:
    """When each student handed in, in seconds since the epoch, by student and topic; an empty topic is all of them.

    Raises:
        ClassError: it cannot be read, or a time has no zone; names the line.
    """
    found: dict[tuple[str, str], float] = {}
    for row in read_table(path, ["student", "submitted"], ["topic"]):
        student, submitted, topic = row.values
        name = (plain_name(student), topic)
        if name in found:
            raise ClassError(f"{path}:{row.line}: a second time for {show_name(name[0])} {topic}".rstrip())
        try:
            moment = datetime.fromisoformat(submitted)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise ClassError(f"{path}:{row.line}: {submitted!r} is no time like 2026-11-02T23:59:00+01:00")
        found[name] = moment.timestamp()
    return found


def _moment(node: Node) -> datetime:
    """YAML may take an unquoted time for one itself; its text is what counts."""
    try:
        moment = datetime.fromisoformat(str(node.node.value))
    except ValueError:
        raise node.wrong("must be a time like 2026-11-02T23:59:00+01:00") from None
    if moment.tzinfo is None:
        raise node.wrong("needs its zone: 2026-11-02T23:59:00+01:00")
    return moment
