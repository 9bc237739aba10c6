"""Mistakes about the type and the range of the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, GRAY, LAYOUTS
from ..images import Array
from ..model import Model

GRAYS = ("to_gray_mean", "to_gray_weighted")


@misconception(
    "COL-4",
    "computes in bytes",
    read=GRAY,
    exercises=("to_gray_mean", "compare_representations", "equivariance_error", "metamer_pair"),
)
class ComputesInBytes(Model):
    """You add or subtract in the type that came in, so bytes run over 255 and start again at 0.

    What do np.uint8(200) + np.uint8(100) and np.uint8(10) - np.uint8(90) give?
    """

    def as_numbers(self, values: Array) -> Array:
        return values

    def gap(self, part: int) -> int:
        return part % 256


@misconception("COL-16", "gives the image's type back", read=CONVENTIONS, exercises=GRAYS)
class GivesTheTypeBack(Model):
    """You turn the gray back into the image's type, which cuts off the fraction.

    What is the mean of the bytes (1, 1, 0)? What does your code say?
    """

    def as_result(self, gray: Array, img: Array) -> Array:
        return gray.astype(img.dtype)


@misconception("COL-16b", "cuts the gray to whole numbers", read=CONVENTIONS, exercises=GRAYS)
class CutsTheGray(Model):
    """You cut the gray to whole numbers at the end; the fraction is lost.

    What is int(125.34)? Is a gray of 125.34 another one than 125?
    """

    def as_result(self, gray: Array, _img: Array) -> Array:
        return np.trunc(gray)


@misconception("COL-16c", "rounds the gray", read=CONVENTIONS, exercises=GRAYS)
class RoundsTheGray(Model):
    """You round the gray to whole numbers at the end.

    What is the mean of (1, 1, 0)? What does your code say?
    """

    def as_result(self, gray: Array, _img: Array) -> Array:
        return np.round(gray)


@misconception("COL-16d", "rounds the gray down", read=CONVENTIONS, exercises=GRAYS)
class RoundsTheGrayDown(Model):
    """You round the gray down to a whole number, as // does.

    What are 361 // 3 and 361 / 3?
    """

    def as_result(self, gray: Array, _img: Array) -> Array:
        return np.floor(gray)


@misconception("COL-16e", "makes bytes of the gray", read=CONVENTIONS, exercises=GRAYS)
class MakesBytes(Model):
    """You turn the gray into bytes, whatever the image is made of: no fractions are left, and nothing below 0.

    What are np.array(125.34).astype(np.uint8) and np.array(0.5).astype(np.uint8)?
    """

    def as_result(self, gray: Array, _img: Array) -> Array:
        return gray.astype(np.uint8)


@misconception("COL-60", "gives single precision", read=CONVENTIONS, exercises=(*GRAYS, "gray_as_conv"))
class GivesSinglePrecision(Model):
    """Your values are right, but they are float32; float64 is required.

    Print the dtype of what you return. Where does the float32 come from?
    """

    def as_result(self, gray: Array, _img: Array) -> Array:
        return gray.astype(np.float32)

    def as_kernel(self, kernel: Array, _weights: Any) -> Array:
        return kernel.astype(np.float32)


@misconception("COL-80", "keeps the type of the weights", read=CONVENTIONS, exercises=("gray_as_conv",))
class KeepsTheTypeOfTheWeights(Model):
    """Your kernel has the type of the weights that came in; float64 is required, whatever they are.

    What is the dtype of your kernel for weights in float32? And for [0, 1, 0]?
    """

    def as_kernel(self, kernel: Array, weights: Any) -> Array:
        return kernel.astype(np.asarray(weights).dtype)


@misconception("COL-61", "gives lists", read=CONVENTIONS, exercises=GRAYS)
class GivesLists(Model):
    """You give a list of lists; an array is required.

    Print type(…) of what you return. What does np.array turn it into?
    """

    def given(self, gray: Array) -> Any:
        return gray.tolist()


@misconception("COL-62", "scales to 0..1", read=CONVENTIONS, exercises=GRAYS)
class ScalesToOne(Model):
    """You divide by 255, so the gray lies between 0 and 1; it should stay between 0 and 255.

    Which gray does white, (255, 255, 255), get from you?
    """

    def ranged(self, img: Array) -> Array:
        return img / 255


@misconception("COL-62b", "scales bytes to 0..1", read=CONVENTIONS, exercises=GRAYS)
class ScalesBytesToOne(Model):
    """You divide by 255 where the image is made of bytes, so one image has two grays, as bytes and as floats.

    Which gray do np.array([200, 100, 60], dtype=np.uint8) and np.array([200.0, 100.0, 60.0]) get from you?
    """

    def ranged(self, img: Array) -> Array:
        return img / 255 if img.dtype == np.uint8 else img


@misconception("COL-22b", "makes floats on the way", read=LAYOUTS, exercises=("hwc_to_chw",))
class MakesFloats(Model):
    """You move the channels correctly, but turn the numbers into floats; the dtype is to be kept.

    What is the dtype of your result for bytes? Does a change of layout need other numbers?
    """

    def kept(self, values: Array) -> Array:
        return values.astype(np.float64)


@misconception("COL-22c", "makes single floats on the way", read=LAYOUTS, exercises=("hwc_to_chw",))
class MakesSingleFloats(Model):
    """You move the channels correctly, but turn the numbers into float32; the dtype is to be kept.

    What is the dtype of your result for bytes? Does a change of layout need other numbers?
    """

    def kept(self, values: Array) -> Array:
        return values.astype(np.float32)


@misconception("COL-22", "scales to 0..1 on the way", read=LAYOUTS, exercises=("hwc_to_chw",))
class ScalesOnTheWay(Model):
    """You divide by 255 while you change the layout, as some libraries do.

    Is a pixel that was 200 before still 200 afterwards? Does the exercise ask for that?
    """

    def kept(self, values: Array) -> Array:
        return values / 255
