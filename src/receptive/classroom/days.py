"""Days late, as a calendar has them: a day after 20:00 is 20:00 of the next day, whatever the clocks did at night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MAX_DAYS = 36_500
LATEST = datetime(2500, 1, 1).timestamp()  # later times are as good as this one
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """When something happened, and how far from UTC the clock was that said so; None if no clock of a place did."""

    seconds: float  # since the epoch
    offset: timedelta | None = None

    @property
    def text(self) -> str:
        """In ISO's form, with the distance from UTC."""
        return datetime.fromtimestamp(min(self.seconds, LATEST), timezone(self.offset or timedelta())).isoformat(
            timespec="seconds"
        )

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Raises:
        ValueError: it is no time of ISO's form with the distance from UTC.
        """
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(f"{text!r} has no distance from UTC")
        return cls(moment.timestamp(), moment.utcoffset() or None)


@dataclass(frozen=True)
class DaysOff:
    """Days that do not count: no work is expected on them."""

    weekdays: frozenset[int] = frozenset()  # Monday is 0
    dates: frozenset[date] = frozenset()

    def hold(self, day: date) -> bool:
        return day.weekday() in self.weekdays or day in self.dates


NO_DAYS_OFF = DaysOff()


def days_late(deadline: datetime, grace_s: float, submitted: float, zone: tzinfo, off: DaysOff = NO_DAYS_OFF) -> int:
    """Begun days after deadline and grace, in the calendar of a zone; 0 for work in time.

    A day that ends on a day off does not count.
    """
    begin = datetime.fromtimestamp(deadline.timestamp() + grace_s, zone)
    submitted = min(submitted, LATEST)
    if submitted <= begin.timestamp():
        return 0
    until = datetime.fromtimestamp(submitted, zone)
    begun = max(1, (until.replace(tzinfo=None) - begin.replace(tzinfo=None)).days)
    while (begin + begun * DAY).timestamp() < submitted:  # the sum is what the clock on the wall says
        begun += 1
    begun = min(begun, MAX_DAYS)
    if off == NO_DAYS_OFF:
        return begun
    return sum(not off.hold((begin + day * DAY).date()) for day in range(1, begun + 1))


def add_days(deadline: datetime, days: int, zone: tzinfo) -> datetime:
    """The same time of the clock on the wall so many days later."""
    return deadline.astimezone(zone) + days * DAY


def zones_like(deadline: datetime, submitted: Moment) -> Sequence[ZoneInfo]:
    """The zones that a deadline may mean of which only the distance from UTC is known.

    If some of them had the distance of the other time as well, it is one of these: the clocks changed between the two.
    Empty if this machine has no table of zones.
    """
    found = _zones_with(deadline)
    moment = datetime.fromtimestamp(min(submitted.seconds, LATEST), deadline.tzinfo)
    both = [zone for zone in found if moment.astimezone(zone).utcoffset() == submitted.offset]
    return both or found


@cache
def _zones_with(deadline: datetime) -> tuple[ZoneInfo, ...]:
    zones = (ZoneInfo(name) for name in sorted(available_timezones()))
    return tuple(zone for zone in zones if deadline.astimezone(zone).utcoffset() == deadline.utcoffset())
