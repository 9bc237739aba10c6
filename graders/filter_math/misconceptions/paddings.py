"""Mistakes about how much padding there is, and what it is good for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import COLUMNS, CONVENTIONS, EXERCISES, PADDED
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines


@misconception("FIL-24a", "shares the padding out", read=CONVENTIONS, exercises=("zero_pad2d", *PADDED))
class SharesThePaddingOut(Model):
    """You put half of the padding on each side; here each side gets all of it.

    How many rows does an image of 3 rows have after a padding of 1?
    """

    def shared(self, pad: int) -> Lines:
        return pad // 2, pad - pad // 2


@misconception("FIL-24b", "forgets the padding", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward"))
class ForgetsThePadding(Model):
    """You compute on the bare image, whatever the padding.

    Compare your results with padding 0 and padding 2. What should change, and does it?
    """

    def bordered(self, x: Array, pad: Any) -> Array:
        return x


@misconception("FIL-24c", "pads after only", read=CONVENTIONS, exercises=("zero_pad2d", *PADDED))
class PadsBehindOnly(Model):
    """You pad at the bottom and at the right only; here each side gets the padding.

    Pad a single pixel by 1 and print it. Where is the pixel?
    """

    def shared(self, pad: int) -> Lines:
        return 0, pad


@misconception("FIL-24d", "pads before only", read=CONVENTIONS, exercises=("zero_pad2d", *PADDED))
class PadsBeforeOnly(Model):
    """You pad at the top and at the left only; here each side gets the padding.

    Pad a single pixel by 1 and print it. Where is the pixel?
    """

    def shared(self, pad: int) -> Lines:
        return pad, 0


@misconception("FIL-24e", "pads by 1, whatever the padding", read=CONVENTIONS, exercises=PADDED)
class AlwaysPadsByOne(Model):
    """You pad by 1, whatever the padding is.

    Compare the shapes of your results with padding 0, 1 and 2.
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return 1


@misconception("FIL-24f", "pads by 1 wherever there is padding", read=CONVENTIONS, exercises=PADDED)
class PadsByOneIfAtAll(Model):
    """You pad by 1 wherever there is any padding, however large it is.

    Compare the shapes of your results with padding 1 and padding 2.
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return 1 if padding else 0


@misconception("FIL-24g", "pads by half of the kernel", read=CONVENTIONS, exercises=PADDED)
class PadsByHalfOfTheKernel(Model):
    """You pad by half of the kernel, whatever the padding is.

    With padding 0 and a kernel of 3, is your result smaller than the image, as it should be?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        kh, kw = self.both(kernel if isinstance(kernel, int) else tuple(kernel))
        return kh // 2, kw // 2


@misconception("FIL-24h", "uses the vertical padding twice", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward"))
class UsesTheVerticalPaddingTwice(Model):
    """You use the first number of the padding for rows and columns.

    Compare padding (0, 1) and padding (0, 2) on a small image. Does your result notice?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        pads: int = self.both(padding)[0]
        return pads


@misconception("FIL-24i", "uses the horizontal padding twice", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward"))
class UsesTheHorizontalPaddingTwice(Model):
    """You use the second number of the padding for rows and columns.

    Compare padding (1, 0) and padding (2, 0) on a small image. Does your result notice?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        pads: int = self.both(padding)[1]
        return pads


@misconception("FIL-24j", "pads twice", read=CONVENTIONS, exercises=COLUMNS)
class PadsTwice(Model):
    """You put the padding on twice.

    Print the shape of the image that your windows are cut from: 3 rows with padding 1 should have become 5.
    """

    def images_of(self, x: Array, padding: Pair, kernel: Pair) -> Array:
        return self.padded(super().images_of(x, padding, kernel), padding)


@misconception("FIL-24k", "counts padding twice", read=CONVENTIONS, exercises=PADDED)
class CountsPaddingTwice(Model):
    """You take the size of the image that is padded already, and add the padding once more when you count windows.

    3 pixels with padding 1 and a window of 3: print how many places your code counts. Which should there be?
    """

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        down, right = self.both(padding)
        return padded[0] + 2 * down, padded[1] + 2 * right


@misconception("FIL-24l", "counts the padding of one side", read=CONVENTIONS, exercises=PADDED)
class CountsOneSidesPadding(Model):
    """You count windows as if the padding lay on one side only.

    3 pixels with padding 1 and a window of 3: how many places are there, and how many do you count?
    """

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        down, right = self.both(padding)
        return padded[0] - down, padded[1] - right


@misconception("FIL-24m", "counts windows without the padding", read=CONVENTIONS, exercises=PADDED)
class CountsWithoutThePadding(Model):
    """You put the padding on, but count windows by the size of the bare image.

    Print the shape of your result with padding 0 and with padding 1. Should they differ?
    """

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        down, right = self.both(padding)
        return padded[0] - 2 * down, padded[1] - 2 * right


@misconception("FIL-14a", "always counts the border", read=EXERCISES, exercises=("avg_pool2d",))
class AlwaysCountsTheBorder(Model):
    """You divide by all cells of a window, also where only its real pixels should count.

    What is the average of an image of ones in a corner, with padding 1?
    """

    def counts_border(self, asked: bool) -> bool:
        return True


@misconception("FIL-14b", "never counts the border", read=EXERCISES, exercises=("avg_pool2d",))
class NeverCountsTheBorder(Model):
    """You divide by the real pixels, also with count_include_pad=True.

    Does your function look at count_include_pad at all? Call it in both ways on ones.
    """

    def counts_border(self, asked: bool) -> bool:
        return False


@misconception("FIL-14c", "counts the border if nothing is said", read=EXERCISES, exercises=("avg_pool2d",))
class CountsTheBorderByDefault(Model):
    """You count the border where the call does not say whether it counts; here it does not by default.

    What is the default of count_include_pad in your function, and what is it in the task?
    """

    border_counts = True


@misconception("FIL-14d", "counts the border the wrong way around", read=EXERCISES, exercises=("avg_pool2d",))
class CountsTheBorderTheWrongWayRound(Model):
    """You leave the border out with count_include_pad=True, and count it otherwise.

    Average an image of ones with padding 1 in both ways. Which of them should be less than 1 in a corner?
    """

    def counts_border(self, asked: bool) -> bool:
        return not asked


@misconception("FIL-14e", "takes zeros for the border", read=EXERCISES, exercises=("avg_pool2d",))
class TakesZerosForTheBorder(Model):
    """You count the cells that are not 0; but a pixel of the image counts even if it is black.

    What is the average of the window 0 0 0 4?
    """

    def real_pixels(self, x: Array) -> Array:
        found: Array = (x != 0).astype(np.float64)
        return found
