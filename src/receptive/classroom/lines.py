"""`grade class run --json`: a line for each student, the same bytes whatever the engine, order and interruptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from receptive.attempt_json import SCHEMA
from receptive.classroom.enrolling import EVERYBODY, Part
from receptive.classroom.gradebook import StudentMarks
from receptive.classroom.marks import LEVELS, NOTHING_RAN, Mark, StudentEntries, read_students
from receptive.classroom.points import find_unsettled
from receptive.classroom.store import Store

WEAK = "C"


def class_lines(store: Store, part: Part = EVERYBODY) -> Iterator[str]:
    """One JSON object for each student who counts, in the order of the names."""
    seed = store.setting("seed")
    for one in read_students(store, part=part):
        yield line_of(one, seed)


def line_of(one: StudentEntries, seed: str) -> str:
    """One student. What is not decided has points of null, and `undecided` names its criteria."""
    marks = tuple(mark.mark for mark in one.marks)
    whole = StudentMarks(one.student, marks, one.adjustments, one.comment)
    weakest = min(one.marks, key=lambda mark: LEVELS.index(mark.isolation), default=None)
    undecided = find_unsettled(whole, "")
    isolation = weakest.isolation if weakest else NOTHING_RAN
    return json.dumps(
        {
            "schema": SCHEMA,
            "student": one.student,
            "points": None if undecided else round(whole.points, 6),
            "max_points": whole.max_points,
            "seed": seed,
            "isolation": isolation,
            "isolation_reason": weakest.isolation_reason if weakest else "",
            "weak": isolation == WEAK,
            "duration_s": 0.0,  # not kept: docs/decisions/0013-a-class.md
            "versions": dict(sorted({pair for mark in one.marks for pair in mark.versions})),
            "undecided": undecided,
            "topics": [_topic(mark, whole) for mark in one.marks],
            "adjustments": [asdict(line) for line in one.adjustments],
            "comment": one.comment,
            "notes": list(one.notes),
            **_enrolled(one),
        },
        ensure_ascii=True,
    )


def _topic(mark: Mark, student: StudentMarks) -> dict[str, Any]:
    """A topic; without points where not all of it is decided."""
    topic = {"seed": mark.seed, **mark.topic_json}
    return {**topic, "points": None} if find_unsettled(student, mark.mark.topic) else topic


def _enrolled(one: StudentEntries) -> dict[str, str]:
    """What the roster says of a student; nothing without one."""
    if one.enrolled is None:
        return {}
    return {name: getattr(one.enrolled, name) for name in ("name", "email", "section", "group", "id")}
