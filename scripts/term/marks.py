"""The marks that files must hold, beside those that they hold: a single wrong one ends the script."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from programs import CONTENT
from students import WORDS, Student

from receptive.catalogue.manifest import load_topic
from receptive.quiz.reading import read_quiz

Marks = dict[str, float | None]  # by the student's name; None: an empty cell


@dataclass(frozen=True)
class Expected:
    """What each student of the class must have.

    Args:
        choices: what the right choices of the quiz are worth together.
    """

    students: Sequence[Student]
    topics: Sequence[str]
    choices: float

    @property
    def most(self) -> float:
        """What the week counts: topics, their quizzes, and the question in words."""
        topics = [load_topic(CONTENT, slug) for slug in self.topics]
        quizzes = [one.points for slug in self.topics for one in read_quiz(CONTENT.quiz(slug)).questions]
        words = [one.points for topic in topics if topic.slug == WORDS for one in topic.written]
        return sum([*(topic.max_points for topic in topics), *quizzes, *words])

    def total(self) -> Marks:
        return {one.name: None if one.is_undecided else self._sum(one) for one in self._counted()}

    def topic(self, topic: str) -> Marks:
        return {one.name: None if one.is_undecided else one.mark(topic) for one in self._counted()}

    def quiz(self) -> Marks:
        return {one.name: self.choices if one.quiz_is_right else 0.0 for one in self._counted()}

    def _sum(self, student: Student) -> float:
        quiz = self.choices if student.quiz_is_right else 0.0
        return sum(map(student.mark, self.topics)) + quiz + (student.words or 0.0)

    def _counted(self) -> Sequence[Student]:
        return [one for one in self.students if not one.is_withdrawn]


def read_marks(path: Path, name: str, column: str) -> Marks:
    """A column of a table, with or without points behind its name, by the column with the students' names.

    Rows without a name are left out.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row[name]]
    column = next(head for head in rows[0] if head.split(" (")[0] == column.split(" (")[0])
    return {row[name]: float(row[column]) if row[column].strip(" -") else None for row in rows}


def check(told: str, found: Mapping[str, float | None], expected: Mapping[str, float | None]) -> None:
    """Ends the script if a mark is not what it must be, or is there for somebody who must have none."""
    names = sorted(found.keys() | expected.keys())
    wrong = [
        f"{name}: {found.get(name)}, not {expected.get(name)}" for name in names if not _same(found, expected, name)
    ]
    if wrong:
        sys.exit(f"{told}: {len(wrong)} of {len(names)} marks are wrong:\n" + "\n".join(wrong))
    print(f"{told}: {sum(mark is not None for mark in found.values())} marks are right, and no other is there")


def _same(found: Mapping[str, float | None], expected: Mapping[str, float | None], name: str) -> bool:
    one, other = found.get(name), expected.get(name)
    return one is other or (one is not None and other is not None and abs(one - other) < 1e-6)
