"""Statistics of a class: against formulas done by hand, on planted faults, and on classes that say nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from gradebook_sample import DEEP, mark, small_class, topic
from receptive.catalogue.content import find_content
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.report.catchers import catchers_of, sentences_of
from receptive.classroom.report.misconception_map import distractor_pull, misconception_map
from receptive.classroom.report.statistics import (
    Item,
    alpha_range,
    corrected_chances,
    cronbach_alpha,
    item_rest_correlation,
    spread_of,
    topic_statistics,
)
from receptive.model import Diagnosis, Status
from synthetic_class import BROKEN, BROKEN_QUESTION, DEPTH, IMPOSSIBLE, synthetic_class


def suspects(gradebook: Gradebook) -> dict[tuple[str, str], Item]:
    items = [item for one in topic_statistics(gradebook) for item in one.items]
    return {(item.topic, item.id): item for item in items if item.suspicion}


@pytest.mark.parametrize("seed", range(5))
def test_planted_broken_items_are_suspected_and_no_others(seed: int) -> None:
    found = suspects(synthetic_class(seed=seed))
    assert set(found) == {BROKEN, BROKEN_QUESTION, IMPOSSIBLE}
    broken = found[BROKEN]
    assert broken.discrimination is not None
    assert broken.discrimination < -0.2
    assert broken.rest_of_failed is not None
    assert broken.rest_of_passed is not None
    assert broken.rest_of_failed > broken.rest_of_passed
    assert found[IMPOSSIBLE].suspicion == "nobody passed"


def test_alpha_is_cronbachs() -> None:
    scores = np.random.default_rng(0).normal(size=(40, 1)) + np.random.default_rng(1).normal(size=(40, 5))
    covariance = np.cov(scores.T)
    mean_variance, mean_covariance = covariance.trace() / 5, (covariance.sum() - covariance.trace()) / 20
    by_covariances = 5 * mean_covariance / (mean_variance + 4 * mean_covariance)
    found = cronbach_alpha(scores)
    assert found == pytest.approx(by_covariances)
    low, high = alpha_range(by_covariances, 40, 5)
    assert low < by_covariances < high < 1


def test_chances_are_those_of_scipy() -> None:
    """Numbers of scipy 1.17: `stats.f.ppf`, `stats.pearsonr` and `stats.false_discovery_control`."""
    assert alpha_range(0.8, 40, 5) == pytest.approx((0.6819250302187596, 0.8834532207207361))
    item, rest = np.array([0.0, 1.0] * 10), np.arange(20.0) % 7
    assert item_rest_correlation(item, rest) == pytest.approx((0.07769309688655057, 0.6276267551860495))
    chances = np.array([0.012, 0.5, 0.001, 0.04, 0.009])
    assert corrected_chances(chances) == pytest.approx([0.02, 0.5, 0.005, 0.05, 0.02])
    assert corrected_chances(np.array([])).size == 0


def test_discrimination_leaves_the_item_out() -> None:
    item = np.array([0.0, 1.0] * 10)
    rest = np.tile([0.2, 0.6, 0.4, 0.4], 5)
    found = item_rest_correlation(item, rest)
    assert found is not None
    assert found[0] == pytest.approx(np.corrcoef(item, rest)[0, 1])
    assert item_rest_correlation(item, np.full(20, 0.5)) is None
    assert item_rest_correlation(item[:8], rest[:8]) is None
    assert item_rest_correlation(np.ones(20), rest) is None


def everything_shown(gradebook: Gradebook) -> list[float]:
    spread = spread_of(gradebook)
    numbers = [*(spread.percents if spread else ()), *(spread.quartiles if spread else ())]
    for one in topic_statistics(gradebook):
        shown = [one.mean, one.alpha, *(one.alpha_range or ())]
        for item in one.items:
            shown += [item.difficulty, item.discrimination, item.rest_of_failed, item.rest_of_passed, item.chance]
        numbers += [number for number in shown if number is not None]
    return numbers


def test_classes_that_say_nothing_give_no_nan_and_no_warning() -> None:
    """Warnings fail a test here."""
    nobody = Gradebook("", "A", ())
    idle = StudentMarks("idle", (topic("t", mark("a", Status.MISSING), mark("b", Status.MISSING)),))
    ours = StudentMarks("ours", (topic("t", mark("a", Status.INTERNAL), mark("b", Status.NOT_RUN)),))
    same = [StudentMarks(f"s{n}", (topic("t", mark("a"), mark("b")),)) for n in range(20)]
    one_item = [
        StudentMarks(f"o{n}", (topic("t", mark("a", Status.FAILED if n % 2 else Status.PASSED)),)) for n in range(20)
    ]
    nothing = StudentMarks("nothing", ())
    worthless = [StudentMarks(f"w{n}", (topic("t", mark("a", points=0.0), mark("b", points=0.0)),)) for n in range(12)]
    for students in (
        [],
        [idle],
        [ours] * 12,
        same,
        one_item,
        [nothing],
        worthless,
        [idle, ours, nothing, *same],
        same[:1],
    ):
        gradebook = replace(nobody, students=tuple(students))
        assert all(math.isfinite(number) for number in everything_shown(gradebook))
        assert suspects(gradebook) == {}
    assert spread_of(nobody) is None
    assert all(math.isfinite(number) for number in everything_shown(small_class()))
    assert all(one.alpha is None for one in topic_statistics(small_class()))


def test_who_was_not_asked_does_not_count() -> None:
    asked = [StudentMarks(f"s{n}", (topic("t", mark("a"), mark("b", Status.FAILED)),)) for n in range(12)]
    others = [StudentMarks(f"u{n}", (topic("t", mark("a", Status.INTERNAL)),)) for n in range(5)]
    (found,) = topic_statistics(Gradebook("", "A", (*asked, *others)))
    assert [(item.asked, item.passed) for item in found.items] == [(12, 12), (12, 0)]


def test_the_map_says_who_holds_a_mistake_and_which_question_misses_it() -> None:
    items = frozenset({("alpha/quiz", "q-depth"), ("alpha/quiz", "q-blind"), ("other/quiz", "never-asked")})
    first = misconception_map(synthetic_class(120, seed=3), {DEPTH.misconception: items})[0]
    assert first.misconception == DEPTH.misconception
    assert (len(first.students) > 20, first.of) == (True, 120)
    assert set(first.seen_in) == {("alpha", "depth"), ("alpha/quiz", "q-depth")}
    catchers = {one.id: one for one in first.catchers}
    assert set(catchers) == {"q-depth", "q-blind"}
    assert not catchers["q-depth"].misses
    assert catchers["q-blind"].misses


def test_two_mistakes_at_once_count_for_both_and_one_of_two_for_neither() -> None:
    both, either = Diagnosis("FIL-1+FIL-2", "Both."), Diagnosis("FIL-1/FIL-2", "One of two.")
    marks = [mark("a", Status.FAILED, diagnosis=one) for one in (both, both, either)]
    students = tuple(StudentMarks(f"s{n}", (topic("t", one),)) for n, one in enumerate(marks))
    found = misconception_map(Gradebook("", "A", students), {}, {"FIL-1": "One."})
    assert {(one.misconception, one.says, len(one.students)) for one in found} == {
        ("FIL-1", "One.", 2), ("FIL-2", "Both.", 2), ("FIL-1/FIL-2", "One of two.", 1),
    }  # fmt: skip
    gradebook = Gradebook("", "A", (StudentMarks("s", (topic("t", mark("a", diagnosis=DEEP)),)),))
    assert set(sentences_of(find_content(), gradebook)) == {"FIL-9"}


def test_a_question_cannot_vouch_for_itself() -> None:
    quiz = [StudentMarks(f"s{n}", (topic("t/quiz", mark("q", Status.FAILED, diagnosis=DEEP)),)) for n in range(9)]
    (found,) = misconception_map(Gradebook("", "A", tuple(quiz)), {"FIL-9": frozenset({("t/quiz", "q")})})
    assert (found.catchers[0].asked, found.catchers[0].caught, found.catchers[0].misses) == (0, 0, False)


def test_a_question_that_nobody_answered_misses_no_mistake() -> None:
    wrong = mark("a", Status.FAILED, diagnosis=DEEP)
    class_of = [
        StudentMarks(f"s{n}", (topic("t", wrong), topic("t/quiz", mark("q", Status.MISSING)))) for n in range(9)
    ]
    (found,) = misconception_map(Gradebook("", "A", tuple(class_of)), {"FIL-9": frozenset({("t/quiz", "q")})})
    assert (found.catchers[0].asked, found.catchers[0].misses) == (0, False)


def test_pull_counts_what_wrong_answers_have_in_common() -> None:
    pull = {one.id: one for one in distractor_pull(synthetic_class(seed=1))}
    assert pull["q-depth"].reasons == ((DEPTH.says, pull["q-depth"].wrong),)
    assert pull["q0"].unexplained == pull["q0"].wrong
    assert not any(one.topic == "alpha" for one in pull.values())


def test_the_lessons_questions_say_what_they_catch() -> None:
    found = catchers_of(find_content())
    assert ("filter_math/quiz", "who-shares-weights") in found["PAR-6"]
    assert len(found) > 40
