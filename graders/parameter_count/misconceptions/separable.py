"""Mistakes about separable convolutions: the depthwise and the pointwise part."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import CHEAPER
from ..model import Model
from ..windows import Pair

SEPARABLE = ("separable_params",)


@misconception("PAR-31", "leaves out the pointwise part", read=CHEAPER, exercises=SEPARABLE)
class NoPointwisePart(Model):
    """You count the depthwise part of the separable convolution only.

    After the depthwise part, which layer turns c_in channels into c_out?
    """

    def pointwise(self, _c_in: int, _c_out: int, _kernel: Pair, _bias: bool) -> int:
        return 0


@misconception("PAR-32", "the depthwise part has no bias", read=CHEAPER, exercises=SEPARABLE)
class DepthwiseWithoutBias(Model):
    """Only the pointwise part has biases in your count.

    Two convolutions in a row, each with bias=True: how many biases does the first one have?
    """

    def depthwise_has_biases(self, _bias: bool) -> bool:
        return False


@misconception("PAR-33", "the pointwise part has the large kernel", read=CHEAPER, exercises=SEPARABLE)
class LargePointwiseKernel(Model):
    """Your pointwise part uses the large kernel once more.

    What is pointwise about a filter that reads 3 by 3 pixels?
    """

    def pointwise(self, c_in: int, c_out: int, kernel: Pair, bias: bool) -> int:
        return self.convolution(c_in, c_out, kernel, bias)


@misconception("PAR-112", "the pointwise part has no bias", read=CHEAPER, exercises=SEPARABLE)
class PointwiseWithoutBias(Model):
    """Only the depthwise part has biases in your count.

    Two convolutions in a row, each with bias=True: how many biases does the second one have?
    """

    def pointwise(self, c_in: int, c_out: int, _kernel: Pair, _bias: bool) -> int:
        return self.convolution(c_in, c_out, 1, False)


@misconception("PAR-113", "leaves out the depthwise part", read=CHEAPER, exercises=SEPARABLE)
class NoDepthwisePart(Model):
    """You count the pointwise part of the separable convolution only.

    Which layer looks at the pixels around a pixel, if the pointwise filters are 1×1?
    """

    def depthwise(self, _c_in: int, _c_out: int, _kernel: Pair, _bias: bool) -> int:
        return 0


@misconception("PAR-114", "biases of c_out in both parts", read=CHEAPER, exercises=SEPARABLE)
class BiasesOfTheOutput(Model):
    """Your depthwise part has `c_out` biases.

    3 channels to 7: how many filters does the depthwise part have, and so how many biases?
    """

    def depthwise(self, c_in: int, c_out: int, kernel: Pair, bias: bool) -> int:
        return self.weights(c_in, c_in, kernel, groups=c_in) + (c_out if bias else 0)


@misconception("PAR-115", "depthwise on the output channels", read=CHEAPER, exercises=SEPARABLE)
class DepthwiseOnTheOutput(Model):
    """Your depthwise part has `c_out` filters, as if it came after the pointwise part.

    The depthwise part comes first. How many channels does it take, and so how many filters does it have?
    """

    def depthwise(self, _c_in: int, c_out: int, kernel: Pair, bias: bool) -> int:
        return self.convolution(c_out, c_out, kernel, bias, groups=c_out)


@misconception("PAR-116", "one depthwise filter", read=CHEAPER, exercises=SEPARABLE)
class OneDepthwiseFilter(Model):
    """Your depthwise part has one filter, which all channels share.

    "Each channel has a filter of its own": how many filters is that for 8 channels?
    """

    def depthwise(self, _c_in: int, _c_out: int, kernel: Pair, bias: bool) -> int:
        return self.convolution(1, 1, kernel, bias)
