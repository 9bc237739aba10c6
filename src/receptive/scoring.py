"""Outcomes to points."""

from __future__ import annotations

from collections.abc import Iterable

from receptive.model import Outcome, Status


def points_of(outcome: Outcome) -> float:
    """A criterion gives all of its points or none."""
    return outcome.criterion.points if outcome.status is Status.PASSED else 0.0


def total_points(outcomes: Iterable[Outcome]) -> float:
    return sum(map(points_of, outcomes))
