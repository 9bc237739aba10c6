"""Mistakes about what a filter and a pool do with channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES, PATCH, POOLS, SUMS
from ..images import Array
from ..model import Model


@misconception("FIL-4a", "reads one channel", read=PATCH, exercises=SUMS)
class ReadsOneChannel(Model):
    """You use the first channel of the image and of the filter, and no other.

    Set all of channel 1 to a thousand. Does your result notice?
    """

    def channels_read(self, array: Array, channel: int) -> Array:
        return array.take([0], axis=channel)


@misconception("FIL-4b", "keeps the channels apart", read=PATCH, exercises=SUMS)
class KeepsTheChannelsApart(Model):
    """You give one number for each channel where their sum is asked.

    How many maps does a layer of one filter make of a color image, and how many does yours?
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

    The channels give 4 and 2. Is the filter's answer 3 or 6? Look at the patch by hand.
    """

    def over_channels(self, products: Array, channel: int) -> Any:
        return super().over_channels(products, channel) / products.shape[channel]

    def product(self, weights: Array, seen: Array) -> Array:
        return np.divide(super().product(weights, seen), seen.shape[1])


@misconception("FIL-15a", "pools the channels into one", read=EXERCISES, exercises=POOLS)
class PoolsTheChannelsIntoOne(Model):
    """You pool across the channels, so that a single one is left.

    Three channels go into a pool. How many come out?
    """

    def by_channel(self, result: Array, pool: Callable[..., Array], channels: int) -> Array:
        return pool(result, axis=1, keepdims=True)


@misconception("FIL-15b", "gives all channels the same", read=EXERCISES, exercises=POOLS)
class GivesAllChannelsTheSame(Model):
    """You pool across the channels and give the result to each of them.

    Make one channel all zeros. Is it still zero behind the pool?
    """

    def by_channel(self, result: Array, pool: Callable[..., Array], channels: int) -> Array:
        return np.repeat(pool(result, axis=1, keepdims=True), channels, axis=1)
