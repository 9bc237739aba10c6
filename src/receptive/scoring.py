"""Outcomes to points, and to the result of a topic."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from receptive.model import Hashes, Outcome, Status, Topic, TopicResult


def points_of(outcome: Outcome) -> float:
    """A criterion gives all of its points or none."""
    return outcome.criterion.points if outcome.status is Status.PASSED else 0.0


def total_points(outcomes: Iterable[Outcome]) -> float:
    return sum(map(points_of, outcomes))


def topic_result(topic: Topic, path: Path, outcomes: tuple[Outcome, ...], hashes: Hashes) -> TopicResult:
    """What the outcomes of a file come to."""
    return TopicResult(topic, path, outcomes, total_points(outcomes), hashes)
