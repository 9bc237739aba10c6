"""Mistakes about the bias of a filter."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES, LAYERS, PATCH, SUMS
from ..images import Array
from ..model import Model


@misconception("FIL-6a", "adds the bias to every product", read=PATCH, exercises=SUMS)
class AddsTheBiasToEveryProduct(Model):
    """You add the bias inside the sum, so that it counts once for each weight.

    Let all weights be 0 and the bias 1. What should come out, and what does?
    """

    def times_of_bias(self, weights: int, channels: int) -> int:
        return weights


@misconception("FIL-6b", "adds the bias for every channel", read=PATCH, exercises=SUMS)
class AddsTheBiasForEveryChannel(Model):
    """You add the bias once for each channel.

    Let all weights be 0, the bias 1, and the image have three channels. What comes out?
    """

    def times_of_bias(self, weights: int, channels: int) -> int:
        return channels


@misconception("FIL-6c", "forgets the bias", read=PATCH, exercises=SUMS)
class ForgetsTheBias(Model):
    """You do not add the bias.

    Compare your results with bias 0 and with bias 100.
    """

    def times_of_bias(self, weights: int, channels: int) -> int:
        return 0


@misconception("FIL-6d", "uses the first bias for all filters", read=PATCH, exercises=LAYERS)
class UsesTheFirstBias(Model):
    """You add the bias of the first filter to every map.

    Take two equal filters with the biases 0 and 100. Are your two maps equal?
    """

    def with_biases(self, maps: Array, biases: Array) -> Array:
        found: Array = maps + biases[0]
        return found


@misconception("FIL-6e", "adds the biases along the width", read=EXERCISES, exercises=LAYERS)
class AddsTheBiasesAlongTheWidth(Model):
    """You add the biases to the last axis: NumPy lets each of them meet a column, or raises if there are more columns.

    Print the shapes of your maps and of b. Which axes does NumPy lay upon each other, and which should meet?
    """

    def with_biases(self, maps: Array, biases: Array) -> Array:
        return maps + biases


@misconception("FIL-6f", "takes one bias only", read=EXERCISES, exercises=LAYERS)
class TakesOneBiasOnly(Model):
    """Your code raises as soon as a layer has several biases.

    Run it on two filters with b = np.array([1.0, 2.0]). Which line raises, and does it take b for one number?
    """

    def with_biases(self, maps: Array, biases: Array) -> Array:
        if len(biases) > 1:
            raise ValueError("the truth value of several numbers is ambiguous")
        return super().with_biases(maps, biases)


@misconception("FIL-6g", "cannot do without biases", read=EXERCISES, exercises=LAYERS)
class CannotDoWithoutBiases(Model):
    """You use b also where there are no biases and b is None.

    Call your function without b. Which line raises?
    """

    def without_biases(self, maps: Array) -> Array:
        raise TypeError("b is None")


@misconception("FIL-6h", "looks a bias up by the image", read=EXERCISES, exercises=LAYERS)
class LooksABiasUpByTheImage(Model):
    """You look a bias up by the number of the image; it belongs to a filter.

    Take one image, two filters and the biases 0 and 100. Which map should be 100 larger, and which of yours is?
    """

    def with_biases(self, maps: Array, biases: Array) -> Array:
        return maps + biases[np.arange(len(maps)) % len(biases)][:, None, None, None]


@misconception("FIL-6i", "cannot take biases", read=EXERCISES, exercises=LAYERS)
class CannotTakeBiases(Model):
    """Your code raises wherever there are biases.

    Run it on one filter with b = np.array([1.0]). Which line raises, and does it take b for one number?
    """

    def with_biases(self, maps: Array, biases: Array) -> Array:
        raise TypeError("biases are an array")
