"""Who is in the class, what they hand in and when, and the mark that each must get, reckoned here by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from programs import Program, right, unreadable, untouched, with_mistakes

DISPUTED = "output_size"  # the topic of two files, of the override and of the second week
QUIZ, WORDS = "color", "color"  # the topics whose quiz and whose question in words are answered
WORDS_POINTS = (2.0, 1.5, 0.5)
IN_TIME, LATE, SECOND_WEEK = "2026-11-01T10:00", "2026-11-04T10:00", "2026-11-09T10:00"
DAYS_LATE = {(LATE, "A"): 2, (LATE, "B"): 1, (SECOND_WEEK, "A"): 5, (SECOND_WEEK, "B"): 4}
POLICY = """schema: receptive/late/v1
deadline: 2026-11-02T23:59:00+01:00
grace_minutes: 15
percent_per_day: 10
cap_percent: 50
times: submitted.csv
zone: Europe/Berlin
days_off: [saturday, sunday]
students:
  student010: none
  student017: {extra_days: 7}
sections:
  B: {deadline: 2026-11-03T23:59}
"""
OWN_TERMS = (10, 17)  # of whom nothing is late
OVERRIDDEN, OVERRIDE = 0, 18.0
WITHDRAWN, ABSENT, UNDECIDED = 5, 8, 9


@dataclass(frozen=True)
class Student:
    """One of the class. `again`: a program of the second week."""

    number: int
    programs: tuple[Program, ...]
    moment: str = IN_TIME
    again: Program | None = None

    @property
    def name(self) -> str:
        return f"student{self.number:03}"

    @property
    def shown(self) -> str:
        return f"Student {self.number:03}"

    @property
    def email(self) -> str:
        return f"{self.name}@example.org"

    @property
    def section(self) -> str:
        return "AB"[self.number % 2]

    @property
    def is_withdrawn(self) -> bool:
        return self.number == WITHDRAWN

    @property
    def is_absent(self) -> bool:
        return self.number % 40 == ABSENT

    @property
    def hands_in_two_files(self) -> bool:
        return self.number % 10 == UNDECIDED

    @property
    def is_undecided(self) -> bool:
        """Of the ones with two files, the one for whom nobody decides."""
        return self.number == UNDECIDED

    @property
    def quiz_is_right(self) -> bool | None:
        """Whether the choices of the quiz are answered right; None: it is not handed in."""
        return None if self.is_absent or self.number % 3 == 2 else self.number % 3 == 0

    @property
    def words(self) -> float | None:
        """What the answer in words is worth; None: there is none."""
        return None if self.is_absent or self.number % 4 else WORDS_POINTS[self.number // 4 % 3]

    def mark(self, topic: str) -> float:
        """The points in a topic after all that was handed in, taken off and decided, the best attempt counting."""
        if self.number == OVERRIDDEN and topic == DISPUTED:
            return OVERRIDE
        tries = [self._worth(one, self.moment) for one in self.programs if one.topic == topic]
        if self.again and self.again.topic == topic:
            tries.append(self._worth(self.again, SECOND_WEEK))
        return max(tries, default=0.0)

    def _worth(self, program: Program, moment: str) -> float:
        days = 0 if self.number in OWN_TERMS else DAYS_LATE.get((moment, self.section), 0)
        return program.points - round(program.points * min(10 * days, 50) / 100, 2)


def make_class(count: int, topics: Sequence[str]) -> tuple[Student, ...]:
    return tuple(_student(number, topics) for number in range(count))


def _student(number: int, topics: Sequence[str]) -> Student:
    moment = LATE if number % 7 == 3 else IN_TIME
    again = right(DISPUTED, number) if number % 6 == 4 else None
    return Student(number, tuple(_programs(number, topics)), moment, again)


def _programs(number: int, topics: Sequence[str]) -> Iterator[Program]:
    if number % 40 == ABSENT:
        return
    begun = topics[:1] if number % 13 == 12 else topics  # some stop on the way
    for topic in begun:
        if number % 11 == 6:
            yield untouched(topic)
        elif number % 12 == 4:
            yield unreadable(topic, number)
        else:
            yield right(topic, number) if number % 3 == 0 else with_mistakes(topic, number)
