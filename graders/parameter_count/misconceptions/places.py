"""Mistakes about places: at how many a window stands."""

from __future__ import annotations

from math import prod

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


@misconception(
    "PAR-18b",
    "as many places as pixels",
    says="You take each pixel of the input for a place, not each number of the output.",
    ask="A window moves 2 pixels at a time over 8 pixels. Does it multiply at pixel 1, or does it jump over it?",
    read=MACS,
    exercises=WITH_PLACES,
)
class PlacesAsPixels(Model):
    def places(self, size: Shape, _kernel: Pair, _stride: Pair = 1, _padding: Pair = 0, _dilation: Pair = 1) -> int:
        return prod(size)


@misconception(
    "PAR-23",
    "rounds places up",
    says="You count a last place although the window does not fit there.",
    ask="Put a window of 3 on 10 pixels with stride 2 and mark its starts. Is there room for one at 8?",
    read=CONVENTIONS,
    exercises=("locally_connected_params", "sharing_ratio", "layer_table", "conv_macs", "memory_bytes"),
)
class RoundsUp(Model):
    def steps(self, free: int, s: int) -> int:
        return -(-free // s)


@misconception(
    "PAR-24",
    "pads on one side",
    says="You make the image longer by the padding once, not on both sides.",
    ask="3 pixels with padding 1: write the line down, zeros included. How long is it?",
    read=CONVENTIONS,
    exercises=WITH_PLACES,
)
class PadsOneSide(Model):
    def padded(self, i: int, p: int) -> int:
        return i + p


@misconception(
    "PAR-25",
    "forgets the first place",
    says="You count the steps of the window and not its places: there is one place less along each axis.",
    ask="A window of 3 on 3 pixels can take no step. At how many places does it stand?",
    read=SHARING,
    exercises=WITH_SIZES,
)
class StepsAsPlaces(Model):
    def stands(self, steps: int) -> int:
        return steps


@misconception(
    "PAR-26",
    "every image is a square",
    says="You count the places along the rows and use that number for the columns too.",
    ask="An image of 6 by 50 pixels: how many places are there in one row of the output of a 3×3 window?",
    read=CONVENTIONS,
    exercises=WITH_SIZES,
)
class SquareImages(Model):
    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        down, _ = super().grid(size, kernel, stride, padding, dilation)
        return down, down


@misconception(
    "PAR-28",
    "one axis only",
    says="You count the places along one axis only.",
    ask="The output has 4 rows and 5 columns. At how many places does the window stand in all?",
    read=SHARING,
    exercises=("sharing_ratio",),
)
class OneAxisOnly(Model):
    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
        return self.grid(in_shape[1:], kernel, stride, padding)[0]


@misconception(
    "PAR-29",
    "counts taps, not places",
    says="Your ratio is the number of weights of one filter, not the number of places that share it.",
    ask="Make the image larger and keep the kernel. Is a filter shared by more places then, or by as many?",
    read=SHARING,
    exercises=("sharing_ratio",),
)
class TapsAsPlaces(Model):
    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
        del stride, padding
        return self.weights(in_shape[0], 1, kernel)


@misconception(
    "PAR-56",
    "dilation takes no room",
    says="You count the places as if the window were not dilated.",
    ask="3 taps with dilation 2 stand at 0, 2 and 4. At how many places does that window stand on 5 pixels?",
    read=MACS,
    exercises=("layer_table", "conv_macs"),
)
class DilationTakesNoRoom(Model):
    def span(self, k: int, _d: int) -> int:
        return k
