"""Mistakes about two colors of one gray."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from receptive.grader import misconception

from ..headings import COMPARING, PAIRS
from ..images import Array
from ..model import Model, Step


@misconception("COL-30", "the first pair will do", read=PAIRS, exercises=("metamer_pair",))
class TheFirstPairWillDo(Model):
    """You return colors of the same gray without looking how far apart they are.

    How far apart are your two colors for min_distance=300?
    """

    def step(self, steps: Iterable[Step], _min_distance: float) -> Step:
        return next(iter(steps))


@misconception(
    "COL-31",
    "adds differences up instead of squaring",
    read=COMPARING,
    exercises=("metamer_pair", "compare_representations"),
)
class AddsDifferencesUp(Model):
    """You measure the distance as the sum of all differences, which is not the Euclidean distance.

    How far is it from (0, 0) to (3, 4), along the streets and as the crow flies?
    """

    def length(self, step: Step) -> float:
        return float(sum(abs(part) for part in step))

    def terms(self, differences: Array) -> Array:
        return np.abs(differences)


@misconception("COL-32", "the same gray up to one level", read=PAIRS, exercises=("metamer_pair",))
class UpToOneLevel(Model):
    """You let the two grays differ by up to one level; less than half a level is asked.

    What are the two grays of your pair, with two digits behind the point?
    """

    level = 1.0


@misconception("COL-33", "two channels only", read=PAIRS, exercises=("metamer_pair",))
class TwoChannelsOnly(Model):
    """You change two channels and leave the third alone, so far pairs are not found.

    How far apart are (255, 0, 0) and (0, 130, 0)? And (255, 0, 255) and (0, 179, 0)?
    """

    def two_channels(self, size: int, sign: int) -> Step:
        return (0, size) if sign > 0 else (size, 0)


@misconception("COL-34", "the farthest pair instead of a refusal", read=PAIRS, exercises=("metamer_pair",))
class TheFarthestPairInstead(Model):
    """You return the best pair there is when no pair is far enough.

    What can somebody believe about your two colors who has asked for a distance of 1000?
    """

    def step(self, steps: Iterable[Step], min_distance: float) -> Step:
        step: Step = (0, 0, 0)
        for step in steps:
            if self.length(step) >= min_distance:
                break
        return step


@misconception("COL-35", "one color twice", read=PAIRS, exercises=("metamer_pair",))
class OneColorTwice(Model):
    """You take a color for its own partner when any distance will do.

    What does your function return for min_distance=0? Are those two colors?
    """

    smallest = 0
