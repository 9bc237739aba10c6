"""Late work: the terms that hold for a student, and what they take from a mark. And which attempt counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from receptive.classroom.days import NO_DAYS_OFF, DaysOff
from receptive.classroom.roster import Enrolled


class Count(StrEnum):
    """Which of several attempts counts."""

    LAST = "last"
    BEST = "best"  # after what was taken for being late; of equal ones the first
    FIRST = "first"


@dataclass(frozen=True)
class Late:
    """One late piece of work, with the terms that hold for it, so that the line follows the mark when it changes."""

    days: int  # begun ones, after the grace
    per_day: float
    percent: bool  # per_day and cap in percent of the topic's mark, or in points
    cap: float  # the most that is taken


@dataclass(frozen=True)
class Terms:
    """Until when work is in time."""

    deadline: datetime  # with its zone, or at least its distance from UTC
    extra_days: int = 0  # as a calendar has them
    grace_s: float = 0.0
    exempt: bool = False  # nothing is late


@dataclass(frozen=True)
class Own:
    """Other terms than the class's, for one student, section or group. What is None stays as it is."""

    line: int  # of the policy file
    deadline: datetime | None = None
    extra_days: int | None = None
    grace_s: float | None = None
    exempt: bool = False
    topics: Mapping[str, Own] = field(default_factory=dict)  # others for one topic, over these

    def over(self, terms: Terms) -> Terms:
        """The terms where these have their say. Extra days are added to the deadline that holds without them."""
        if self.deadline is None and self.extra_days is None and self.grace_s is None and not self.exempt:
            return terms  # it speaks of single topics only
        return Terms(
            self.deadline or terms.deadline,
            self.extra_days if self.extra_days is not None else 0 if self.deadline else terms.extra_days,
            terms.grace_s if self.grace_s is None else self.grace_s,
            self.exempt,
        )


@dataclass(frozen=True)
class Policy:
    """A policy file."""

    path: Path
    terms: Terms
    per_day: float
    percent: bool
    cap: float
    times: Path | None  # CSV with the columns student, submitted and maybe topic; None: the time of the file
    zone: ZoneInfo | None = None  # whose calendar counts; None: one that has the deadline's distance from UTC
    days_off: DaysOff = NO_DAYS_OFF
    students: Mapping[str, Own] = field(default_factory=dict)
    sections: Mapping[str, Own] = field(default_factory=dict)  # by the name in small letters
    groups: Mapping[str, Own] = field(default_factory=dict)
    count: Count | None = None

    def terms_of(self, enrolled: Enrolled, own: Own | None, topic: str) -> Terms:
        """The class's, changed by those of the section, of the group, and last by the student's own.

        Each changes first what it says of all topics, and then what it says of this one.
        """
        terms = self.terms
        for layer in (self.sections.get(enrolled.section.casefold()), self.groups.get(enrolled.group.casefold()), own):
            if layer:
                terms = layer.over(terms)
                terms = layer.topics[topic].over(terms) if topic in layer.topics else terms
        return terms

    def late(self, days: int) -> Late | None:
        """What so many days take; None for work in time."""
        return Late(days, self.per_day, self.percent, self.cap) if days else None


def late_line(late: Late, points: float) -> tuple[float, str]:
    """Points to add (never above 0) to a mark of `points`, and why."""
    taken = late.days * late.per_day
    taken = min(taken, late.cap)
    unit = "percent of the mark" if late.percent else "points"
    amount = points * taken / 100 if late.percent else taken
    days = f"{late.days} day{'s' if late.days != 1 else ''} late"
    capped = f", at most {late.cap:g}" if late.days * late.per_day > late.cap else ""
    return 0.0 - round(min(amount, points), 2), f"{days}: {late.per_day:g} {unit} each{capped}"
