"""Code that raises where it should not. What is said holds whatever makes it raise; the question says what may."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import BACKWARD, CONVENTIONS, EXERCISES, LAYERS, MOVED, PADDED, PLANES, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines

ALL = ("patch_dot", *PLANES, "zero_pad2d", *MOVED, *BACKWARD)
KERNELS = ("im2col", *POOLS, "max_pool2d_backward")


class Refused(ValueError):
    """What the code raises."""


def refuse_if(refused: bool) -> None:
    if refused:
        raise Refused


@misconception("FIL-24p", "raises with padding", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward"))
class RaisesWithPadding(Model):
    """Your code raises wherever there is padding.

    Print the size by which you count windows: 3 pixels with padding 1 are 5. Has the padding been added once?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        refuse_if(any(self.both(padding)))
        return super().padding_of(padding, kernel)


@misconception("FIL-24q", "raises without padding", read=CONVENTIONS, exercises=("avg_pool2d", "conv2d_backward"))
class RaisesWithoutPadding(Model):
    """Your code raises where there is no padding.

    Print np.arange(5)[0:-0]. Do you cut, or fill, a slice such as [p:-p] where p is 0?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        refuse_if(not all(self.both(padding)))
        return super().padding_of(padding, kernel)


@misconception("FIL-7f", "raises with a stride", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class RaisesWithAStride(Model):
    """Your code raises wherever a stride other than 1 is given.

    Row 1 2 3 4 with stride 2 and a window of 1: print where your windows begin. Which line raises, and at which window?
    """

    def given(self, stride: Pair) -> Pair:
        refuse_if(self.both(stride) != (1, 1))
        return super().given(stride)


@misconception("FIL-26e", "raises without a stride", read=EXERCISES, exercises=(*POOLS, "max_pool2d_backward"))
class RaisesWithoutAStride(Model):
    """Your code raises where no stride is given.

    What is stride then, and what should be used in its place?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        refuse_if(stride is None)
        return super().pool_step(kernel, stride)


@misconception("FIL-25f", "raises with dilation", read=CONVENTIONS, exercises=LAYERS)
class RaisesWithDilation(Model):
    """Your code raises wherever the dilation is not 1.

    Two taps that lie 2 apart: how many pixels do they span? Print the shapes of your last window and of the kernel.
    """

    def apart(self, dilation: Pair) -> Lines:
        refuse_if(self.both(dilation) != (1, 1))
        return super().apart(dilation)


@misconception(
    "FIL-31i", "takes no pair as a kernel", read=CONVENTIONS, exercises=("im2col", *POOLS, "max_pool2d_backward")
)
class TakesNoPairAsAKernel(Model):
    """Your code raises where the kernel is a pair; a single number for both directions is fine.

    Call it with the kernel (1, 2). Which line raises, and what would it need to know?
    """

    def kernel_given(self, kernel: Pair) -> Lines:
        refuse_if(isinstance(kernel, tuple))
        return super().kernel_given(kernel)


@misconception("FIL-35g", "raises on several images", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class RaisesOnSeveralImages(Model):
    """Your code raises as soon as a batch holds several images.

    Try two images. Which line raises, and which shapes meet there?
    """

    def taken(self, x: Array) -> Array:
        refuse_if(len(x) > 1)
        return x


@misconception("FIL-4f", "raises on several channels", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class RaisesOnSeveralChannels(Model):
    """Your code raises as soon as an image has several channels.

    Try two channels. Which line raises, and which shapes meet there?
    """

    def taken(self, x: Array) -> Array:
        refuse_if(x.shape[1] > 1)
        return x


@misconception("FIL-12p", "raises where height and width differ", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class RaisesWhereHeightAndWidthDiffer(Model):
    """Your code raises on images that are not square.

    Try an image of 3 rows and 5 columns. Which line raises, and does it use the one size for the other?
    """

    def taken(self, x: Array) -> Array:
        refuse_if(x.shape[2] != x.shape[3])
        return x


@misconception("FIL-45", "always raises", read=EXERCISES, exercises=ALL)
class RaisesAlways(Model):
    """Your code raises for every input.

    Which line raises? Print what is in it. Is a size a float, such as 2.0, where a whole number is needed?
    """

    def numbers(self, array: Array) -> Array:
        raise Refused

    def taken(self, x: Array) -> Array:
        raise Refused
