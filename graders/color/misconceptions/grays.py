"""Mistakes about how the channels of a pixel become one number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from receptive.grader import misconception

from ..headings import GRAY
from ..images import Array
from ..model import Axis, Model, entries
from ..weights import TELEVISION

GRAYS = ("to_gray_mean", "to_gray_weighted")


@misconception(
    "COL-3",
    "mean and weighted gray are one",
    read=GRAY,
    exercises=("to_gray_mean", "to_gray_weighted", "gray_as_conv", "metamer_pair", "compare_representations"),
)
class MeanAndWeightedAreOne(Model):
    """You take the mean of the channels and their weighted sum for the same thing.

    Work out both for (90, 150, 30), by hand. Which of the two does your code give?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        return self.weighted_sum(img, TELEVISION, axis)

    def chosen(self, _weights: Sequence[float]) -> Array:
        return np.ones(3) / 3


@misconception("COL-6", "rounds each channel down", read=GRAY, exercises=GRAYS)
class RoundsEachChannelDown(Model):
    """You round each channel's share down before you add, so the fractions are lost.

    What are 200 // 3 + 100 // 3 + 60 // 3 and (200 + 100 + 60) / 3?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        gray: Array = (img.astype(float) // entries(img, axis)).sum(axis=axis, keepdims=True)
        return gray

    def share(self, weighted: Array) -> Array:
        return np.floor(weighted)


@misconception("COL-6b", "cuts each channel to a whole number", read=GRAY, exercises=("to_gray_weighted",))
class CutsEachChannel(Model):
    """You cut each channel's share to a whole number before you add, so the fractions are lost.

    What are int(59.8) + int(58.7) + int(6.84) and 59.8 + 58.7 + 6.84?
    """

    def share(self, weighted: Array) -> Array:
        return np.trunc(weighted)


@misconception("COL-64", "averages the weighted channels", read=GRAY, exercises=("to_gray_weighted",))
class AveragesTheWeighted(Model):
    """You divide the weighted sum by 3; the weights have seen to that already.

    Which gray does white, (255, 255, 255), get from you? What do the weights sum to?
    """

    def share(self, weighted: Array) -> Array:
        return weighted / 3


@misconception("COL-65", "weighs along the last axis", read=GRAY, exercises=("to_gray_weighted",))
class WeighsAlongTheLastAxis(Model):
    """Your weights always meet the last axis, although you add along the axis that channel_axis names.

    Image (3, 4, 3) with channel_axis=0: which of its axes does img * weights multiply?
    """

    def weighted(self, img: Array, weights: Array, axis: Axis) -> Array:
        return img * weights


@misconception("COL-63", "divides the last channel only", read=GRAY, exercises=("to_gray_mean",))
class DividesTheLastOnly(Model):
    """You divide only the last channel by 3 and add the others whole.

    What is 200 + 100 + 60 / 3 in Python, and what is (200 + 100 + 60) / 3?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        first, last = np.split(img, [-1], axis=axis)
        return self.total(first, axis) + last / entries(img, axis)


@misconception("COL-8", "sums and does not divide", read=GRAY, exercises=("to_gray_mean",))
class SumsAndDoesNotDivide(Model):
    """You add the channels and leave the sum as it is.

    Which gray do you get for white, (255, 255, 255)? Is that still a gray between black and white?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        return self.total(img, axis).astype(float)


@misconception("COL-9", "takes one channel for gray", read=GRAY, exercises=("to_gray_mean", "compare_representations"))
class TakesOneChannel(Model):
    """You take the first channel for the gray image and drop the other two.

    Which gray do you get for pure green, (0, 255, 0)?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        for one in axis if isinstance(axis, tuple) else (axis,):
            img = np.take(img, [0], axis=one)
        return img.astype(float)


@misconception("COL-10", "middle of brightest and darkest", read=GRAY, exercises=("to_gray_mean",))
class MiddleOfBrightestAndDarkest(Model):
    """You take the middle between the largest and the smallest channel; the third has no say.

    Do (200, 100, 60) and (200, 190, 60) have the same gray in your code? And the same mean?
    """

    def mean(self, img: Array, axis: Axis) -> Array:
        brightest, darkest = img.max(axis=axis, keepdims=True), img.min(axis=axis, keepdims=True)
        middle: Array = (brightest.astype(float) + darkest) / 2
        return middle
