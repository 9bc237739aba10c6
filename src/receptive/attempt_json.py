"""`receptive/attempt/v1`: the format that other people's scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from receptive.model import Attempt, Criterion, Diagnosis, Foreseen, Outcome, TopicResult
from receptive.scoring import points_of

SCHEMA = "receptive/attempt/v1"


def attempt_object(attempt: Attempt) -> dict[str, Any]:
    """The attempt in JSON's types."""
    return {
        "schema": SCHEMA,
        "points": attempt.points,
        "max_points": attempt.max_points,
        "withheld": withheld_object(attempt.withheld),
        "seed": attempt.seed,
        "isolation": attempt.isolation.level.value,
        "isolation_reason": attempt.isolation.reason,
        "duration_s": round(attempt.duration_s, 3),
        "versions": dict(attempt.versions),
        "topics": [topic_object(result) for result in attempt.results],
    }


def withheld_object(withheld: Sequence[Criterion]) -> dict[str, Any]:
    """What is decided elsewhere, and is not in the points."""
    return {"criteria": len(withheld), "points": sum(criterion.points for criterion in withheld)}


def attempt_json(attempt: Attempt) -> str:
    """The attempt as one line."""
    return json.dumps(attempt_object(attempt), ensure_ascii=True)


def topic_object(result: TopicResult) -> dict[str, Any]:
    """One topic of an attempt."""
    return {
        "topic": result.topic.slug,
        "path": str(result.path),
        "points": result.points,
        "max_points": result.max_points,
        "hashes": {
            "submission": result.hashes.submission,
            "grader": result.hashes.grader,
            "environment": result.hashes.environment,
        },
        "certificate": result.certificate,
        "solution_seen": result.solution_seen,
        "notes": list(result.notes),
        "foreseen": [_foreseen(each) for each in result.foreseen],
        "criteria": [_criterion(outcome) for outcome in result.outcomes],
    }


def _criterion(outcome: Outcome) -> dict[str, Any]:
    diagnosis = outcome.diagnosis
    return {
        "id": outcome.criterion.id,
        "exercise": outcome.criterion.exercise,
        "title": outcome.criterion.full_title,
        "visibility": outcome.criterion.visibility.value,
        "points": points_of(outcome),
        "max_points": outcome.criterion.points,
        "status": outcome.status.value,
        "message": outcome.message,
        "example": outcome.example,
        "measured": dict(outcome.measured),
        "diagnosis": _diagnosis(diagnosis) if diagnosis else None,
    }


def _foreseen(each: Foreseen) -> dict[str, Any]:
    """What is known of an exercise beyond the criteria that were run."""
    return {
        "exercise": each.exercise,
        "diagnosis": _diagnosis(each.diagnosis) if each.diagnosis else None,
        "example": each.diagnosis.example if each.diagnosis else "",
        "message": each.trouble,
    }


def _diagnosis(diagnosis: Diagnosis) -> dict[str, str]:
    return {"misconception": diagnosis.misconception, "says": diagnosis.text}
