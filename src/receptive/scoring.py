"""Outcomes to points, and to the result of a topic."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from receptive.model import Hashes, Outcome, Status, Topic, TopicResult


def points_of(outcome: Outcome) -> float:
    """A criterion gives all of its points or none; a question of several parts gives those of its right parts."""
    return part_of(outcome.criterion.points, 1.0 if outcome.status is Status.PASSED else outcome.share)


def part_of(points: float, share: float) -> float:
    """A share of some points, in hundredths: thirds have no end."""
    return float(points) if share == 1.0 else round(points * share, 2)


def total_points(outcomes: Iterable[Outcome]) -> float:
    return sum(map(points_of, outcomes))


def topic_result(topic: Topic, path: Path, outcomes: tuple[Outcome, ...], hashes: Hashes) -> TopicResult:
    """What the outcomes of a file come to."""
    return TopicResult(topic, path, outcomes, total_points(outcomes), hashes)
