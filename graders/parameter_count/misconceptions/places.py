"""Mistakes about places: at how many a window stands."""

from __future__ import annotations

from math import prod
from typing import Any

from receptive.grader import misconception

from ..headings import CONVENTIONS, MACS, SHARING
from ..layers import Shape
from ..model import Model
from ..windows import Pair

WITH_PLACES = ("locally_connected_params", "sharing_ratio", "layer_table", "conv_macs")
WITH_SIZES = (
    "locally_connected_params",
    "sharing_ratio",
    "layer_table",
    "conv_macs",
    "memory_bytes",
    "max_filters_within",
)


@misconception("PAR-18b", "as many places as pixels", read=MACS, exercises=WITH_PLACES)
class PlacesAsPixels(Model):
    """You take each pixel of the input for a place, not each number of the output.

    A window moves 2 pixels at a time over 8 pixels. Does it stand at pixel 1, or does it jump over it?
    """

    def places(self, size: Shape, _kernel: Pair, _stride: Pair = 1, _padding: Pair = 0, _dilation: Pair = 1) -> int:
        return prod(size)


@misconception(
    "PAR-23",
    "rounds places up",
    read=CONVENTIONS,
    exercises=("locally_connected_params", "sharing_ratio", "layer_table", "conv_macs", "memory_bytes"),
)
class RoundsUp(Model):
    """You count a last place although the window does not fit there.

    Put a window of 3 on 10 pixels with stride 2 and mark its starts. Is there room for one at 8?
    """

    def steps(self, free: int, s: int) -> int:
        return -(-free // s)


@misconception("PAR-24", "pads on one side", read=CONVENTIONS, exercises=WITH_PLACES)
class PadsOneSide(Model):
    """You make the image longer by the padding once, not on both sides.

    3 pixels with padding 1: write the line down, zeros included. How long is it?
    """

    def padded(self, i: int, p: int) -> int:
        return i + p


@misconception("PAR-25", "forgets the first place", read=SHARING, exercises=WITH_SIZES)
class StepsAsPlaces(Model):
    """You count the steps of the window and not its places: there is one place too few along each axis.

    A window of 3 on 3 pixels can take no step. At how many places does it stand?
    """

    def stands(self, steps: int) -> int:
        return steps


@misconception("PAR-26", "every image is a square", read=CONVENTIONS, exercises=WITH_SIZES)
class SquareImages(Model):
    """You count the places along the rows and use that number for the columns too.

    An image of 6 by 50 pixels: how many places are there in one row of the output of a 3×3 window?
    """

    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        down, _ = super().grid(size, kernel, stride, padding, dilation)
        return down, down


@misconception("PAR-56", "dilation takes no room", read=MACS, exercises=("layer_table", "conv_macs"))
class DilationTakesNoRoom(Model):
    """You count the places as if the window were not dilated.

    3 taps with dilation 2 stand at 0, 2 and 4. At how many places does that window stand on 5 pixels?
    """

    def span(self, k: int, _d: int) -> int:
        return k


@misconception("PAR-69", "ignores the stride", read=CONVENTIONS, exercises=WITH_PLACES)
class IgnoresStride(Model):
    """You count the places of a convolution as if its window moved one pixel at a time, whatever stride says.

    A window of 2 moves over 8 pixels in steps of 2. Mark where it starts: how often does it stand?
    """

    def stride_of_conv(self, _stride: Pair) -> Pair:
        return 1


@misconception("PAR-70", "ignores the padding", read=CONVENTIONS, exercises=WITH_PLACES)
class IgnoresPadding(Model):
    """You count the places of a convolution on the image alone, without the zeros around it.

    3 pixels with a zero on each side: at how many places does a window of 3 stand?
    """

    def padding_of_conv(self, _padding: Pair) -> Pair:
        return 0


@misconception("PAR-71", "size over stride", read=CONVENTIONS, exercises=WITH_PLACES)
class SizeOverStride(Model):
    """You count places as the size of the image divided by the stride, rounded down; the window takes no room.

    A window of 5 on 6 pixels with stride 1: can it stand at 6 places?
    """

    def line(self, i: int, _k: int, s: int, _p: int, _d: int) -> int:
        return i // s


@misconception("PAR-72", "size over stride, rounded up", read=CONVENTIONS, exercises=WITH_PLACES)
class SizeOverStrideUp(Model):
    """You count places as the size of the image divided by the stride, rounded up, as SAME padding would have it.

    A window of 5 on 6 pixels with stride 1 and no padding: can it stand at 6 places?
    """

    def line(self, i: int, _k: int, s: int, _p: int, _d: int) -> int:
        return -(-i // s)


@misconception("PAR-73", "parts of a place", read=CONVENTIONS, exercises=WITH_PLACES)
class PartsOfAPlace(Model):
    """You count a last step that does not fit as a part of a place: the division is not rounded down.

    Put a window of 3 on 10 pixels with stride 2 and mark its starts. How many are there, 4 or 4.5?
    """

    def steps(self, free: int, s: int) -> float:  # type: ignore[override]  # that is the mistake
        return free / s


@misconception("PAR-74", "as wide as high", read=CONVENTIONS, exercises=WITH_SIZES)
class SquareImagesByWidth(Model):
    """You count the places along the columns and use that number for the rows too.

    An image of 6 by 50 pixels: how many places are there in one column of the output of a 3×3 window?
    """

    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        _, across = super().grid(size, kernel, stride, padding, dilation)
        return across, across


@misconception(
    "PAR-75", "channels last", read=CONVENTIONS, exercises=("locally_connected_params", "sharing_ratio", "conv_macs")
)
class ChannelsLast(Model):
    """You read `in_shape` as rows, columns and channels, but the channels come first.

    In (3, 8, 6), which number is the height of the image?
    """

    def split(self, in_shape: Shape) -> tuple[int, Shape]:
        return in_shape[2], in_shape[:2]


@misconception("PAR-144", "divides by the stride twice", read=CONVENTIONS, exercises=WITH_PLACES)
class DividesByTheStrideTwice(Model):
    """You divide by the stride, and then divide the places that you have found by it once more.

    A window of 2 moves over 8 pixels in steps of 2. Mark where it starts: how often does it stand?
    """

    def line(self, i: int, k: int, s: int, p: int, d: int) -> int:
        return super().line(i, k, s, p, d) // s


@misconception(
    "PAR-147",
    "rounds down at the end",
    read=CONVENTIONS,
    exercises=("locally_connected_params", "sharing_ratio", "conv_macs"),
)
class RoundsDownAtTheEnd(Model):
    """You make a whole number of the result only, so a last step that does not fit counts as a part of a place.

    Put a window of 3 on 10 pixels with stride 2 and mark its starts. How many are there, 4 or 4.5?
    """

    def steps(self, free: int, s: int) -> float:  # type: ignore[override]  # that is the mistake
        return free / s

    def locally_connected_params(self, *args: Any, **kwargs: Any) -> int:
        return int(super().locally_connected_params(*args, **kwargs))

    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
        return int(self.places(in_shape[1:], kernel, stride, padding))

    def conv_macs(self, *args: Any, **kwargs: Any) -> int:
        return int(super().conv_macs(*args, **kwargs))


@misconception("PAR-156", "the first place is divided too", read=CONVENTIONS, exercises=WITH_PLACES)
class FirstPlaceDivided(Model):
    """You add 1 before you divide by the stride, not after it.

    A window of 3 on 3 pixels with stride 2: at how many places does it stand, and what does your line give?
    """

    def line(self, i: int, k: int, s: int, p: int, d: int) -> int:
        return self.steps(self.padded(i, p) - self.span(k, d) + 1, s)
