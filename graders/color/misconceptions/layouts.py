"""Mistakes about the order of axes."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import LAYOUTS
from ..images import Array
from ..model import Model


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
    """You reverse all axes, so height and width change places as well.

    What shape comes out for an image of shape (2, 5, 3)?
    """

    def to_front(self, img: Array) -> Array:
        return img.swapaxes(-1, -3)


@misconception("COL-21", "moves the channels before the batch", read=LAYOUTS, exercises=("hwc_to_chw",))
class BeforeTheBatch(Model):
    """You put the channels before everything, even before the batch.

    A batch of ten images goes in. Is result[0] still the first image?
    """

    def to_front(self, img: Array) -> Array:
        return np.moveaxis(img, -1, 0)


@misconception("COL-20b", "reverses the axes of a batch, too", read=LAYOUTS, exercises=("hwc_to_chw",))
class TurnsAllAxesRound(Model):
    """You reverse all axes, that of a batch too: height and width change places, and the batch goes to the end.

    What shape does img.T have for an image of shape (2, 5, 3)? And for a batch of shape (10, 2, 5, 3)?
    """

    def to_front(self, img: Array) -> Array:
        return img.T


@misconception("COL-20d", "exchanges axes 0 and 2", read=LAYOUTS, exercises=("hwc_to_chw",))
class ExchangesZeroAndTwo(Model):
    """You exchange axis 0 and axis 2: in an image height and width change places as well, and a batch loses its order.

    Which shape does np.swapaxes(img, 0, 2) give for (2, 5, 3)? Which one is required?
    """

    def to_front(self, img: Array) -> Array:
        return img.swapaxes(0, 2)


@misconception("COL-20c", "goes from channels first to last", read=LAYOUTS, exercises=("hwc_to_chw",))
class FromFirstToLast(Model):
    """You take the first axis of an image for its channels and move it to the end: that is the way back.

    What shape comes out for an image of 2×5 pixels, (2, 5, 3)? Where are the channels then?
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
    """You give one image an extra axis, as if it were a batch.

    How many axes does an image (H, W, C) have? And (C, H, W)?
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
