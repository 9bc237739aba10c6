"""`receptive/attempt/v1` with a `student`: one object for each, what other people's scripts read."""

from __future__ import annotations

from typing import Any

from receptive.attempt_json import SCHEMA
from receptive.classroom.gradebook import CriterionMark, Gradebook, StudentMarks, TopicMark


def attempt_of(gradebook: Gradebook, student: StudentMarks) -> dict[str, Any]:
    """One student in JSON's types. `points` counts adjustments; a class keeps no durations, so there is none."""
    return {
        "schema": SCHEMA,
        "student": student.student,
        "points": student.points,
        "max_points": student.max_points,
        "seed": gradebook.seed,
        "isolation": gradebook.isolation,
        "duration_s": None,
        "topics": list(map(_topic, student.topics)),
        "adjustments": [
            {"kind": one.kind, "topic": one.topic, "points": one.points, "reason": one.reason}
            for one in student.adjustments
        ],
        "comment": student.comment,
    }


def _topic(topic: TopicMark) -> dict[str, Any]:
    hashes = topic.hashes
    return {
        "topic": topic.topic,
        "points": topic.points,
        "max_points": topic.max_points,
        "hashes": {
            "submission": hashes.submission,
            "grader": hashes.grader,
            "environment": hashes.environment,
        },
        "criteria": list(map(_criterion, topic.criteria)),
    }


def _criterion(mark: CriterionMark) -> dict[str, Any]:
    diagnosis = mark.diagnosis
    return {
        "id": mark.id,
        "exercise": mark.exercise,
        "title": mark.title,
        "visibility": mark.visibility.value,
        "points": mark.points,
        "max_points": mark.max_points,
        "status": mark.status.value,
        "message": mark.message,
        "diagnosis": {"misconception": diagnosis.misconception, "says": diagnosis.text} if diagnosis else None,
    }
