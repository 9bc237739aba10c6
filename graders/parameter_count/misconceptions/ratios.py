"""Mistakes about what sharing saves: the ratio of an unshared layer to a shared one."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import SHARING
from ..layers import Shape
from ..model import Model
from ..windows import Pair

RATIO = ("sharing_ratio",)


@misconception("PAR-28", "one axis only", read=SHARING, exercises=RATIO)
class OneAxisOnly(Model):
    """You count the places along one axis only.

    The output has 4 rows and 5 columns. At how many places does the window stand in all?
    """

    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
        return self.grid(in_shape[1:], kernel, stride, padding)[0]


@misconception("PAR-29", "counts taps, not places", read=SHARING, exercises=RATIO)
class TapsAsPlaces(Model):
    """Your ratio is the number of weights of one filter, not the number of places that share it.

    Make the image larger and keep the kernel. Is a filter shared by more places then, or by as many?
    """

    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
        del stride, padding
        return self.weights(in_shape[0], 1, kernel)


@misconception("PAR-76", "shared by unshared", read=SHARING, exercises=RATIO)
class SharedByUnshared(Model):
    """You divide the parameters of the shared layer by those of the unshared one.

    12 parameters with sharing and 144 without: how many times fewer are 12?
    """

    def times_fewer(self, unshared: int, shared: int) -> float:
        return shared / unshared


@misconception("PAR-77", "shared by unshared, rounded down", read=SHARING, exercises=RATIO)
class SharedByUnsharedDown(Model):
    """You divide the parameters of the shared layer by those of the unshared one, and round down, mostly to 0.

    12 parameters with sharing and 144 without: how many times fewer are 12?
    """

    def times_fewer(self, unshared: int, shared: int) -> float:
        return shared // unshared


@misconception("PAR-78", "channels share too", read=SHARING, exercises=RATIO)
class ChannelsShareToo(Model):
    """You multiply the places with the channels of the image.

    At one place, does a filter use the same weights for red and for green?
    """

    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> float:
        return in_shape[0] * super().sharing_ratio(in_shape, kernel, stride, padding)


@misconception("PAR-79", "image over window", read=SHARING, exercises=RATIO)
class ImageOverWindow(Model):
    """You divide the pixels of the image by those of the window, as if windows stood side by side.

    A window of 3 on 5 pixels with stride 1: where does it stand first, and where next?
    """

    def places(self, size: Shape, kernel: Pair, _stride: Pair = 1, _padding: Pair = 0, _dilation: Pair = 1) -> int:
        return prod(size) // self.area(kernel)
