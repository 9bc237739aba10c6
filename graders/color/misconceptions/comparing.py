"""Mistakes about the test of nearest images."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.grader import misconception

from ..headings import COMPARING
from ..images import Array
from ..model import Model


@misconception("COL-36", "tests what it has learned", read=COMPARING, exercises=("compare_representations",))
class TestsWhatItHasLearned(Model):
    """You test all images, also those whose label is known.

    What is the nearest labelled image of an image that is labelled itself? How hard is that test?
    """

    def parts(self, order: Array, n_train: int) -> tuple[Array, Array]:
        return order[:n_train], order


@misconception("COL-37", "the share of mistakes", read=COMPARING, exercises=("compare_representations",))
class TheShareOfMistakes(Model):
    """You return the share of wrong answers; the share of right ones is asked.

    If every answer is right, which number does your function give?
    """

    def hits(self, said: Array, labels: Array) -> Array:
        wrong: Array = said != labels
        return wrong


@misconception("COL-38", "percent", read=COMPARING, exercises=("compare_representations",))
class Percent(Model):
    """You return accuracies from 0 to 100; they are asked from 0 to 1.

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

    A lying and a standing stroke of the same ink: which number does each of them have in your code?
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
