"""Mistakes about the test of nearest images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import COMPARING
from ..images import Array
from ..model import Model


@misconception("COL-36", "tests what it has learned", read=COMPARING, exercises=("compare_representations",))
class TestsWhatItHasLearned(Model):
    """You test all images, also those whose label is known.

    What is the nearest labeled image of an image that is labeled itself? How hard is that test?
    """

    def parts(self, order: Array, n_train: int) -> tuple[Array, Array]:
        return order[:n_train], order


@misconception("COL-37", "the share of mistakes", read=COMPARING, exercises=("compare_representations",))
class TheShareOfMistakes(Model):
    """You return the share of wrong answers; the share of right ones is required.

    If every answer is right, which number does your function give?
    """

    def hits(self, said: Array, labels: Array) -> Array:
        wrong: Array = said != labels
        return wrong


@misconception("COL-38", "percent", read=COMPARING, exercises=("compare_representations",))
class Percent(Model):
    """You return accuracies from 0 to 100; they must be from 0 to 1.

    If every answer is right, which number does your function give?
    """

    all_right = 100.0


@misconception("COL-39", "adds the repeats up", read=COMPARING, exercises=("compare_representations",))
class AddsTheRepeatsUp(Model):
    """You add the accuracies of the repeats and do not divide by their number.

    What does your function give for n_repeats=1, and what for n_repeats=10?
    """

    def average(self, shares: Sequence[float]) -> float:
        return sum(shares)


@misconception("COL-40", "one gray for a whole image", read=COMPARING, exercises=("compare_representations",))
class OneGrayForAnImage(Model):
    """You keep one number of the gray image, its mean brightness, instead of all its pixels.

    A horizontal and a vertical stroke of the same ink: which number does each of them have in your code?
    """

    def gray_images(self, images: Array) -> Array:
        gray: Array = super().gray_images(images).mean(axis=(1, 2, 3))
        return gray


@misconception("COL-41", "labels and tests change places", read=COMPARING, exercises=("compare_representations",))
class LabelsAndTestsChangePlaces(Model):
    """You test on n_train images and give labels to all the others.

    With N = 8 and n_train = 7, how many images keep their label in your code?
    """

    def parts(self, order: Array, n_train: int) -> tuple[Array, Array]:
        return order[n_train:], order[:n_train]


@misconception("COL-50", "the same draw in all repeats", read=COMPARING, exercises=("compare_representations",))
class TheSameDrawInAllRepeats(Model):
    """All your repeats have the same draw, so that they add nothing to one.

    Where in your code is the generator made: before the loop over the repeats, or anew in each?
    """

    def orders(self, seed: int, count: int, n_repeats: int) -> list[Array]:
        return [self.order(self.luck(seed), count)] * n_repeats


@misconception("COL-51", "a draw for each representation", read=COMPARING, exercises=("compare_representations",))
class ADrawForEachRepresentation(Model):
    """You draw once for RGB and once more for gray; both are to see the same draw.

    Gray images have the same neighbors in both representations. Why do your two accuracies differ on them?
    """

    def seed_of(self, seed: int, name: str) -> int:
        return seed if name == "rgb" else seed + 7919


@misconception("COL-52", "takes the first images", read=COMPARING, exercises=("compare_representations",))
class TakesTheFirstImages(Model):
    """You draw nothing: the same images are labeled in all repeats, whatever the seed.

    If the images are sorted by label, which labels does your nearest neighbor know?
    """

    def order(self, luck: Any, count: int) -> Array:
        return np.arange(count)


@misconception("COL-53", "the last repeat only", read=COMPARING, exercises=("compare_representations",))
class TheLastRepeatOnly(Model):
    """You return the accuracy of the last repeat; the average over all of them is required.

    With one image left out, an accuracy is 0 or 1. What can the average of ten such numbers be?
    """

    def average(self, shares: Sequence[float]) -> float:
        return shares[-1]


@misconception("COL-54", "the seed has no effect", read=COMPARING, exercises=("compare_representations",))
class TheSeedHasNoEffect(Model):
    """Your draws are the same whatever the seed is.

    Call it with seed=1 and with seed=2. Where in your code does the argument seed appear?
    """

    def luck(self, seed: int) -> Any:
        return np.random.default_rng(0)


@misconception("COL-55", "draws without a seed", read=COMPARING, exercises=("compare_representations",))
class DrawsWithoutASeed(Model):
    """Your draws do not follow the seed: the same call gives something else each time.

    Call it twice with seed=1. Which generator makes your draws, and who tells it the seed?
    """

    def luck(self, seed: int) -> Any:
        return np.random.default_rng()


@misconception("COL-56", "counts right answers", read=COMPARING, exercises=("compare_representations",))
class CountsRightAnswers(Model):
    """You count the right answers; what is required is their share, a number from 0 to 1.

    Four images are tested and all are right: which number does your function give?
    """

    def out_of(self, hits: Array, _count: int) -> float:
        return float(hits.sum())


@misconception("COL-57", "divides by all images", read=COMPARING, exercises=("compare_representations",))
class DividesByAllImages(Model):
    """You divide the right answers by the number of all images; only those that were tested can be right.

    Two of six images keep their label, and all others are recognized. Which number does your function give?
    """

    def out_of(self, hits: Array, count: int) -> float:
        return float(hits.sum()) / count


@misconception("COL-58", "exchanges rgb and gray", read=COMPARING, exercises=("compare_representations",))
class ExchangesTheNames(Model):
    """You give the accuracy on gray the name "rgb", and the other way around.

    Four images of one pixel, as in the README: which of your two numbers is 1?
    """

    def named(self, found: dict[str, float]) -> Any:
        return {"rgb": found["gray"], "gray": found["rgb"]}
