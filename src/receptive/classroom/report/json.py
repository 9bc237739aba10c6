"""`receptive/class-report/v1`: the report for scripts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from receptive.classroom.report.analysis import Analysis

SCHEMA = "receptive/class-report/v1"


def report_json(found: Analysis, anonymous: bool = False) -> str:
    """One object on one line. Numbers that mean nothing are null."""
    names = found.names(anonymous)
    report: dict[str, Any] = {
        "schema": SCHEMA,
        "students": len(found.gradebook.students),
        "isolation": found.gradebook.isolation,
        "spread": asdict(found.spread) if found.spread else None,
        "topics": [_topic(asdict(topic)) for topic in found.topics],
        "mistakes": [
            {
                **asdict(one),
                "students": sorted(names[student] for student in one.students),
                "seen_in": [".".join(item) for item in one.seen_in],
                "catchers": [{**asdict(question), "misses": question.misses} for question in one.catchers],
            }
            for one in found.held
        ],
        "wrong_answers": [asdict(one) for one in found.pulls],
        "near_identical": [
            {**asdict(one), "students": [names[student] for student in one.students]} for one in found.alike.groups
        ],
        "known_programs": [
            {
                "topic": one.topic,
                "students": [names[student] for student in one.students],
                "place": one.place,
                "whose": "" if anonymous else one.whose,
                "share": one.share,
            }
            for one in found.origins
        ],
        "not_compared": [
            {"topic": topic, "student": names[student], "why": why} for topic, student, why in found.alike.skipped
        ],
        "bests": [
            {
                **asdict(one),
                "students": [
                    {"student": names[each.student], "measured": dict(zip(one.figures, each.values, strict=True))}
                    for each in one.students
                ],
            }
            for one in found.bests
        ],
        "undecided": [
            {
                "student": names[one.student],
                "criteria": [f"{one.topic}.{name}" for name in one.criteria],
                "why": one.why,
            }
            for one in found.undecided
        ],
        "weak_half": [
            {**asdict(one), "student": names[one.student], "group": one.group.value} for one in found.weak.students
        ],
        "stuck_on": [
            {**asdict(one), "students": [names[student] for student in one.students]} for one in found.weak.obstacles
        ],
    }
    return json.dumps(report, ensure_ascii=True, allow_nan=False)


def _topic(topic: dict[str, Any]) -> dict[str, Any]:
    for item in topic["items"]:
        item["difficulty"] = item["passed"] / item["asked"] if item["asked"] else None
    return topic
