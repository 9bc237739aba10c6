"""What the marks of a class say about its items: criteria and questions, taken alike.

An item is right or wrong; a student who wrote nothing of a topic is not counted in it, nor is an outcome that was our
fault. What too few students answered is None, never a number that means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special  # scipy.stats, which has all of it ready, takes a second to load

from receptive.classroom.gradebook import CriterionMark, Gradebook, TopicMark
from receptive.classroom.points import UNSETTLED, find_unsettled, points_of, topics_of
from receptive.model import Status

MIN_STUDENTS = 10  # below it correlations are noise
MIN_GROUP = 3  # who passed, and who failed, for a comparison of the two
FALSE_ALARMS = 0.05  # of the items that are called suspect, the share that may be so by chance
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Totals of the students whose marks are settled, in percent of what could be reached."""

    percents: tuple[float, ...]
    mean: float
    deviation: float | None  # None for a single student
    quartiles: tuple[float, float, float]


@dataclass(frozen=True)
class Item:
    """One criterion or question. `passed` of `asked` students were right.

    `discrimination`: how far being right here goes with being right elsewhere in the topic, -1 to 1.
    `rest_of_failed`, `rest_of_passed`: the share of the other points that either group earned.
    `suspicion`: why an author should look at the item itself; empty if there is no reason.
    """

    topic: str
    id: str
    exercise: str
    title: str
    asked: int
    passed: int
    discrimination: float | None = None
    rest_of_failed: float | None = None
    rest_of_passed: float | None = None
    chance: float | None = None  # that the order of the two groups comes about if they do not differ
    suspicion: str = ""

    @property
    def difficulty(self) -> float:
        """The share of students who were right: the field's p, which is high for an easy item."""
        return self.passed / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class TopicStatistics:
    topic: str
    students: int
    mean: float | None  # percent
    alpha: float | None
    alpha_range: tuple[float, float] | None  # 95 %
    items: tuple[Item, ...]


def spread_of(gradebook: Gradebook) -> Spread | None:
    """How totals are spread; None if nobody has one."""
    most = sum(topic.max_points for topic in topics_of(gradebook))
    totals = [points_of(one, "") for one in gradebook.students if not find_unsettled(one, "")]
    percents = np.array([100 * total / most for total in totals if total is not None and most > 0])
    if not percents.size:
        return None
    first, median, third = np.quantile(percents, (0.25, 0.5, 0.75))
    deviation = float(percents.std(ddof=1)) if percents.size > 1 else None
    quartiles = (float(first), float(median), float(third))
    return Spread(tuple(map(float, percents)), float(percents.mean()), deviation, quartiles)


def topic_statistics(gradebook: Gradebook) -> tuple[TopicStatistics, ...]:
    """Each topic with its items; suspect ones are judged over all topics together."""
    found = [_of_topic(gradebook, topic.topic) for topic in topics_of(gradebook)]
    suspects = _suspects([item for topic in found for item in topic.items])
    return tuple(replace(one, items=tuple(suspects[item.topic, item.id] for item in one.items)) for one in found)


def cronbach_alpha(scores: Floats) -> float | None:
    """k/(k-1) · (1 - sum of the items' variances / variance of the total), Cronbach 1951, Psychometrika 16, eq. 13.

    Args:
        scores: (students, items), no nan.
    """
    students, items = scores.shape
    total = float(scores.sum(axis=1).var(ddof=1)) if students > 1 else 0.0
    if students < MIN_STUDENTS or items < 2 or total <= 0:
        return None
    return float(items / (items - 1) * (1 - scores.var(axis=0, ddof=1).sum() / total))


def alpha_range(alpha: float, students: int, items: int) -> tuple[float, float]:
    """Where alpha lies with 95 %: (1-alpha)·F, Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11."""
    quantiles = special.fdtri(students - 1, (students - 1) * (items - 1), (0.975, 0.025))
    low, high = (1 - (1 - alpha) * float(quantile) for quantile in quantiles)
    return low, high


def item_rest_correlation(item: Floats, rest: Floats) -> tuple[float, float] | None:
    """The point-biserial correlation of an item with the score on all others, and the chance of one so low.

    Without the item in the score, as Henrysson 1963 (Psychometrika 28) asks: with it every item would seem to fit.

    Args:
        item: (students,) of 0 and 1.
        rest: (students,), the share of the other points.
    """
    passed = int(item.sum())
    if item.size < MIN_STUDENTS or min(passed, item.size - passed) < MIN_GROUP or np.ptp(rest) < 1e-9:
        return None
    found = float(np.clip(np.corrcoef(item, rest)[0, 1], -1, 1))
    shape = item.size / 2 - 1  # of the beta distribution that (1 + r) / 2 has where the two do not depend on each other
    return found, float(special.betainc(shape, shape, (1 + found) / 2))


def corrected_chances(chances: Floats) -> Floats:
    """What each chance is worth beside all others: the procedure of Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57.

    Args:
        chances: (tests,).
    """
    order = np.argsort(chances)[::-1]  # the largest first
    scaled = chances[order] * chances.size / np.arange(chances.size, 0, -1)
    corrected = np.empty_like(chances)
    corrected[order] = np.minimum.accumulate(scaled)
    return corrected


def _of_topic(gradebook: Gradebook, topic: str) -> TopicStatistics:
    marks = [one for student in gradebook.students for one in student.topics if one.topic == topic and _has_tried(one)]
    known: dict[str, CriterionMark] = {}
    for mark in marks:
        known |= {criterion.id: criterion for criterion in mark.criteria if criterion.id not in known}
    ids = list(known)
    scores = np.array([_row(mark, ids) for mark in marks]).reshape(len(marks), len(ids))
    points = np.array([known[name].max_points for name in ids])
    whole = scores[~np.isnan(scores).any(axis=1)]
    alpha = cronbach_alpha(whole * points) if ids else None
    interval = alpha_range(alpha, len(whole), len(ids)) if alpha is not None else None
    shares = [100 * mark.points / mark.max_points for mark in marks if mark.max_points > 0]
    items = tuple(_item(topic, known[name], place, scores, points) for place, name in enumerate(ids))
    return TopicStatistics(topic, len(marks), float(np.mean(shares)) if shares else None, alpha, interval, items)


def _has_tried(topic: TopicMark) -> bool:
    return any(criterion.status is not Status.MISSING for criterion in topic.criteria)


def _row(topic: TopicMark, ids: list[str]) -> list[float]:
    """1 right, 0 wrong, nan not asked or not decided."""
    found = {one.id: one.status for one in topic.criteria}
    return [
        float("nan") if name not in found or found[name] in UNSETTLED else float(found[name] is Status.PASSED)
        for name in ids
    ]


def _item(topic: str, mark: CriterionMark, place: int, scores: Floats, points: Floats) -> Item:
    asked = ~np.isnan(scores[:, place])
    item = scores[asked, place]
    others = np.delete(scores[asked], place, axis=1)
    weights = np.where(np.isnan(others), 0.0, np.delete(points, place))
    most = weights.sum(axis=1)
    rest = np.divide(np.nansum(others * weights, axis=1), most, out=np.zeros_like(most), where=most > 0)
    bare = Item(topic, mark.id, mark.exercise, mark.title, int(asked.sum()), int(item.sum()))
    if min(bare.passed, bare.asked - bare.passed) < MIN_GROUP or bare.asked < MIN_STUDENTS:
        return bare
    found = item_rest_correlation(item, rest)
    discrimination, chance = found or (None, None)
    failed, passed = float(rest[item == 0].mean()), float(rest[item == 1].mean())
    return replace(bare, discrimination=discrimination, chance=chance, rest_of_failed=failed, rest_of_passed=passed)


def _suspects(items: list[Item]) -> dict[tuple[str, str], Item]:
    """Items with their suspicion: failed by the better students beyond chance, or by everybody.

    With many items some look bad by chance; the share of those is bounded.
    """
    tested = {(item.topic, item.id): item.chance for item in items if item.chance is not None}
    chances = corrected_chances(np.array(list(tested.values())))
    corrected = dict(zip(tested, map(float, chances), strict=True))
    found = {}
    for item in items:
        why = ""
        if corrected.get((item.topic, item.id), 1.0) < FALSE_ALARMS:
            why = "failed mostly by those who otherwise succeed"
        elif item.asked >= MIN_STUDENTS and item.passed == 0:
            why = "nobody passed"
        found[item.topic, item.id] = replace(item, suspicion=why)
    return found
