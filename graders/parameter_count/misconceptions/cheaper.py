"""Mistakes about layers that save parameters: separable convolutions and bottlenecks."""

from __future__ import annotations

from receptive.grader import misconception

from ..counts import Weights
from ..headings import CHEAPER
from ..model import Model
from ..windows import Pair

SEPARABLE = ("separable_params",)
BOTTLENECK = ("bottleneck_saving",)


@misconception(
    "PAR-31",
    "leaves out the pointwise part",
    says="You count the depthwise part of the separable convolution only.",
    ask="Behind the depthwise part, which layer makes c_out channels of c_in?",
    read=CHEAPER,
    exercises=SEPARABLE,
)
class NoPointwisePart(Model):
    def pointwise(self, _c_in: int, _c_out: int, _kernel: Pair, _bias: bool) -> int:
        return 0


@misconception(
    "PAR-32",
    "the depthwise part has no bias",
    says="Only the pointwise part has biases in your count.",
    ask="Two convolutions in a row, each with bias=True: how many biases has the first one?",
    read=CHEAPER,
    exercises=SEPARABLE,
)
class DepthwiseWithoutBias(Model):
    def depthwise(self, c_in: int, kernel: Pair, _bias: bool) -> int:
        return self.convolution(c_in, c_in, kernel, False, groups=c_in)


@misconception(
    "PAR-33",
    "the pointwise part has the large kernel",
    says="Your pointwise part uses the large kernel once more.",
    ask="What is pointwise about a filter that reads 3 by 3 pixels?",
    read=CHEAPER,
    exercises=SEPARABLE,
)
class LargePointwiseKernel(Model):
    def pointwise(self, c_in: int, c_out: int, kernel: Pair, bias: bool) -> int:
        return self.convolution(c_in, c_out, kernel, bias)


@misconception(
    "PAR-34",
    "upside down",
    says="You divide the detour by the direct way.",
    ask="If a detour saves much, should the number be large or small?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class UpsideDown(Model):
    def ratio(self, direct: int, detour: int) -> float:
        return self.divided(detour, direct)


@misconception(
    "PAR-35",
    "biases in the bottleneck",
    says="You count biases in the bottleneck's ratio, but it compares weights.",
    ask="Take 2 channels everywhere and a 1×1 kernel: 4 weights directly. How many does your function see?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class BiasesInTheBottleneck(Model):
    def compared(self, c_in: int, c_out: int, kernel: Pair) -> int:
        return self.convolution(c_in, c_out, kernel)


@misconception(
    "PAR-36",
    "wide first",
    says="Your detour uses the large kernel first, on all channels, and the 1×1 afterwards.",
    ask="If the large kernel reads all c_in channels, which channels has the 1×1 saved it from?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class WideFirst(Model):
    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, kernel), (c_mid, c_out, 1)]


@misconception(
    "PAR-37",
    "the 1×1 is free",
    says="You leave the weights of the 1×1 convolution out.",
    ask="How many numbers has a 1×1 filter that reads 64 channels?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class FreePointwise(Model):
    def detour(self, _c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_mid, c_out, kernel)]


@misconception(
    "PAR-38",
    "rounds the ratio",
    says="You round the saving down to a whole number.",
    ask="36 weights directly and 10 on the detour: is that 3 times or 3.6 times?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class RoundsTheRatio(Model):
    def divided(self, number: int, by: int) -> float:
        return number // by


@misconception(
    "PAR-39",
    "three layers of detour",
    says="Your detour has a third layer, a 1×1 back to c_out.",
    ask="Which layer of the detour in this exercise puts out c_out channels?",
    read=CHEAPER,
    exercises=BOTTLENECK,
)
class ThreeLayersOfDetour(Model):
    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, 1), (c_mid, c_mid, kernel), (c_mid, c_out, 1)]
