"""The programs of a class as fingerprints, each once however many students handed it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from receptive.classroom.gradebook import Gradebook
from receptive.limits import Refused
from receptive.reading.fingerprints import Prints, grams_of, tokens_of
from receptive.reading.reader import Reader

COMMON = 0.1  # of the different programs; what more of them hold is common
COMMON_RANGE = (3, 30)  # but at least and at most so many


@dataclass(frozen=True)
class Program:
    """What these students handed in for one topic. Names, comments and numbers make no other program."""

    prints: Prints
    students: tuple[str, ...]


@dataclass(frozen=True)
class Programs:
    by_topic: dict[str, tuple[Program, ...]]
    skipped: tuple[tuple[str, str, str], ...]  # topic, student, and why there was nothing to compare


def programs_of(gradebook: Gradebook, reader: Reader) -> Programs:
    """Every program that somebody handed in; quizzes have none."""
    found: dict[str, dict[str, tuple[Prints, list[str]]]] = {}
    skipped: list[tuple[str, str, str]] = []
    for student in gradebook.students:
        for mark in student.topics:
            if mark.source.strip() and not mark.is_quiz:
                try:
                    prints = reader.prints(mark.source)
                    known = found.setdefault(mark.topic, {})
                    known.setdefault(prints.program, (prints, []))[1].append(student.student)
                except Refused as why:
                    skipped.append((mark.topic, student.student, str(why)))
    by_topic = {
        topic: tuple(Program(prints, tuple(names)) for prints, names in some.values()) for topic, some in found.items()
    }
    return Programs(by_topic, tuple(skipped))


def stub_grams(stub: str) -> frozenset[int]:
    """What students started from, which is nobody's own."""
    return frozenset(grams_of(tokens_of(stub)))


def common_in(programs: Sequence[Collection[int]]) -> frozenset[int]:
    """The fingerprints that many of these programs hold."""
    held = Counter(one for each in programs for one in each)
    low, high = COMMON_RANGE
    most = min(max(low, int(COMMON * len(programs))), high)
    return frozenset(one for one, count in held.items() if count > most)
