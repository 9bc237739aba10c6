"""`receptive/class-report/v1`: the report for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from receptive.classroom.report.analysis import Analysis
from receptive.classroom.report.bests import Best
from receptive.classroom.report.looks import Undecided
from receptive.classroom.report.misconception_map import Held
from receptive.classroom.report.origins import Origin

SCHEMA = "receptive/class-report/v1"
Names = Mapping[str, str]  # what each student is called
Json = dict[str, Any]


def report_json(found: Analysis, anonymous: bool = False) -> str:
    """One object on one line. Numbers that mean nothing are null."""
    names = found.names(anonymous)
    report: dict[str, Any] = {
        "schema": SCHEMA,
        "students": len(found.gradebook.students),
        "isolation": found.gradebook.isolation,
        "spread": asdict(found.spread) if found.spread else None,
        "topics": [_topic(asdict(topic)) for topic in found.topics],
        "mistakes": [_mistake(one, names) for one in found.held],
        "wrong_answers": [asdict(one) for one in found.pulls],
        "near_identical": [
            {**asdict(one), "students": [names[student] for student in one.students]} for one in found.alike.groups
        ],
        "known_programs": [_known_program(one, names, anonymous) for one in found.origins],
        "not_compared": [
            {"topic": topic, "student": names[student], "why": why} for topic, student, why in found.alike.skipped
        ],
        "bests": [_best(one, names) for one in found.bests],
        "undecided": [_undecided(one, names) for one in found.undecided],
        "weak_half": [
            {**asdict(one), "student": names[one.student], "group": one.group.value} for one in found.weak.students
        ],
        "stuck_on": [
            {**asdict(one), "students": [names[student] for student in one.students]} for one in found.weak.obstacles
        ],
    }
    return json.dumps(report, ensure_ascii=True, allow_nan=False)


def _mistake(one: Held, names: Names) -> Json:
    return {
        **asdict(one),
        "students": sorted(names[student] for student in one.students),
        "seen_in": [".".join(item) for item in one.seen_in],
        "catchers": [{**asdict(question), "misses": question.misses} for question in one.catchers],
    }


def _known_program(one: Origin, names: Names, anonymous: bool) -> Json:
    return {
        "topic": one.topic,
        "students": [names[student] for student in one.students],
        "place": one.place,
        "whose": "" if anonymous else one.whose,
        "share": one.share,
    }


def _best(one: Best, names: Names) -> Json:
    measured = [(each.student, dict(zip(one.figures, each.values, strict=True))) for each in one.students]
    return {
        **asdict(one),
        "students": [{"student": names[student], "measured": figures} for student, figures in measured],
    }


def _undecided(one: Undecided, names: Names) -> Json:
    return {
        "student": names[one.student],
        "criteria": [f"{one.topic}.{name}" for name in one.criteria],
        "why": one.why,
    }


def _topic(topic: dict[str, Any]) -> dict[str, Any]:
    for item in topic["items"]:
        item["difficulty"] = item["passed"] / item["asked"] if item["asked"] else None
    return topic
