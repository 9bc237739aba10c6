"""Mistakes about two colors of one gray."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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

    def step(self, steps: Iterable[Step], _min_distance: float) -> Step | None:
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
    """You let the two grays differ by up to one level; they must differ by less than half a level.

    What are the two grays of your pair, to two decimals?
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

    Someone asks for a distance of 1000: what will they believe about your two colors?
    """

    def step(self, steps: Iterable[Step], min_distance: float) -> Step | None:
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


@misconception("COL-81", "colors of another type", read=PAIRS, exercises=("metamer_pair",))
class ColorsOfAnotherType(Model):
    """Your colors have the right numbers, but they are ints of NumPy; uint8 is required.

    Print the dtype of your two colors. What does np.array([255, 0, 0]) have?
    """

    def as_color(self, channels: Array) -> Any:
        return channels.astype(np.int64)


@misconception("COL-81b", "colors of floats", read=PAIRS, exercises=("metamer_pair",))
class ColorsOfFloats(Model):
    """Your colors have the right numbers, but they are floats; uint8 is required.

    Print the dtype of your two colors. Which numbers can a byte hold?
    """

    def as_color(self, channels: Array) -> Any:
        return channels.astype(float)


@misconception("COL-82", "colors that are no arrays", read=PAIRS, exercises=("metamer_pair",))
class ColorsThatAreNoArrays(Model):
    """Your colors have the right numbers, but they are tuples or lists; arrays of uint8 are required.

    Print type(…) of one of your colors. What does np.array(color, dtype=np.uint8) turn it into?
    """

    def as_color(self, channels: Array) -> Any:
        return tuple(channels.tolist())


@misconception("COL-85", "nothing instead of a refusal", read=PAIRS, exercises=("metamer_pair",))
class NothingInsteadOfARefusal(Model):
    """You return None where no pair is far enough; a ValueError is required.

    What happens to someone who writes first, second = metamer_pair(weights, 1000)? Where do they learn why?
    """

    def refused(self) -> Any:
        return None


@misconception("COL-86", "gives up too early", read=PAIRS, exercises=("metamer_pair",))
class GivesUpTooEarly(Model):
    """You refuse a distance although two colors of one gray are that far apart: your search passes them over.

    Which differences of two channels do you try, and which of the third? Where do the farthest pairs lie?
    """

    def step(self, steps: Iterable[Step], min_distance: float) -> Step | None:
        return super().step((step for step in steps if self.length(step) < 350), min_distance)
