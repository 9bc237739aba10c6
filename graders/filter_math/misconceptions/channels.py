"""Mistakes about what a filter makes of products and channels."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, LAYERS, PATCH, PLANES, SUMS
from ..images import Array
from ..model import Model


@misconception("FIL-4a", "reads one channel", read=PATCH, exercises=SUMS)
class ReadsOneChannel(Model):
    """You use the first channel of the image and of the filter, and no other.

    Set all of channel 1 to a thousand. Does your result notice?
    """

    def channels_read(self, array: Array, channel: int) -> Array:
        return array.take([0], axis=channel)


@misconception("FIL-4e", "keeps the last channel", read=PATCH, exercises=SUMS)
class KeepsTheLastChannel(Model):
    """What one channel gives is overwritten by the next, so only the last one is left.

    Set all of channel 0 to a thousand. Does your result notice?
    """

    def channels_read(self, array: Array, channel: int) -> Array:
        return array.take([-1], axis=channel)


@misconception("FIL-4b", "keeps the channels apart", read=PATCH, exercises=SUMS)
class KeepsTheChannelsApart(Model):
    """You give one number for each channel where their sum is expected.

    How many maps does a layer of one filter make from a color image, and how many does yours?
    """

    def over_channels(self, products: Array, channel: int) -> Any:
        sums = products.sum(axis=(-2, -1))
        if channel == 0:
            return sums
        n, f, c, rows, columns = sums.shape
        return sums.reshape(n, f * c, rows, columns)

    def product(self, weights: Array, seen: Array) -> Array:
        product = super().product
        apart = [product(weights[:, c : c + 1], seen[:, c : c + 1]) for c in range(seen.shape[1])]
        return np.stack(apart, axis=2).reshape(len(seen), -1, *seen.shape[2:4])


@misconception("FIL-5", "averages over channels", read=PATCH, exercises=SUMS)
class AveragesOverChannels(Model):
    """You divide the sum by the number of channels.

    The channels give 4 and 2. Is the filter's response 3 or 6? Look at the patch by hand.
    """

    def over_channels(self, products: Array, channel: int) -> Any:
        return super().over_channels(products, channel) / products.shape[channel]

    def product(self, weights: Array, seen: Array) -> Array:
        return np.divide(super().product(weights, seen), seen.shape[1])


@misconception("FIL-4c", "exchanges filters and channels", read=CONVENTIONS, exercises=LAYERS)
class ExchangesFiltersAndChannels(Model):
    """You take the first axis of the filters for the channels and the second for the filters.

    Print w.shape for two filters on three channels. Which of its numbers must be the channels of x?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel.swapaxes(0, 1)


@misconception("FIL-4d", "uses the first filter only", read=PATCH, exercises=LAYERS)
class UsesTheFirstFilter(Model):
    """You use the first filter for every map.

    Take two filters that differ, and no biases. Do your two maps differ?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel[:1].repeat(len(kernel), axis=0)


@misconception("FIL-36", "averages instead of adding", read=PATCH, exercises=(*SUMS, *PLANES))
class AveragesTheProducts(Model):
    """You take the mean of all products where their sum is required.

    All weights and all pixels of a 2×2 window are 1. Is the response 1 or 4?
    """

    def over_channels(self, products: Array, channel: int) -> Any:
        return products.mean(axis=(channel, -2, -1))

    def product(self, weights: Array, seen: Array) -> Array:
        found: Array = np.divide(super().product(weights, seen), weights[0].size)
        return found

    def framed(self, sums: Array, size: tuple[int, ...], kernel: tuple[int, ...]) -> Array:
        return sums / (kernel[0] * kernel[1])
