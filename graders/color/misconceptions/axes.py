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

    Which shape does your gray have for an image of shape (2, 4, 3)? Which should it have?
    """

    def axis_of_channels(self, _img: Array, _channel_axis: int) -> Axis:
        return 1


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

    Which shape does np.moveaxis(img, -1, 0) give for an image of shape (3, 4, 5)? And np.moveaxis(img, 0, -1)?
    """

    def turned(self, img: Array, axis: Axis) -> tuple[Array, Axis]:
        return np.moveaxis(img, -1, axis), -1


@misconception("COL-14d", "exchanges two axes", read=GRAY, exercises=GRAYS)
class ExchangesTwoAxes(Model):
    """You exchange the channels with the last axis, so the other axes come out in another order.

    An image of shape (3, 4, 5), channels first: which shape does its gray have in your code, and which should it have?
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

    How many numbers does a pixel of a gray image have? How many has one of yours?
    """

    def without_axis(self, gray: Array, axis: Axis) -> Array:
        return np.repeat(gray, 3, axis=axis)


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


@misconception("COL-20b", "turns the axes of a batch round, too", read=LAYOUTS, exercises=("hwc_to_chw",))
class TurnsAllAxesRound(Model):
    """You turn all axes round, the axis of a batch too: height and width change places, and the batch goes to the end.

    Which shape does img.T have for an image of shape (2, 5, 3)? And for a batch of shape (10, 2, 5, 3)?
    """

    def to_front(self, img: Array) -> Array:
        return img.T


@misconception("COL-20d", "exchanges axes 0 and 2", read=LAYOUTS, exercises=("hwc_to_chw",))
class ExchangesZeroAndTwo(Model):
    """You exchange axis 0 and axis 2: in an image height and width change places as well, and a batch loses its order.

    Which shape does np.swapaxes(img, 0, 2) give for (2, 5, 3)? Which one is asked?
    """

    def to_front(self, img: Array) -> Array:
        return img.swapaxes(0, 2)


@misconception("COL-20c", "goes from channels first to last", read=LAYOUTS, exercises=("hwc_to_chw",))
class FromFirstToLast(Model):
    """You take the first axis of an image for its channels and move it to the end: that is the way back.

    Which shape comes out for an image of 2×5 pixels, (2, 5, 3)? Where are the channels then?
    """

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img, -3, -1)


@misconception("COL-21b", "names the axes of one image", read=LAYOUTS, exercises=("hwc_to_chw",))
class NamesTheAxesOfOneImage(Model):
    """You name the three axes of one image, so a batch, which has four, makes your code raise.

    What does np.zeros((10, 2, 5, 3)).transpose(2, 0, 1) say? Which axes are the same in both if you count from the end?
    """

    def to_front(self, img: Array) -> Array:
        return img.transpose(2, 0, 1)


@misconception("COL-21c", "moves axis 2 to the front", read=LAYOUTS, exercises=("hwc_to_chw",))
class MovesAxisTwo(Model):
    """You move axis 2 to the front, which is right for one image; in a batch axis 2 is the width.

    Which shape does np.moveaxis(batch, 2, 0) give for a batch of shape (10, 2, 5, 3)?
    """

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img, 2, 0)


@misconception("COL-21d", "keeps the first image only", read=LAYOUTS, exercises=("hwc_to_chw",))
class KeepsTheFirstImage(Model):
    """You give the first image of a batch and drop the others.

    Ten images go in. How many come out?
    """

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img[0] if img.ndim == 4 else img, -1, -3)


@misconception("COL-21e", "makes a batch of one image", read=LAYOUTS, exercises=("hwc_to_chw",))
class MakesABatch(Model):
    """You give one image an axis more, as if it were a batch.

    How many axes has an image (H, W, C)? And (C, H, W)?
    """

    def to_front(self, img: Array) -> Array:
        moved = np.moveaxis(img, -1, -3)
        return moved[None] if img.ndim == 3 else moved


@misconception("COL-70", "always takes three channels", read=LAYOUTS, exercises=("hwc_to_chw",))
class AlwaysThreeChannels(Model):
    """You take channels 0, 1 and 2, however many the image has.

    What comes out for an image with an alpha channel, (4, 6, 4)? And for one of a single channel?
    """

    def all_channels(self, img: Array) -> Array:
        return np.take(img, range(3), axis=-1)
