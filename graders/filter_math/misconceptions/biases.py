"""Mistakes about the bias of a filter."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import LAYERS, PATCH, SUMS
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

    def biases(self, b: Array) -> Array:
        return np.repeat(b[0], len(b))
