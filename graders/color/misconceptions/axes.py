"""Mistakes about where the channels of an image are, and where they go."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, GRAY, LAYOUTS
from ..images import Array
from ..model import Axis, Model

GRAYS = ("to_gray_mean", "to_gray_weighted")


@misconception("COL-5a", "averages over the rows", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverRows(Model):
    """You average over the first axis, the rows, and not over the channels.

    Which shape does your gray have for an image of shape (2, 4, 3)? Which should it have?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 0


@misconception("COL-5b", "averages each channel over the image", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverTheImage(Model):
    """You average over all pixels of a channel and not over the channels of a pixel.

    How many numbers do you get for an image of 2×4 pixels? How many pixels has its gray?
    """

    def axis_of_channels(self, img: Array, channel_axis: int) -> Axis:
        return tuple(axis for axis in range(img.ndim) if axis != channel_axis % img.ndim)


@misconception("COL-14", "looks for channels on the last axis only", read=GRAY, exercises=GRAYS)
class LastAxisOnly(Model):
    """You always take the last axis for the channels, whatever channel_axis says.

    Call it with channel_axis=0 and an image of shape (3, 4, 3). Which shape comes out, and of which axes?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return -1


@misconception("COL-14b", "takes the first three of the last axis", read=GRAY, exercises=GRAYS)
class FirstThreeOfTheLastAxis(Model):
    """You take numbers 0, 1 and 2 of the last axis for the channels, whatever channel_axis says.

    Call it with channel_axis=0 and an image of shape (3, 4, 5). Which numbers does img[..., 0] hold?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return -1

    def channels(self, img: Array, axis: Axis) -> Array:
        return np.take(img, range(3), axis=axis)  # img[..., 0], img[..., 1], img[..., 2]


@misconception("COL-15", "the channel axis is always axis 2", read=CONVENTIONS, exercises=GRAYS)
class AlwaysAxisTwo(Model):
    """You take axis 2 for the channels, which is right for one image and wrong for a batch.

    Which axis is axis 2 in a batch of shape (10, 28, 28, 3)? And in a single color of shape (3,)?
    """

    def axis_of_channels(self, _img: Array, channel_axis: int) -> Axis:
        return 2 if channel_axis == -1 else channel_axis

    def channels(self, img: Array, axis: Axis) -> Array:
        return np.take(img, range(3), axis=axis)  # img[:, :, 0], img[:, :, 1], img[:, :, 2]


@misconception("COL-18", "keeps the channel axis", read=GRAY, exercises=GRAYS)
class KeepsTheChannelAxis(Model):
    """You leave an axis with one entry where the channels were.

    Compare the shape of your gray image with the height and the width of the color image.
    """

    def without_axis(self, gray: Array, _axis: Axis) -> Array:
        return gray


@misconception("COL-11", "reshapes instead of moving an axis", read=LAYOUTS, exercises=("hwc_to_chw",))
class ReshapesInstead(Model):
    """You change the shape, but the numbers stay in their old order, so pixels and channels are mixed.

    Give each pixel of a 1×2 image the values 1, 2, 3. Is your first channel all ones?
    """

    def to_front(self, img: Array) -> Array:
        height, width, channels = img.shape[-3:]
        return img.reshape(*img.shape[:-3], channels, height, width)


@misconception("COL-20", "swaps rows and columns too", read=LAYOUTS, exercises=("hwc_to_chw",))
class SwapsRowsAndColumns(Model):
    """You turn all axes round, so height and width change places as well.

    Which shape comes out for an image of shape (2, 5, 3)?
    """

    def to_front(self, img: Array) -> Array:
        return img.swapaxes(-1, -3)


@misconception("COL-21", "moves the channels before the batch", read=LAYOUTS, exercises=("hwc_to_chw",))
class BeforeTheBatch(Model):
    """You put the channels in front of everything, also in front of the batch.

    A batch of ten images goes in. Is result[0] still the first image?
    """

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img, -1, 0)
