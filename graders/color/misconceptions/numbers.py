"""Mistakes about the type and the range of the numbers."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import CONVENTIONS, GRAY, LAYOUTS
from ..images import Array
from ..model import Model

GRAYS = ("to_gray_mean", "to_gray_weighted")


@misconception(
    "COL-4", "computes in bytes", read=GRAY, exercises=("to_gray_mean", "compare_representations", "equivariance_error")
)
class ComputesInBytes(Model):
    """You add or subtract in the image's own type, so bytes run over 255 and start again at 0.

    What do np.uint8(200) + np.uint8(100) and np.uint8(10) - np.uint8(90) give?
    """

    def as_numbers(self, values: Array) -> Array:
        return values


@misconception("COL-16", "gives the image's type back", read=CONVENTIONS, exercises=GRAYS)
class GivesTheTypeBack(Model):
    """You turn the gray back into the image's type, which cuts off what is behind the point.

    What is the mean of the bytes (1, 1, 0)? What does your code say?
    """

    def as_result(self, gray: Array, img: Array) -> Array:
        return gray.astype(img.dtype)


@misconception("COL-22", "scales to 0..1 on the way", read=LAYOUTS, exercises=("hwc_to_chw",))
class ScalesOnTheWay(Model):
    """You divide by 255 while you change the layout, as some libraries do.

    Is a pixel that was 200 before still 200 afterwards? Who asked for that?
    """

    def kept(self, values: Array) -> Array:
        return values / 255
