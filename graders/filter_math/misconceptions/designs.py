"""Mistakes about kernels with a purpose."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES
from ..images import Array
from ..model import LAPLACE, Model


@misconception("FIL-20a", "blurs with ones", read=EXERCISES, exercises=("design_kernel",))
class BlursWithOnes(Model):
    """The weights of your blur sum to 9: images get nine times as bright.

    What does your blur make of an image of all 5?
    """

    def blurring(self) -> Array:
        return np.ones((3, 3))


@misconception("FIL-20b", "blurs with a bell", read=EXERCISES, exercises=("design_kernel",))
class BlursWithABell(Model):
    """You give the middle more weight than the corners; here all nine count the same.

    Put a single 9 into an image of zeros. Is the blurred spot flat?
    """

    def blurring(self) -> Array:
        return np.outer([1.0, 2.0, 1.0], [1.0, 2.0, 1.0]) / 16


@misconception("FIL-21", "exchanges the edges", read=EXERCISES, exercises=("design_kernel",))
class ExchangesTheEdges(Model):
    """Your kernel for vertical edges answers to horizontal ones, and the other way round.

    Draw a vertical edge. In which direction do you walk to cross it?
    """

    def edge(self, vertical: bool) -> Array:
        return super().edge(not vertical)


@misconception("FIL-22a", "sharpens to black", read=EXERCISES, exercises=("design_kernel",))
class SharpensToBlack(Model):
    """The weights of your sharpening sum to 0: only the edges are left of an image.

    What does your kernel make of an image of all 5?
    """

    kept = 0.0


@misconception("FIL-22b", "answers to edges of all directions", read=EXERCISES, exercises=("design_kernel",))
class AnswersToAllEdges(Model):
    """Your edge kernels answer to steps in both directions alike.

    Show your kernel a step from top to bottom, then one from left to right.
    """

    def edge(self, vertical: bool) -> Array:
        return LAPLACE
