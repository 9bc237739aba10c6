"""Hidden grader of `compare_representations`.

How a seed becomes a draw is the student's choice, so most cases have the same outcome for every draw, or few
possible ones. The oracle tries all draws. Nothing that the student's code has counted is believed.
"""

from __future__ import annotations

import functools

import color_cases
import numpy as np
import oracle
import pytest
from color_checks import require_certain, require_images_seen, require_scores, scores

from receptive.grader import check

TOLERANCE = 0.17  # five standard deviations of an average over eight repeats, or of two hundred single images
UNRELATED = 0.45  # of four labels a quarter is recognised by chance; six standard deviations above that


@pytest.mark.criterion("compare_by_hand")
def test_four_images_of_one_pixel(student, rng):
    x, y = color_cases.red_and_green()
    require_scores(student.compare_representations(x, y, 3), 1.0, 0.0)
    # The same four, darker or brighter, in another order, and labels about something else
    for about in rng.permutation(list(color_cases.OUTCOMES)).tolist():
        x, y = color_cases.red_and_green(about)
        order, light = rng.permutation(4), rng.integers(5, 20) / 10
        require_scores(student.compare_representations(light * x[order], y[order], 3), *color_cases.OUTCOMES[about])


@pytest.mark.criterion("compare_left_out")
def test_only_images_without_a_label_are_tested(student, rng):
    for turned in ((2, 0, 1), (0, 2, 1)):
        for about in rng.permutation(list(color_cases.OUTCOMES)).tolist():
            labelled = color_cases.twins(rng, turned, about)
            require_certain(student, labelled, *color_cases.OUTCOMES[about], n_repeats=int(rng.integers(5, 13)))


@pytest.mark.criterion("compare_distance")
def test_the_distance_is_euclidean_over_all_pixels(student, rng):
    for steepness in rng.permutation([True, False] * 4).tolist():
        labelled = color_cases.spread_and_steep(rng, "steepness" if steepness else "something else")
        require_certain(student, labelled, float(steepness), float(steepness), n_repeats=8)


@pytest.mark.criterion("compare_repeats")
def test_the_average_of_as_many_draws_as_asked(student, rng):
    """One image is left out, and a quarter of them are recognised, or three quarters."""
    repeats = int(rng.choice([199, 211, 223]))  # no multiple of 4: the exact share is not an average of so many draws
    for alike in rng.permutation([1, 3]).tolist():
        x, y = color_cases.close_pairs(rng, alike)
        both = scores(student.compare_representations(x, y, 7, n_repeats=repeats, seed=int(rng.integers(1000))))
        for accuracy in both:
            check(0 <= accuracy <= 1, "an accuracy is not between 0 and 1")
            whole = abs(repeats * accuracy - round(repeats * accuracy)) < 1e-4
            check(whole, "the result is not the mean of the accuracies of all repeats")
            likely = abs(accuracy - alike / 4) < TOLERANCE
            check(likely, "the repeats are not independent: each needs a draw of its own")


@pytest.mark.criterion("compare_same_draw")
def test_both_representations_see_the_same_draw(student, rng):
    """Gray images: their two representations give the same neighbours, so the same accuracy."""
    x, y, outcomes = gray_images(rng)
    for n_train, possible in outcomes.items():
        for seed in range(4):
            got = scores(student.compare_representations(x, y, n_train, n_repeats=1, seed=seed))
            check(abs(got[0] - got[1]) < 1e-6, "on gray images the two accuracies differ")
            near = np.abs(np.array(sorted(possible)) - got).max(axis=1).min()
            check(near < 1e-6, "no draw of that many training images gives these accuracies")
    require_images_seen(student, rng)
    rgb, gray = scores(student.compare_representations(*color_cases.red_and_green(), 3))
    check(rgb != gray, "the two accuracies are the same where color alone tells the labels apart")


def gray_images(rng):
    """Nine gray images of two kinds, and what 4 and 7 training images may give: any number of right answers.

    So the share of wrong ones is possible as well, whatever is drawn: that mistake is a matter for other criteria.
    """
    while True:
        x, y = np.repeat(rng.normal(size=(9, 2, 2, 1)), 3, axis=3), rng.permutation([0, 0, 0, 0, 0, 1, 1, 1, 1])
        outcomes = {n_train: oracle.outcomes(x, y.tolist(), n_train) for n_train in (4, 7)}
        if all(len(possible) == len(y) - n_train + 1 for n_train, possible in outcomes.items()):
            return x, y, outcomes


@pytest.mark.criterion("compare_seed")
def test_a_seed_fixes_the_draw(student, rng):
    x, y = rng.normal(size=(26, 2, 2, 3)), rng.permutation(np.repeat([0, 1], 13))

    def run(**options):
        return scores(student.compare_representations(x, y, 13, **options))

    same = {run(), run(), run(n_repeats=5, seed=0)}
    check(len(same) == 1, "a second call with the same seed gives something else")
    check(len({run(seed=seed) for seed in range(4)}) > 1, "all seeds give the same")
    require_images_seen(student, rng)


@functools.cache
def typical(case, n_train):
    return oracle.average_outcome(*case(), n_train, 150, np.random.default_rng(1))


@pytest.mark.criterion("compare_evidence")
def test_gray_helps_with_shapes_and_color_with_colors(student, rng):
    for case, n_train in ((color_cases.any_ink, 16), (color_cases.red_or_green_light, 20)):
        x, y = case()
        order = rng.permutation(len(y))
        got = scores(student.compare_representations(x[order], y[order], n_train, 8, int(rng.integers(1000))))
        for name, value, usual in zip(("rgb", "gray"), got, typical(case, n_train), strict=True):
            check(abs(value - usual) < TOLERANCE, f"the accuracy on {name} is not what 1-nearest-neighbour reaches")
        shape = case is color_cases.any_ink
        better = "gray" if shape else "rgb"
        lead = got[1] - got[0] if shape else got[0] - got[1]
        check(lead > 0.05, f"{better} does not come out better where it must")
    x, y = color_cases.any_ink()
    # With 32 of 80 as training images: whoever tests them too recognises more than half, far more than chance
    got = scores(student.compare_representations(x, rng.permutation(y), 32, 8))
    for name, value in zip(("rgb", "gray"), got, strict=True):
        check(value < UNRELATED, f"labels that have nothing to do with the images are recognised on {name}")
