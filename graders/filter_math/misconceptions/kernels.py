"""Mistakes about how a kernel lies on a window."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import LAYERS, PLANE, PLANES
from ..images import Array
from ..model import Model


@misconception(
    "FIL-1a",
    "flips the kernel",
    read=PLANE,
    exercises=("cross_correlate2d", *LAYERS, "design_kernel", "conv2d_backward"),
)
class FlipsTheKernel(Model):
    """You turn the kernel by half a turn where it should lie as it is written.

    Slide the kernel 1 10 over 1 2 4 by hand. Which pixel of a window meets the 10?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel[..., ::-1, ::-1]


@misconception("FIL-1b", "does not flip in a true convolution", read=PLANE, exercises=("convolve2d",))
class DoesNotFlip(Model):
    """You lay the kernel down as it is written, but a convolution in signal processing turns it first.

    Slide 1 10 over 1 2 4 in both ways. Which of the two gives 12 24?
    """

    def flipped(self, kernel: Array) -> Array:
        return kernel


@misconception("FIL-2a", "flips left and right only", read=PLANE, exercises=(*PLANES, *LAYERS))
class FlipsLeftAndRight(Model):
    """You mirror the kernel from left to right, and leave top and bottom as they are.

    Try a kernel that is one column wide. Does your flip change it?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel[..., ::-1]

    def flipped(self, kernel: Array) -> Array:
        return kernel[..., ::-1]


@misconception("FIL-2b", "flips top and bottom only", read=PLANE, exercises=(*PLANES, *LAYERS))
class FlipsTopAndBottom(Model):
    """You mirror the kernel from top to bottom, and leave left and right as they are.

    Try a kernel that is one row high. Does your flip change it?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel[..., ::-1, :]

    def flipped(self, kernel: Array) -> Array:
        return kernel[..., ::-1, :]


@misconception("FIL-3", "transposes the kernel", read=PLANE, exercises=(*PLANES, *LAYERS))
class Transposes(Model):
    """You exchange the rows and the columns of the kernel.

    Print your kernel right before the product. Where did the number go that stood at the end of the first row?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel.swapaxes(-1, -2)

    def flipped(self, kernel: Array) -> Array:
        return kernel.T
