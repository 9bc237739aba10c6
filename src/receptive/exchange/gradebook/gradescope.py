"""Gradescope's results.json, made from an attempt: one student's marks of a class, or a run inside its autograder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from receptive.text import printable

Json = dict[str, Any]
PASSED, NEEDS_LOOK = "passed", "needs_look"


def results_of(attempt: Mapping[str, Any]) -> Json:
    """The results of an attempt in the form of `receptive/attempt/v1`.

    `score` counts, tests only show where it comes from; an adjustment is a test of its own without a status.
    """
    tests = [test for number, topic in enumerate(attempt["topics"], start=1) for test in _tests(number, topic)]
    tests += map(_adjustment, attempt.get("adjustments", ()))
    results = {
        "score": attempt["points"],
        "output": printable(attempt.get("comment", "")),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "schema": attempt["schema"],
            "seed": attempt["seed"],
            "isolation": attempt["isolation"],
            "hashes": {topic["topic"]: topic["hashes"] for topic in attempt["topics"]},
        },
    }
    if attempt.get("duration_s") is not None:
        results["execution_time"] = attempt["duration_s"]
    return results


def nothing_handed_in(expected: str) -> Json:
    """The results of a submission in which nothing was written."""
    return {
        "score": 0.0,
        "output": f"There is nothing to grade here. Hand in {expected}, under these names.",
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"isolation": "none"},
    }


def _tests(number: int, topic: Mapping[str, Any]) -> Iterator[Json]:
    """A test for each criterion; one alone, without points, for a topic that only an override has decided."""
    criteria = topic["criteria"]
    if criteria and all(criterion["status"] == NEEDS_LOOK for criterion in criteria):
        yield {
            "status": "failed",
            "name": f"{topic['topic']}: not graded",
            "number": str(number),
            "output": printable(criteria[0]["message"]),
            "visibility": "visible",
        }
        return
    for place, criterion in enumerate(criteria, start=1):
        yield _test(f"{number}.{place}", topic["topic"], criterion)


def _test(number: str, topic: str, criterion: Mapping[str, Any]) -> Json:
    diagnosis = criterion["diagnosis"]
    said = [criterion["message"], diagnosis["says"] if diagnosis else ""]
    name = " ".join(filter(None, (f"{topic},", f"{criterion['exercise']}:" if criterion["exercise"] else "")))
    test = {
        "score": criterion["points"],
        "max_score": criterion["max_points"],
        "status": PASSED if criterion["status"] == PASSED else "failed",
        "name": f"{name} {criterion['title']}",
        "number": number,
        "output": printable("\n".join(dict.fromkeys(filter(None, said)))),
        "visibility": "visible",
    }
    if diagnosis and diagnosis["misconception"]:
        test["tags"] = [diagnosis["misconception"]]
    return test


def _adjustment(line: Mapping[str, Any]) -> Json:
    name = f"{line['kind']}, {line['topic'] or 'all topics'}"
    return {"score": line["points"], "name": name, "output": printable(line["reason"]), "visibility": "visible"}
