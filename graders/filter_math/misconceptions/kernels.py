"""Mistakes about how a kernel lies on a window."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import LAYERS, PATCH, PLANE, PLANES
from ..images import Array
from ..model import Model


@misconception("FIL-1a", "flips the kernel", read=PLANE, exercises=("cross_correlate2d", *LAYERS))
class FlipsTheKernel(Model):
    """You turn the kernel by half a turn where it should lie as it is written.

    Slide the kernel 1 10 over 1 2 4 by hand. Which pixel of a window meets the 10?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel[..., ::-1, ::-1]


@misconception("FIL-1b", "does not flip in a true convolution", read=PLANE, exercises=("convolve2d",))
class DoesNotFlip(Model):
    """You apply the kernel as it is written, but a convolution in signal processing turns it first.

    Slide 1 10 over 1 2 4 in both ways. Which one gives 12 24?
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

    Print your kernel right before the product. Where is the number now that was at the end of the first row?
    """

    def laid(self, kernel: Array) -> Array:
        return kernel.swapaxes(-1, -2)

    def flipped(self, kernel: Array) -> Array:
        return kernel.T


@misconception("FIL-3b", "turns the kernel by a quarter", read=PLANE, exercises=PLANES)
class TurnsByAQuarter(Model):
    """You turn the kernel by a quarter of a turn.

    Print your kernel right before the product. Where is the number now that was at the end of the first row?
    """

    def laid(self, kernel: Array) -> Array:
        return np.rot90(kernel)

    def flipped(self, kernel: Array) -> Array:
        return np.rot90(kernel)


@misconception("FIL-37", "multiplies as matrices", read=PATCH, exercises=("patch_dot", *PLANES))
class MultipliesAsMatrices(Model):
    """You take the matrix product of window and kernel; here each pixel meets the one weight in its place.

    Work out the window 1 0 / 3 1 with the kernel 1 2 / 0 -1 by hand: which products does @ make, and which belong here?
    """

    def multiplied(self, window: Array, weights: Array) -> Array:
        return window @ weights
