"""Mistakes about where the channels of an image are."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, GRAY
from ..images import Array
from ..model import Axis, Model

GRAYS = ("to_gray_mean", "to_gray_weighted")


@misconception("COL-5a", "averages over the rows", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverRows(Model):
    """You average over the first axis, the rows, and not over the channels.

    What shape does your gray have for an image of shape (2, 4, 3)? What shape should it have?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 0


@misconception("COL-5b", "averages each channel over the image", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverTheImage(Model):
    """You average over all pixels of a channel and not over the channels of a pixel.

    How many numbers do you get for an image of 2×4 pixels? How many pixels does its gray have?
    """

    def axis_of_channels(self, img: Array, channel_axis: int) -> Axis:
        return tuple(axis for axis in range(img.ndim) if axis != channel_axis % img.ndim)


@misconception("COL-5c", "averages over everything", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverEverything(Model):
    """You average over all numbers of the image, so that one number is left for all its pixels.

    How many numbers should come out for an image of 2×4 pixels? How many come out of yours?
    """

    def axis_of_channels(self, img: Array, _channel_axis: int) -> Axis:
        return tuple(range(img.ndim))


@misconception("COL-5d", "averages over the columns", read=GRAY, exercises=("to_gray_mean",))
class AveragesOverColumns(Model):
    """You average over the second axis, the columns, and not over the channels.

    What shape does your gray have for an image of shape (2, 4, 3)? What shape should it have?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 1


@misconception("COL-14", "looks for channels on the last axis only", read=GRAY, exercises=GRAYS)
class LastAxisOnly(Model):
    """You always take the last axis for the channels, whatever channel_axis says.

    Call it with channel_axis=0 and an image of shape (3, 4, 3). What shape comes out, and of which axes?
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


@misconception("COL-15b", "always averages over axis 2", read=CONVENTIONS, exercises=GRAYS)
class AxisTwoWhateverIsSaid(Model):
    """You always compute along axis 2, whatever channel_axis says and however many axes the image has.

    Which axis is axis 2 in a batch of shape (10, 28, 28, 3)? And which one are the channels in an image (3, 28, 28)?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 2


@misconception("COL-15c", "always takes the first three of axis 2", read=CONVENTIONS, exercises=GRAYS)
class FirstThreeOfAxisTwo(Model):
    """You take img[:, :, 0], img[:, :, 1] and img[:, :, 2], whatever channel_axis says and however many axes there are.

    Which numbers does img[:, :, 0] hold for a batch of shape (10, 28, 28, 3)? And for an image of shape (3, 28, 28)?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 2

    def channels(self, img: Array, axis: Axis) -> Array:
        return np.take(img, range(3), axis=axis)


@misconception("COL-14c", "moves an axis to where the channels are", read=GRAY, exercises=GRAYS)
class MovesTheOtherWay(Model):
    """You move the last axis to the place that channel_axis names; the channels are to be moved from there to the end.

    What shape does np.moveaxis(img, -1, 0) give for an image of shape (3, 4, 5)? And np.moveaxis(img, 0, -1)?
    """

    def turned(self, img: Array, axis: Axis) -> tuple[Array, Axis]:
        return np.moveaxis(img, -1, axis), -1


@misconception("COL-14d", "exchanges two axes", read=GRAY, exercises=GRAYS)
class ExchangesTwoAxes(Model):
    """You exchange the channels with the last axis, so the other axes come out in another order.

    An image of shape (3, 4, 5), channels first: what shape does its gray have in your code, and what should it have?
    """

    def turned(self, img: Array, axis: Axis) -> tuple[Array, Axis]:
        return np.swapaxes(img, axis, -1), -1


@misconception("COL-18", "keeps the channel axis", read=GRAY, exercises=GRAYS)
class KeepsTheChannelAxis(Model):
    """You leave an axis with one entry where the channels were.

    Compare the shape of your gray image with the height and the width of the color image.
    """

    def without_axis(self, gray: Array, _axis: Axis) -> Array:
        return gray


@misconception("COL-18b", "three equal channels", read=GRAY, exercises=GRAYS)
class ThreeEqualChannels(Model):
    """You give an image whose three channels are equal; the channel axis should be gone.

    How many numbers does a pixel of a gray image have? How many does one of yours have?
    """

    def without_axis(self, gray: Array, axis: Axis) -> Array:
        return np.repeat(gray, 3, axis=axis)
