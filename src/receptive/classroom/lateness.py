"""Which work of a class came late."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from receptive.classroom.collecting import HandedIn
from receptive.classroom.days import Moment, add_days, days_late, zones_like
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.errors import ClassError
from receptive.classroom.late import Late, Own, Policy, Terms
from receptive.classroom.late_files import read_times
from receptive.classroom.people import People
from receptive.classroom.roster import Enrolled
from receptive.classroom.student_names import show_name


class Lateness:
    """A policy and the times that it is applied to."""

    def __init__(self, policy: Policy, roster: Roster = NO_ROSTER, encoding: str = "") -> None:
        """Args:
        encoding: of the times, if they are neither in UTF-8 nor in UTF-16.

        Raises:
        ClassError: the times cannot be read, or the policy contradicts itself or lacks the roster that it speaks of.
        """
        self.policy = policy
        self.times = read_times(policy.times, policy.zone, encoding) if policy.times else {}
        self.enrolled = {one.student: one for one in roster.students}
        self.people = People(roster)
        self.own = self._own_terms(roster)

    def unknown(self, students: Collection[str]) -> Iterator[str]:
        """What the policy says of people and sections whom nobody knows; `students` are all names of folders."""
        names = {name for one in self.enrolled.values() for name in one.folders} | set(students)
        sections = {one.section.casefold() for one in self.enrolled.values()}
        groups = {one.group.casefold() for one in self.enrolled.values()}
        policy = self.policy
        for kind, owns, known in (
            ("student", {name: own for name, own in policy.students.items() if not self.people.find(name)}, names),
            ("section", policy.sections, sections),
            ("group", policy.groups, groups),
        ):
            for name, own in owns.items():
                if name not in known:
                    yield f"{policy.path.name}:{own.line}: no {kind} {show_name(name)} is in the class; nothing changes"

    def _own_terms(self, roster: Roster) -> dict[str, Own]:
        """Other terms by student. A name, an address or a number of the roster means its student too."""
        policy = self.policy
        _check_roster(policy, roster)
        found: dict[str, Own] = {}
        for name, own in policy.students.items():
            student = self.people.find(name) or name
            if student in found:
                enrolled = self.enrolled[student]
                whose = f"{show_name(student)}, as {roster.file}:{enrolled.line} says"
                told = f"line {found[student].line} is about the same student, {whose}; leave one"
                raise ClassError(f"{policy.path}:{own.line}: {told}")
            found[student] = own
        return found

    def late(self, student: str, topic: str, moment: Moment) -> Late | None:
        """What the policy says of work handed in at that time; None if it was in time.

        Raises:
            ClassError: how late it is depends on the zone, which is not known.
        """
        enrolled = self.enrolled.get(student) or Enrolled(student)
        terms = self.policy.terms_of(enrolled, self.own.get(student), topic)
        return None if terms.exempt else self.policy.late(self._days(student, terms, moment))

    def _days(self, student: str, terms: Terms, moment: Moment) -> int:
        policy = self.policy
        fixed = terms.deadline.timestamp() + terms.grace_s
        if not terms.extra_days and moment.seconds <= fixed:
            return 0
        zones = [policy.zone] if policy.zone else zones_like(terms.deadline, moment)
        deadlines = {zone: add_days(terms.deadline, terms.extra_days, zone) for zone in zones}
        found = {
            days_late(deadline, terms.grace_s, moment.seconds, zone, policy.days_off)
            for zone, deadline in deadlines.items()
        }
        if len(found) == 1:
            return found.pop()
        when = datetime.fromtimestamp(moment.seconds, UTC).isoformat(timespec="seconds")
        what = "which machines without a table of zones cannot tell (pip install tzdata)"
        if found:
            what = f"{' or '.join(map(str, sorted(found)))}, by the zone that {terms.deadline.isoformat()} stands for"
        raise ClassError(
            f"{policy.path}: how many days late the work of {show_name(student)} is, handed in at {when}, is not "
            f"known: {what}. Name the zone in the policy, as in `zone: Europe/Berlin`"
        )

    def submitted(self, student: str, topic: str, handed: HandedIn) -> Moment | None:
        """When something was handed in; None if that is not known, and then it is not late."""
        if self.policy.times is None:
            return Moment(handed.modified) if handed.modified else None
        folders = self.enrolled[student].folders if student in self.enrolled else (student,)
        found = [self.times.get((folder, topic), self.times.get((folder, ""))) for folder in folders]
        return max(filter(None, found), key=lambda moment: moment.seconds, default=None)


def _check_roster(policy: Policy, roster: Roster) -> None:
    """Raises:
    ClassError: sections and groups are named and there is no roster.
    """
    for kind, owns in (("sections", policy.sections), ("groups", policy.groups)):
        if owns and not roster.students:
            line = next(iter(owns.values())).line
            raise ClassError(f"{policy.path}:{line}: {kind} are known by a roster only: add --roster class.csv")
