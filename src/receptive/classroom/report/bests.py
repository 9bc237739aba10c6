"""The best of a class in what a criterion measures: an accuracy and its price, say."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.classroom.gradebook import CriterionMark, Gradebook

MOST = 5  # students of a criterion; those with the same figures as the last are shown too


@dataclass(frozen=True)
class Measured:
    """One student's figures, in the order of `Best.figures`."""

    student: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Best:
    """One criterion that measures. Of the first figure more is better, of each other one less, where that is equal."""

    topic: str
    id: str
    title: str
    figures: tuple[str, ...]
    students: tuple[Measured, ...]  # the best first

    @property
    def is_count(self) -> tuple[bool, ...]:
        """Of each figure, whether it is a whole number for all who are shown."""
        rows = [one.values for one in self.students]
        return tuple(all(value.is_integer() for value in some) for some in zip(*rows, strict=True))


def bests_of(gradebook: Gradebook) -> tuple[Best, ...]:
    """For each criterion that has measured something, whose figures are the best."""
    found: dict[tuple[str, str], list[tuple[str, CriterionMark]]] = {}
    for student in gradebook.students:
        for topic in student.topics:
            for mark in topic.criteria:
                if mark.measured:
                    found.setdefault((topic.topic, mark.id), []).append((student.student, mark))
    return tuple(_best(topic, marks) for (topic, _), marks in sorted(found.items()))


def _best(topic: str, marks: list[tuple[str, CriterionMark]]) -> Best:
    first = marks[0][1]
    figures = tuple(name for name, _ in first.measured)
    same = [(student, mark) for student, mark in marks if tuple(name for name, _ in mark.measured) == figures]
    students = [Measured(student, tuple(value for _, value in mark.measured)) for student, mark in same]
    students.sort(key=lambda one: (*_rank(one), one.student))
    last = _rank(students[:MOST][-1])
    return Best(topic, first.id, first.title, figures, tuple(one for one in students if _rank(one) <= last))


def _rank(one: Measured) -> tuple[float, ...]:
    return -one.values[0], *one.values[1:]
