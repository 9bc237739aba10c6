"""Mistakes on the way back through a convolution."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import BACKWARD, EXERCISES, GRADIENTS
from ..images import Array
from ..model import Model
from ..windows_model import Lines

CONVOLUTION = ("conv2d_backward",)


@misconception("FIL-17a", "overwrites a pixel's gradient", read=GRADIENTS, exercises=BACKWARD)
class OverwritesAPixelsGradient(Model):
    """You write a window's gradients over what other windows gave to the same pixels.

    In the row 1 5 2 with windows of 2 and stride 1, what should the 5 receive, and from how many windows?
    """

    def at_pixels(self, before: Array, arriving: Array) -> Array:
        return arriving

    def prepare(self, gradients: Array) -> None:
        gradients[...] = 0


@misconception("FIL-17b", "overwrites a weight's gradient", read=GRADIENTS, exercises=CONVOLUTION)
class OverwritesAWeightsGradient(Model):
    """You keep what the last window gave to the weights.

    How often is one weight used on the way forward? How often does your code add to its gradient?
    """

    def at_weights(self, before: Array, arriving: Array) -> Array:
        return arriving


@misconception("FIL-17d", "overwrites what filters give", read=GRADIENTS, exercises=CONVOLUTION)
class OverwritesWhatFiltersGive(OverwritesAPixelsGradient):
    """You write over what other filters and other windows gave to the same pixels.

    Take two filters on one window. From how many of them should a pixel receive something?
    """

    def of_filters(self, arriving: Array) -> Array:
        last: Array = arriving[:, -1]
        return last


@misconception("FIL-17e", "overwrites what images give", read=GRADIENTS, exercises=CONVOLUTION)
class OverwritesWhatImagesGive(OverwritesAWeightsGradient):
    """You keep what the last window of the last image gave to the weights.

    How often is one weight used on the way forward? How often does your code add to its gradient?
    """

    def of_images(self, arriving: Array) -> Array:
        last: Array = arriving[-1]
        return last


@misconception("FIL-17f", "keeps what the last image gives", read=GRADIENTS, exercises=CONVOLUTION)
class KeepsWhatTheLastImageGives(Model):
    """Your gradient of the weights is that of the last image alone.

    Change the first image of a batch. Does your dw notice?
    """

    def of_images(self, arriving: Array) -> Array:
        last: Array = arriving[-1]
        return last


@misconception("FIL-27", "leaves the border on", read=GRADIENTS, exercises=CONVOLUTION)
class LeavesTheBorderOn(Model):
    """Your gradient of the image still has the padding around it.

    Print the shapes of x and of dx. For which pixels of yours is there none in x?
    """

    def without_border(self, wide: Array, corner: Lines, size: Lines, reached: Lines) -> Array:
        return wide


@misconception("FIL-27b", "cuts everything off with a padding of 0", read=GRADIENTS, exercises=CONVOLUTION)
class CutsEverythingOff(Model):
    """You cut the border off with [p:-p], which leaves nothing where p is 0.

    Print np.arange(5)[0:-0]. Where should the slice end, counted from the front?
    """

    def without_border(self, wide: Array, corner: Lines, size: Lines, reached: Lines) -> Array:
        top, left = corner
        return wide[:, :, top:-top, left:-left]


@misconception("FIL-27c", "cuts everything off where one padding is 0", read=GRADIENTS, exercises=CONVOLUTION)
class CutsEverythingOffInOneDirection(CutsEverythingOff):
    """You cut the border off with [p:-p] also where there is padding in the other direction only: that leaves nothing.

    Print np.arange(5)[0:-0]. Where should the slice end, counted from the front?
    """

    def without_border(self, wide: Array, corner: Lines, size: Lines, reached: Lines) -> Array:
        return super().without_border(wide, corner, size, reached) if any(corner) else wide


@misconception("FIL-27d", "ends with the last window", read=GRADIENTS, exercises=CONVOLUTION)
class EndsWithTheLastWindow(Model):
    """Your gradient of the image ends where the last window ends; pixels that no window reached are missing.

    Row 1 2 3 4 with a window of 1 and stride 2: how many numbers must dx have, and how many does yours have?
    """

    def without_border(self, wide: Array, corner: Lines, size: Lines, reached: Lines) -> Array:
        (top, left), (bottom, right) = corner, reached
        return wide[:, :, top : bottom - top, left : right - left]


@misconception("FIL-28a", "averages over images", read=GRADIENTS, exercises=CONVOLUTION)
class AveragesOverImages(Model):
    """You divide the gradients of weights and biases by the number of images.

    Hand in the same image twice. By how much does a loss that is a sum grow with a bias?
    """

    def over_images(self, gradient: Array, images: int) -> Array:
        return gradient / images


@misconception("FIL-28b", "keeps the images apart", read=GRADIENTS, exercises=CONVOLUTION)
class KeepsTheImagesApart(Model):
    """Your gradient of the biases has a row for each image.

    How many biases does the layer have, and how many numbers does your gradient have?
    """

    def of_bias(self, upstream: Array) -> Array:
        found: Array = upstream.sum(axis=(2, 3))
        return found


@misconception("FIL-28c", "keeps axes of length 1", read=GRADIENTS, exercises=CONVOLUTION)
class KeepsAxesOfLengthOne(Model):
    """Your gradient of the biases has the right numbers, but axes of length 1 around them.

    Print the shapes of b and of your db.
    """

    def of_bias(self, upstream: Array) -> Array:
        found: Array = upstream.sum(axis=(0, 2, 3), keepdims=True)
        return found


@misconception("FIL-28d", "makes a column of biases", read=GRADIENTS, exercises=CONVOLUTION)
class MakesAColumnOfBiases(Model):
    """Your gradient of the biases has the right numbers, but in a column.

    Print the shapes of b and of your db.
    """

    def of_bias(self, upstream: Array) -> Array:
        return super().of_bias(upstream)[:, None]


@misconception("FIL-28e", "averages what arrives at a bias", read=GRADIENTS, exercises=CONVOLUTION)
class AveragesWhatArrives(Model):
    """You take the mean of what arrives at a bias where its sum is expected.

    A bias is added to two outputs, and 1 arrives at each of them. Is its gradient 1 or 2?
    """

    def of_bias(self, upstream: Array) -> Array:
        found: Array = upstream.mean(axis=(0, 2, 3))
        return found


@misconception("FIL-28f", "adds all filters up", read=GRADIENTS, exercises=CONVOLUTION)
class AddsAllFiltersUp(Model):
    """You add up all that arrives, so that all biases share one gradient.

    How many biases does a layer of three filters have, and how many numbers does your db have?
    """

    def of_bias(self, upstream: Array) -> Array:
        total: Array = upstream.sum()
        return total


@misconception("FIL-29", "gives dw before dx", read=EXERCISES, exercises=CONVOLUTION)
class GivesDwBeforeDx(Model):
    """You give the weights' gradient first.

    Print the shapes of your three results beside those of x, w and b.
    """

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, ...]:
        return dw, dx, db


@misconception("FIL-39a", "meets the weights in reverse", read=GRADIENTS, exercises=CONVOLUTION)
class MeetsTheWeightsInReverse(Model):
    """In your gradient of the image a window's first pixel gets what its last one should get.

    x = 1 2 3, w = 1 10, dout = 1 0: which pixel met the weight 10, and which of yours gets it?
    """

    def weights_met(self, w: Array) -> Array:
        return w[:, :, ::-1, ::-1]


@misconception("FIL-39b", "turns the weights' gradient", read=GRADIENTS, exercises=CONVOLUTION)
class TurnsTheWeightsGradient(Model):
    """Your gradient of the weights is turned by half a turn.

    x = 1 2 3, w = 1 10, dout = 1 0: which pixel met the weight 1? That is the first number of dw.
    """

    def as_laid(self, dw: Array) -> Array:
        return dw[:, :, ::-1, ::-1]


@misconception("FIL-28g", "adds up images only", read=GRADIENTS, exercises=CONVOLUTION)
class AddsUpImagesOnly(Model):
    """Your gradient of the biases has a number for each place of a map.

    How many biases does a layer of three filters have, and how many numbers does your db have?
    """

    def of_bias(self, upstream: Array) -> Array:
        found: Array = upstream.sum(axis=0)
        return found


@misconception("FIL-28h", "averages dw over images", read=GRADIENTS, exercises=CONVOLUTION)
class AveragesTheWeightsGradient(Model):
    """You divide the gradient of the weights by the number of images.

    Hand in the same image twice. By how much does a loss that is a sum grow with a weight?
    """

    def dw_over_images(self, dw: Array, images: int) -> Array:
        return dw / images


@misconception("FIL-29b", "gives db before dw", read=EXERCISES, exercises=CONVOLUTION)
class GivesDbBeforeDw(Model):
    """You give the biases' gradient before that of the weights.

    Print the shapes of your three results beside those of x, w and b.
    """

    def in_order(self, dx: Array, dw: Array, db: Array) -> tuple[Array, ...]:
        return dx, db, dw


@misconception("FIL-7d", "goes back to the image without the stride", read=GRADIENTS, exercises=CONVOLUTION)
class GoesBackToTheImageWithoutTheStride(Model):
    """In your gradient of the image each window begins just one pixel after the last, whatever the stride is.

    Row 1 2 3 4 with stride 2: at which pixel does the second window begin, and where does its gradient go?
    """

    def start_on_dx(self, window: Lines, steps: Lines) -> Lines:
        return window


@misconception("FIL-7e", "reads the image without the stride", read=GRADIENTS, exercises=CONVOLUTION)
class ReadsTheImageWithoutTheStride(Model):
    """In your gradient of the weights each window begins just one pixel after the last, whatever the stride is.

    Row 1 2 3 4 with stride 2: which pixels did the second window hold, and which do you multiply with?
    """

    def start_on_x(self, window: Lines, steps: Lines) -> Lines:
        return window
