"""Mistakes about the weights of the channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, GRAY, REFUSING
from ..images import Array
from ..model import Model
from ..weights import TELEVISION


@misconception(
    "COL-7", "takes blue for red", read=CONVENTIONS, exercises=("to_gray_weighted", "gray_as_conv", "metamer_pair")
)
class TakesBlueForRed(Model):
    """You use the weights from back to front: the one for red meets blue.

    Which gray do you get for pure red, (255, 0, 0), with the weights (0.299, 0.587, 0.114): 76 or 29?
    """

    def in_order(self, weights: Array) -> Array:
        return weights[::-1]


@misconception("COL-13a", "wants weights that sum to exactly 1", read=GRAY, exercises=("to_gray_weighted",))
class WantsExactlyOne(Model):
    """You refuse weights whose sum is 1 only up to rounding.

    What is 0.2989 + 0.5870 + 0.1140? Should these weights, which are in many manuals, be refused?
    """

    tolerance = 1e-6


@misconception("COL-13b", "takes weights of any sum", read=REFUSING, exercises=("to_gray_weighted",))
class TakesAnySum(Model):
    """You take weights whatever their sum is.

    How bright is white, (255, 255, 255), with the weights (0.3, 0.3, 0.3)?
    """

    tolerance = np.inf


@misconception("COL-17", "rescales the weights", read=GRAY, exercises=("to_gray_weighted", "gray_as_conv"))
class RescalesTheWeights(Model):
    """You divide the weights by their sum before you use them.

    With 0.2989, 0.5870, 0.1140 and white: is your gray 255 or 254.9745? Which one is the weighted sum?
    """

    def scaled(self, weights: Array) -> Array:
        scaled: Array = weights / weights.sum()
        return scaled


@misconception(
    "COL-19",
    "always the weights of television",
    read=GRAY,
    exercises=("to_gray_weighted", "gray_as_conv", "metamer_pair"),
)
class AlwaysTelevision(Model):
    """You use 0.299, 0.587, 0.114 whatever weights are given.

    With the weights (1, 0, 0), which channel should the result be, and which is yours?
    """

    def chosen(self, _weights: Sequence[float]) -> Array:
        return np.array(TELEVISION)


@misconception("COL-13c", "wants weights that sum to 1 to the last digit", read=GRAY, exercises=("to_gray_weighted",))
class WantsTheLastDigit(Model):
    """You compare the sum of the weights with 1 by == or !=, so rounding in the last digit makes your code refuse them.

    What is 0.2989 + 0.5870 + 0.1140? Is 0.1 + 0.2 == 0.3?
    """

    def require_weights(self, weights: Any) -> None:
        super().require_weights(weights)
        if sum(map(float, weights)) != 1:
            raise ValueError("weights do not sum to 1")


@misconception("COL-19b", "always 0.2989, 0.5870, 0.1140", read=GRAY, exercises=("to_gray_weighted", "gray_as_conv"))
class AlwaysRounded(Model):
    """You use 0.2989, 0.5870, 0.1140 whatever weights are given.

    With the weights (1, 0, 0), which channel should the result be, and which is yours?
    """

    def chosen(self, _weights: Sequence[float]) -> Array:
        return np.array((0.2989, 0.5870, 0.1140))


@misconception("COL-19c", "always the weights of screens", read=GRAY, exercises=("to_gray_weighted", "gray_as_conv"))
class AlwaysScreens(Model):
    """You use 0.2126, 0.7152, 0.0722 whatever weights are given.

    With the weights (1, 0, 0), which channel should the result be, and which is yours?
    """

    def chosen(self, _weights: Sequence[float]) -> Array:
        return np.array((0.2126, 0.7152, 0.0722))


@misconception("COL-66", "other weights by default", read=GRAY, exercises=("to_gray_weighted",))
class OtherWeightsByDefault(Model):
    """You take 0.2126, 0.7152, 0.0722 if no weights are given; 0.299, 0.587, 0.114 are required then.

    Which gray do you get for pure green, (0, 255, 0), without weights: 149.685 or 182.376?
    """

    usual = (0.2126, 0.7152, 0.0722)


@misconception("COL-66b", "rounded weights by default", read=GRAY, exercises=("to_gray_weighted",))
class RoundedWeightsByDefault(Model):
    """You take 0.2989, 0.5870, 0.1140 if no weights are given; 0.299, 0.587, 0.114 are required then.

    Which gray do you get for white, (255, 255, 255), without weights: 255 or 254.9745?
    """

    usual = (0.2989, 0.5870, 0.1140)
