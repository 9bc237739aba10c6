"""Mistakes about kernels with a purpose."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES
from ..images import Array
from ..model import Model
from ..planes_model import LAPLACE

DESIGN = ("design_kernel",)


@misconception("FIL-20a", "blurs with ones", read=EXERCISES, exercises=DESIGN)
class BlursWithOnes(Model):
    """The weights of your blur sum to 9: images get nine times as bright.

    What does your blur make of an image of all 5?
    """

    def blurring(self) -> Array:
        return np.ones((3, 3))


@misconception("FIL-20b", "blurs with a bell", read=EXERCISES, exercises=DESIGN)
class BlursWithABell(Model):
    """You give the middle more weight than the corners; here all nine count the same.

    Put a single 9 into an image of zeros. Is the blurred spot flat?
    """

    def blurring(self) -> Array:
        return np.outer([1.0, 2.0, 1.0], [1.0, 2.0, 1.0]) / 16


@misconception("FIL-20c", "rounds the ninths", read=EXERCISES, exercises=DESIGN)
class RoundsTheNinths(Model):
    """The weights of your blur do not sum to 1: a ninth was rounded.

    What does your blur make of an image of all 1000?
    """

    def blurring(self) -> Array:
        return np.full((3, 3), 0.11)


@misconception("FIL-20d", "blurs without the middle", read=EXERCISES, exercises=DESIGN)
class BlursWithoutTheMiddle(Model):
    """You average the eight neighbors, and leave the pixel itself out.

    How many pixels does a 3×3 neighborhood have?
    """

    def blurring(self) -> Array:
        kernel = np.full((3, 3), 1 / 8)
        kernel[1, 1] = 0
        return kernel


@misconception("FIL-21", "exchanges the edges", read=EXERCISES, exercises=DESIGN)
class ExchangesTheEdges(Model):
    """Your kernel for vertical edges responds to horizontal ones, and the other way around.

    Draw a vertical edge. In which direction do you walk to cross it?
    """

    def edge(self, vertical: bool) -> Array:
        return super().edge(not vertical)


@misconception("FIL-22a", "sharpens to black", read=EXERCISES, exercises=DESIGN)
class SharpensToBlack(Model):
    """The weights of your sharpening sum to 0: only the edges are left of an image.

    What does your kernel make of an image of all 5?
    """

    kept = 0.0


@misconception("FIL-22b", "responds to edges of all directions", read=EXERCISES, exercises=DESIGN)
class AnswersToAllEdges(Model):
    """Your edge kernels respond to steps in both directions alike.

    Show your kernel a step from top to bottom, then one from left to right.
    """

    def edge(self, vertical: bool) -> Array:
        return LAPLACE


@misconception("FIL-22c", "sharpens by a blur", read=EXERCISES, exercises=DESIGN)
class SharpensByABlur(Model):
    """Your sharpening takes the sharp part away instead of adding it: neighbors count for more, the pixel for less.

    Put a bright dot into an image of zeros. Is it brighter after your kernel?
    """

    def details(self) -> Array:
        return -super().details()


@misconception("FIL-42a", "moves content the other way", read=EXERCISES, exercises=DESIGN)
class MovesTheOtherWay(Model):
    """Your four shifts move the content the opposite way.

    Content that moves right comes from the left. On which side of the kernel must the 1 be?
    """

    def copied_from(self, row: int, column: int) -> tuple[int, int]:
        return 2 - row, 2 - column


@misconception("FIL-42b", "moves left for right", read=EXERCISES, exercises=DESIGN)
class MovesLeftForRight(Model):
    """You exchange left and right; up and down are as they should be.

    Content that moves right comes from the left. On which side of the kernel must the 1 be?
    """

    def copied_from(self, row: int, column: int) -> tuple[int, int]:
        return row, 2 - column


@misconception("FIL-42c", "moves up for down", read=EXERCISES, exercises=DESIGN)
class MovesUpForDown(Model):
    """You exchange up and down; left and right are as they should be.

    Content that moves down comes from above. In which row of the kernel must the 1 be?
    """

    def copied_from(self, row: int, column: int) -> tuple[int, int]:
        return 2 - row, column


@misconception("FIL-42d", "exchanges rows and columns of a shift", read=EXERCISES, exercises=DESIGN)
class ExchangesRowsAndColumnsOfAShift(Model):
    """You exchange rows and columns: your shifts to the side move content up or down.

    A kernel is indexed [row, column]. In which row is the 1 of a kernel that copies the left neighbor?
    """

    def copied_from(self, row: int, column: int) -> tuple[int, int]:
        return column, row
