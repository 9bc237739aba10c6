"""Reads the files that say what is late: a policy in YAML, and times of submission in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from receptive.catalogue.content import ContentError, find_content
from receptive.catalogue.yaml_nodes import Node, parse_yaml
from receptive.classroom.days import DAY, DaysOff, Moment
from receptive.classroom.decoding import read_text
from receptive.classroom.errors import ClassError
from receptive.classroom.late import Count, Own, Policy, Terms
from receptive.classroom.student_names import plain_name, show_name
from receptive.classroom.tables import read_table

SCHEMA = "receptive/late/v1"
LIKE = "2026-11-02T23:59:00+01:00"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MAX_EXTRA_DAYS = 3650
MAX_POLICY = 1 << 20  # characters
OWN = {"deadline", "extra_days", "grace_minutes"}
TOPICS = "topics"


def read_policy(path: Path, encoding: str = "") -> Policy:
    """A policy file.

    Args:
        encoding: if it is neither UTF-8 nor UTF-16.

    Raises:
        ClassError: it is broken; names the line.
    """
    with _in_our_words():
        return _policy(path, encoding)


def read_times(path: Path, zone: ZoneInfo | None = None, encoding: str = "") -> dict[tuple[str, str], Moment]:
    """When each student handed in, by student and topic; an empty topic is all of them.

    Args:
        zone: of times that name none.
        encoding: if it is neither UTF-8 nor UTF-16.

    Raises:
        ClassError: it cannot be read, or a time has no zone; names the line.
    """
    found: dict[tuple[str, str], Moment] = {}
    lines: dict[tuple[str, str], int] = {}
    for row in read_table(path, ["student", "submitted"], ["topic"], encoding=encoding):
        student, submitted, topic = row.values
        name = (plain_name(student), topic)
        if name in found:
            told = f"a second time for {show_name(name[0])} {topic}".rstrip()
            raise ClassError(f"{path}:{row.line}: {told}; the first is in line {lines[name]}; leave one")
        lines[name] = row.line
        moment = _parse(submitted)
        if moment is None:
            raise ClassError(f"{path}:{row.line}: {submitted!r} is no time like {LIKE}")
        if moment.tzinfo is None and zone is None:
            mend = f"write it like {LIKE}, or name the zone in the policy: `zone: Europe/Berlin`"
            raise ClassError(f"{path}:{row.line}: {submitted!r} is no time like {LIKE}: its zone is not known; {mend}")
        moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
        found[name] = Moment(moment.timestamp(), moment.utcoffset() or None)  # 0 is UTC, which is no place's clock
    return found


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except ContentError as broken:
        raise ClassError(str(broken)) from broken


def _policy(path: Path, encoding: str) -> Policy:
    text = read_text(path, encoding)
    if len(text) > MAX_POLICY:
        raise ClassError(f"{path} has more than {MAX_POLICY >> 20} MiB")
    top = parse_yaml(path, text, "the policy")
    fields = top.fields(
        {"schema", "deadline", "times"},
        {
            "grace_minutes",
            "points_per_day",
            "percent_per_day",
            "cap_points",
            "cap_percent",
            "zone",
            "days_off",
            "students",
            "sections",
            "groups",
            "count",
        },
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
    zone = _zone(fields["zone"]) if "zone" in fields else None
    grace_s = fields["grace_minutes"].number(0) * 60 if "grace_minutes" in fields else 0.0
    own = {kind: _owns(fields.get(kind), zone, kind) for kind in ("students", "sections", "groups")}
    return Policy(
        path=path,
        terms=Terms(_moment(fields["deadline"], zone), 0, grace_s),
        per_day=fields[f"{unit}_per_day"].number(0),
        percent=percent,
        cap=fields[f"cap_{unit}"].number(0) if f"cap_{unit}" in fields else 100.0 if percent else 1e9,
        times=None if times == "mtime" else path.parent / times,
        zone=zone,
        days_off=_days_off(fields["days_off"]) if "days_off" in fields else DaysOff(),
        count=_count(fields["count"]) if "count" in fields else None,
        **own,
    )


def _zone(node: Node) -> ZoneInfo:
    try:
        return ZoneInfo(node.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = "must be a zone like Europe/Berlin; if it is one, this machine has no table of zones"
        raise node.wrong(f"{problem}: pip install tzdata") from None


def _owns(node: Node | None, zone: ZoneInfo | None, kind: str) -> dict[str, Own]:
    """Terms by name. YAML itself allows a name twice, and so would two ways to write an accent."""
    found: dict[str, Own] = {}
    for written, entry in node.entries() if node else ():
        name = plain_name(written) if kind == "students" else plain_name(written).casefold()
        if name in found:
            raise entry.wrong(f"is in line {found[name].line} too; leave one")
        found[name] = _own(entry, zone)
    return found


def _own_of_topics(node: Node | None, zone: ZoneInfo | None) -> dict[str, Own]:
    found: dict[str, Own] = {}
    known = find_content().topics()
    for topic, entry in node.entries() if node else ():
        if topic not in known:
            raise entry.wrong(f"is no topic of the lesson; its topics are {', '.join(known)}")
        found[topic] = _own(entry, zone, is_of_topic=True)
    return found


def _own(node: Node, zone: ZoneInfo | None, is_of_topic: bool = False) -> Own:
    """`line` is that of its first field, or of the word that stands for all."""
    if node.node.value == "none":
        return Own(node.line, exempt=True)
    fields = node.fields(set(), OWN if is_of_topic else OWN | {TOPICS})
    if not fields or {"deadline", "extra_days"} <= fields.keys():
        raise node.wrong("needs a deadline or extra_days, or grace_minutes; or `none`: nothing is late")
    return Own(
        node.line,
        deadline=_moment(fields["deadline"], zone) if "deadline" in fields else None,
        extra_days=_extra_days(fields["extra_days"]) if "extra_days" in fields else None,
        grace_s=fields["grace_minutes"].number(0) * 60 if "grace_minutes" in fields else None,
        topics=_own_of_topics(fields.get(TOPICS), zone),
    )


def _count(node: Node) -> Count:
    if node.node.value not in tuple(Count):
        raise node.wrong(f"must be {', '.join(Count)}: which of several attempts counts")
    return Count(node.node.value)


def _extra_days(node: Node) -> int:
    days = node.number(0)
    if not days.is_integer() or days > MAX_EXTRA_DAYS:
        raise node.wrong(f"must be a whole number up to {MAX_EXTRA_DAYS}")
    return int(days)


def _days_off(node: Node) -> DaysOff:
    """Days of the week, dates, and two dates with a slash between them for all from the one to the other."""
    weekdays: set[int] = set()
    dates: set[date] = set()
    for item in node.items():
        text = str(item.node.value).casefold()
        if text in WEEKDAYS:
            weekdays.add(WEEKDAYS.index(text))
        else:
            dates |= _dates(item, text)
    if len(weekdays) == len(WEEKDAYS):
        raise node.wrong("must leave a day of the week")
    return DaysOff(frozenset(weekdays), frozenset(dates))


def _dates(node: Node, text: str) -> set[date]:
    first, _, last = text.partition("/")
    try:
        begin = date.fromisoformat(first)
        count = (date.fromisoformat(last or first) - begin).days + 1
    except ValueError:
        count = 0
    if not 1 <= count <= MAX_EXTRA_DAYS:
        raise node.wrong("must be a day like sunday, 2026-12-25 or 2026-12-21/2027-01-06")
    return {begin + day * DAY for day in range(count)}


def _moment(node: Node, zone: ZoneInfo | None) -> datetime:
    """YAML may take an unquoted time for one itself; its text is what counts."""
    moment = _parse(str(node.node.value))
    if moment is None:
        raise node.wrong(f"must be a time like {LIKE}")
    if moment.tzinfo is None and zone is None:
        raise node.wrong(f"needs its zone: {LIKE}, or `zone: Europe/Berlin` in a line of its own")
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def _parse(text: str) -> datetime | None:
    """A date and a time of day in ISO's form; None if it is no such thing, or so far off that no calendar has it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    known = timedelta(days=400) < moment.replace(tzinfo=None) - datetime(1970, 1, 1) < timedelta(days=200_000)
    return moment if known and ":" in text else None
