"""Mistakes on the way back."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES, GRADIENTS
from ..images import Array
from ..model import Model


@misconception("FIL-16a", "gives to every tie", read=EXERCISES, exercises=("max_pool2d_backward",))
class GivesToEveryTie(Model):
    """You give the gradient to all pixels that are as large as the maximum.

    A window holds 3 and 3, and 1 arrives. How much leaves in all?
    """

    def winners(self, window: Array) -> Array:
        return np.where(window == window.max(), 1.0, 0.0)


@misconception("FIL-16b", "gives to the last tie", read=EXERCISES, exercises=("max_pool2d_backward",))
class GivesToTheLastTie(Model):
    """Of pixels that are equally large you choose the last one.

    Your search meets a value that is as large as the best so far. Does it move on to it?
    """

    def winners(self, window: Array) -> Array:
        return super().winners(window[::-1, ::-1])[::-1, ::-1]


@misconception(
    "FIL-17a", "overwrites a pixel's gradient", read=GRADIENTS, exercises=("conv2d_backward", "max_pool2d_backward")
)
class OverwritesAPixelsGradient(Model):
    """You write a window's gradients over what other windows gave to the same pixels.

    In the row 1 5 2 with windows of 2 and stride 1, what should the 5 receive, and from how many windows?
    """

    def at_pixels(self, before: Array, arriving: Array) -> Array:
        return arriving


@misconception("FIL-17b", "overwrites a weight's gradient", read=GRADIENTS, exercises=("conv2d_backward",))
class OverwritesAWeightsGradient(Model):
    """You keep what the last window gave to the weights.

    How often is one weight used on the way forward? How often does your code add to its gradient?
    """

    def at_weights(self, before: Array, arriving: Array) -> Array:
        return arriving


@misconception("FIL-27", "leaves the border on", read=GRADIENTS, exercises=("conv2d_backward",))
class LeavesTheBorderOn(Model):
    """Your gradient of the image still has the padding around it.

    Print the shapes of x and of dx. For which pixels of yours is there none in x?
    """

    def without_border(self, wide: Array, corner: tuple[int, int], size: tuple[int, ...]) -> Array:
        return wide


@misconception("FIL-28a", "averages over images", read=GRADIENTS, exercises=("conv2d_backward",))
class AveragesOverImages(Model):
    """You divide the gradients of weights and biases by the number of images.

    Hand in the same image twice. By how much does a loss that is a sum grow with a bias?
    """

    def over_images(self, gradient: Array, images: int) -> Array:
        return gradient / images


@misconception("FIL-28b", "keeps the images apart", read=GRADIENTS, exercises=("conv2d_backward",))
class KeepsTheImagesApart(Model):
    """Your gradient of the biases has a row for each image.

    How many biases has the layer, and how many numbers does your gradient have?
    """

    bias_axes = (2, 3)


@misconception("FIL-29", "gives dw before dx", read=EXERCISES, exercises=("conv2d_backward",))
class GivesDwBeforeDx(Model):
    """You give the weights' gradient first.

    Print the shapes of your three results beside those of x, w and b.
    """

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, Array, Array]:
        return dw, dx, db
