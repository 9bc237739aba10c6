"""`classroom50/result/v1`: the result that Classroom 50 keeps for a submission. It knows whole numbers only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.points import criteria_of, points_of
from receptive.model import Status
from receptive.text import in_one_line

SCHEMA = "classroom50/result/v1"
FINEST = 1000  # no mark is finer than this part of a point


@dataclass(frozen=True)
class Place:
    """Where results belong. What a class that was not handed in there does not know stays empty."""

    classroom: str
    assignment: str
    when: datetime


def whole_points(gradebook: Gradebook) -> int:
    """The smallest factor that makes every mark of the class a whole number."""
    denominators = {_fraction(value).denominator for student in gradebook.students for value in _values(student)}
    return min(math.lcm(*denominators), FINEST) if denominators else 1


def result_of(student: StudentMarks, place: Place, factor: int, most: float) -> dict[str, Any]:
    """One student's result, all points times `factor`.

    Args:
        most: what could be reached, not multiplied.
    """
    tests = [
        {
            "test-name": f"{topic}.{mark.id}",
            "passed": mark.status is Status.PASSED,
            "score": _whole(mark.points, factor),
            "max-score": _whole(mark.max_points, factor),
        }
        for topic, mark in criteria_of(student)
    ]
    return {
        "schema": SCHEMA,
        "classroom": place.classroom,
        "assignment": place.assignment,
        "submission": in_one_line(student.student),
        "commit": "",
        "release": "",
        "review": "",
        "datetime": place.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": _whole(points_of(student, "") or 0.0, factor),
        "max-score": _whole(most, factor),
        "tests": tests,
    }


def _values(student: StudentMarks) -> Iterable[float]:
    for _, mark in criteria_of(student):
        yield from (mark.points, mark.max_points)
    yield points_of(student, "") or 0.0


def _fraction(value: float) -> Fraction:
    return Fraction(value).limit_denominator(FINEST)


def _whole(value: float, factor: int) -> int:
    return round(_fraction(value) * factor)
