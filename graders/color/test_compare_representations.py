"""Criteria of `compare_representations`.

How a seed becomes a draw is the student's choice, so most cases have the same outcome for every draw, or few
possible ones: all draws are tried here. Nothing that the student's code has counted is believed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import check

from .compare_representations import Scores, average_outcome, outcomes, require_certain
from .images import OUTCOMES, Array, Labeled, close_pairs, red_and_green, spread_and_steep, twins
from .results import require_scores, scores

TOLERANCE = 0.17  # five standard deviations of an average over eight repeats, or of two hundred single images
UNRELATED = 0.45  # of four labels a quarter is recognized by chance; six standard deviations above that


@pytest.mark.criterion("compare_by_hand")
def test_four_images_of_one_pixel(student: Any, rng: Generator) -> None:
    x, y = red_and_green()
    require_scores(student.compare_representations(x, y, 3), 1.0, 0.0)
    # The same four, darker or brighter, in another order, and labels about something else
    for about in rng.permutation(list(OUTCOMES)).tolist():
        x, y = red_and_green(about)
        order, light = rng.permutation(4), rng.integers(5, 20) / 10
        require_scores(student.compare_representations(light * x[order], y[order], 3), *OUTCOMES[about])


@pytest.mark.criterion("compare_options")
def test_four_oblong_images_and_another_seed(student: Any, rng: Generator) -> None:
    for about in rng.permutation(list(OUTCOMES)).tolist():
        x, y = red_and_green(about)
        options = {"n_repeats": int(rng.integers(2, 5)), "seed": int(rng.integers(1, 1000))}
        require_scores(student.compare_representations(np.tile(x, (1, 2, 3, 1)), y, 3, **options), *OUTCOMES[about])


@pytest.mark.criterion("compare_left_out")
def test_only_images_without_a_label_are_tested(student: Any, rng: Generator) -> None:
    for turned, dtype in (((2, 0, 1), np.float64), ((0, 2, 1), np.float32)):
        for about in rng.permutation(list(OUTCOMES)).tolist():
            x, y = twins(rng, turned, about)
            require_certain(student, (x.astype(dtype), y), *OUTCOMES[about], n_repeats=int(rng.integers(5, 13)))


@pytest.mark.criterion("compare_distance")
def test_the_distance_is_euclidean_over_all_pixels(student: Any, rng: Generator) -> None:
    for steepness in rng.permutation([True, False] * 4).tolist():
        labeled = spread_and_steep(rng, "steepness" if steepness else "something else")
        require_certain(student, labeled, float(steepness), float(steepness), n_repeats=8)


@pytest.mark.criterion("compare_repeats")
def test_the_average_of_as_many_draws_as_asked(student: Any, rng: Generator) -> None:
    """One image is left out, and a quarter of them are recognized, or three quarters."""
    repeats = int(rng.choice([199, 211, 223]))  # no multiple of 4: the exact share is not an average of so many draws
    for alike in rng.permutation([1, 3]).tolist():
        x, y = close_pairs(rng, alike)
        both = scores(student.compare_representations(x, y, 7, n_repeats=repeats, seed=int(rng.integers(1000))))
        for accuracy in both:
            check(0 <= accuracy <= 1, "an accuracy is not between 0 and 1")
            whole = abs(repeats * accuracy - round(repeats * accuracy)) < 1e-4
            check(whole, "the result is not the mean of the accuracies of all repeats")
            likely = abs(accuracy - alike / 4) < TOLERANCE
            check(likely, "the repeats are not independent: each needs a draw of its own")


@pytest.mark.criterion("compare_same_draw")
def test_both_representations_see_the_same_draw(student: Any, rng: Generator) -> None:
    """Gray images: their two representations give the same neighbors, so the same accuracy."""
    x, y, found = gray_images(rng)
    for n_train, possible in found.items():
        for seed in range(4):
            got = scores(student.compare_representations(x, y, n_train, n_repeats=1, seed=seed))
            check(abs(got[0] - got[1]) < 1e-6, "on gray images the two accuracies differ")
            near = np.abs(np.array(sorted(possible)) - got).max(axis=1).min()
            check(near < 1e-6, "no draw of that many training images gives these accuracies")
    require_images_seen(student, rng)
    rgb, gray = scores(student.compare_representations(*red_and_green(), 3))
    check(rgb != gray, "the two accuracies are the same where color alone tells the labels apart")


def gray_images(rng: Generator) -> tuple[Array, Array, dict[int, set[Scores]]]:
    """Nine gray images of two kinds, and what 4 and 7 training images may give: any number of right answers.

    So the share of wrong ones is possible as well, whatever is drawn: that mistake is a matter for other criteria.
    """
    while True:
        x, y = np.repeat(rng.normal(size=(9, 2, 2, 1)), 3, axis=3), rng.permutation([0, 0, 0, 0, 0, 1, 1, 1, 1])
        found = {n_train: outcomes(x, y.tolist(), n_train) for n_train in (4, 7)}
        if all(len(possible) == len(y) - n_train + 1 for n_train, possible in found.items()):
            return x, y, found


def require_images_seen(student: Any, rng: Generator) -> None:
    """Whether a neighbor has an image's label makes a difference, always in one direction: no number made up does."""
    signs = set()
    for seed in rng.integers(1000, size=6).tolist():
        alike, unlike = (
            scores(student.compare_representations(*close_pairs(rng, alike), 7, n_repeats=3, seed=seed))
            for alike in (4, 0)
        )
        signs |= {(a > b) - (a < b) for a, b in zip(alike, unlike, strict=True)}
    check(signs in ({1}, {-1}), "the accuracies do not depend on the images and their labels")


@pytest.mark.criterion("compare_seed")
def test_a_seed_fixes_the_draw(student: Any, rng: Generator) -> None:
    x, y = rng.normal(size=(26, 2, 2, 3)), rng.permutation(np.repeat([0, 1], 13))

    def run(**options: int) -> Scores:
        return scores(student.compare_representations(x, y, 13, **options))

    same = {run(), run(), run(n_repeats=5, seed=0)}
    check(len(same) == 1, "a second call with the same seed gives something else")
    check(len({run(seed=seed) for seed in range(4)}) > 1, "all seeds give the same")
    require_images_seen(student, rng)


@functools.cache
def typical(case: Callable[[], Labeled], n_train: int) -> Scores:
    return average_outcome(*case(), n_train, 150, np.random.default_rng(1))


@pytest.mark.criterion("compare_evidence")
def test_gray_helps_with_shapes_and_color_with_colors(student: Any, rng: Generator) -> None:
    for case, n_train in ((any_ink, 16), (red_or_green_light, 20)):
        x, y = case()
        order = rng.permutation(len(y))
        got = scores(student.compare_representations(x[order], y[order], n_train, 8, int(rng.integers(1000))))
        for name, value, usual in zip(("rgb", "gray"), got, typical(case, n_train), strict=True):
            check(abs(value - usual) < TOLERANCE, f"the accuracy on {name} is not what 1-nearest-neighbor reaches")
        shape = case is any_ink
        better = "gray" if shape else "rgb"
        lead = got[1] - got[0] if shape else got[0] - got[1]
        check(lead > 0.05, f"{better} does not come out better where it must")
    x, y = any_ink()
    # With 32 of 80 as training images: whoever tests them too recognizes more than half, far more than chance
    got = scores(student.compare_representations(x, rng.permutation(y), 32, 8))
    for name, value in zip(("rgb", "gray"), got, strict=True):
        check(value < UNRELATED, f"labels that have nothing to do with the images are recognized on {name}")


@functools.cache
def any_ink() -> Labeled:
    """Four strokes on 5×5 pixels, badly printed in red, green or blue ink: the label is the shape."""
    rng = np.random.default_rng(3)
    strokes = np.zeros((4, 5, 5))
    strokes[0, 2, :] = strokes[1, :, 2] = 1
    strokes[2], strokes[3] = np.eye(5), np.eye(5)[::-1]
    labels = np.repeat(np.arange(4), 20)
    printed = np.abs(strokes[labels] - (rng.uniform(size=(80, 5, 5)) < 0.1))
    ink = np.eye(3)[rng.integers(0, 3, 80)] * rng.uniform(0.8, 1.0, (80, 1))
    return printed[..., None] * ink[:, None, None, :], labels


@functools.cache
def red_or_green_light() -> Labeled:
    """Plain red or green images of random brightness: the label is the color."""
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 1], 30)
    images = np.zeros((60, 3, 3, 3))
    images[np.arange(60), :, :, labels] = rng.uniform(0.4, 1.0, (60, 1, 1)) * rng.uniform(0.8, 1.0, (60, 3, 3))
    return images + rng.normal(scale=0.02, size=images.shape), labels
