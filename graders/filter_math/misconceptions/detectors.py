"""Mistakes about detectors: what is added, where it is looked for, and how much of it is enough."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from receptive.grader import misconception

from ..detectors_model import DOWN, INSIDE, OUTSIDE, SIDEWAYS, Part
from ..headings import DETECTORS
from ..images import Array
from ..model import Model

DETECTOR = ("build_detector",)


@misconception("FIL-60a", "forgets the ReLU between", read=DETECTORS, exercises=DETECTOR)
class ForgetsTheReluBetween(Model):
    """You count on negative responses of layer one; a weight of -1 should make them positive. ReLU has made them 0.

    Brightness falls from 1 to 0. What does -1 0 1 give there, what is left of it after ReLU, and which kernel gives 1?
    """

    def looked_at(self, part: Part) -> dict[int, float]:
        return {2 * part.direction: 1.0 if part.rises else -1.0}


@misconception("FIL-60b", "knows bright shapes only", read=DETECTORS, exercises=DETECTOR)
class KnowsBrightShapesOnly(Model):
    """You find a shape that is brighter than what is around it, and miss the same shape in dark.

    Exchange bright and dark in a picture. Which of your maps of layer one are still positive where you look?
    """

    def looked_at(self, part: Part) -> dict[int, float]:
        return {2 * part.direction + (0 if part.rises else 1): 1.0}


@misconception("FIL-61a", "is content with one edge", read=DETECTORS, exercises=DETECTOR)
class IsContentWithOneEdge(Model):
    """Your bias is so small that one edge is enough. A straight edge is then a corner already.

    What does layer two add up at a straight edge, and what at the shape? On which side of the bias does each lie?
    """

    def enough(self, parts: int) -> float:
        return 0.5


@misconception("FIL-61b", "sets no threshold", read=DETECTORS, exercises=DETECTOR)
class SetsNoThreshold(Model):
    """Your bias is 0. A sum of numbers that ReLU let through is positive wherever anything changes, noise included.

    What is the largest sum that layer two makes of something that is not the shape?
    """

    def enough(self, parts: int) -> float:
        return 0.0


@misconception("FIL-61c", "adds the threshold", read=DETECTORS, exercises=DETECTOR)
class AddsTheThreshold(Model):
    """Your bias is positive. It is added to every sum, so the map is positive on an even area, too.

    All pixels are equal. What does layer two add up, and what comes out once your bias is added?
    """

    def enough(self, parts: int) -> float:
        return -super().enough(parts)


@misconception("FIL-61d", "lets one part be missing", read=DETECTORS, exercises=DETECTOR)
class LetsOnePartBeMissing(Model):
    """Your bias lets pass what has all parts of the shape but one.

    Take one side of a ring away and add up the rest. Is it still more than your bias takes off?
    """

    def enough(self, parts: int) -> float:
        return super().enough(parts - 1)


@misconception("FIL-61e", "finds only strong shapes", read=DETECTORS, exercises=DETECTOR)
class FindsOnlyStrongShapes(Model):
    """Your bias takes off more than a faint shape adds up to: you find those of the highest contrast only.

    What does layer two add up at a shape that is brighter by 1, and how much of it is left after your bias?
    """

    def enough(self, parts: int) -> float:
        return 1.1 * parts


@misconception("FIL-62a", "finds the upper right corner", read=DETECTORS, exercises=DETECTOR)
class FindsTheUpperRightCorner(Model):
    """You find the upper right corner of a rectangle.

    You stand on the upper left corner. On which side of you does the horizontal edge go on?
    """

    def corner_parts(self) -> tuple[Part, ...]:
        return mirrored(super().corner_parts(), columns=True)


@misconception("FIL-62b", "finds the lower left corner", read=DETECTORS, exercises=DETECTOR)
class FindsTheLowerLeftCorner(Model):
    """You find the lower left corner of a rectangle.

    Row 0 of a kernel lies on top. From the upper left corner, does the vertical edge go up or down?
    """

    def corner_parts(self) -> tuple[Part, ...]:
        return mirrored(super().corner_parts(), columns=False)


@misconception("FIL-62c", "turns the kernel of layer two", read=DETECTORS, exercises=DETECTOR)
class TurnsTheKernelOfLayerTwo(Model):
    """Your kernel of layer two is turned by half a turn, so that the lower right corner is found.

    A kernel lies on the map as it is written. Which cell of the window does its lower left weight meet?
    """

    def laid_on_edges(self, second: Array) -> Array:
        return second[:, :, ::-1, ::-1].copy()


@misconception("FIL-63", "exchanges vertical and horizontal edges", read=DETECTORS, exercises=DETECTOR)
class ExchangesUprightAndLevelEdges(Model):
    """You exchange the two directions: layer two looks for vertical edges where the horizontal ones are.

    Which kernel responds to a vertical edge, -1 0 1 in each row or -1 0 1 in each column? Where in first is it?
    """

    def crossed(self, part: Part) -> Part:
        return replace(part, direction=1 - part.direction)


@misconception("FIL-64", "looks at one place for everything", read=DETECTORS, exercises=DETECTOR)
class LooksAtOnePlaceForEverything(Model):
    """Layer two looks at one and the same cell for all edges. There they are weak, or not at all.

    At the very corner a window of 3×3 sees two thirds of each edge. Where does it see all of the one, all of the other?
    """

    def laid_on_edges(self, second: Array) -> Array:
        middle = np.zeros_like(second)
        middle[:, :, 3, 3] = second.sum(axis=(2, 3))
        return middle


@misconception("FIL-65a", "looks at the outline only", read=DETECTORS, exercises=DETECTOR)
class LooksAtTheOutlineOnly(Model):
    """You look at the outer edges of the ring only. A filled disc has the same ones.

    Which edges does a ring have that a disc does not?
    """

    def ring_parts(self) -> tuple[Part, ...]:
        return OUTSIDE


@misconception("FIL-65b", "forgets the bottom of the ring", read=DETECTORS, exercises=DETECTOR)
class ForgetsTheBottomOfTheRing(Model):
    """You look at three sides of the ring and not at the bottom: a ring that is open there is one for you.

    Cover the lower side of a ring with your finger. Which of your weights notices?
    """

    def ring_parts(self) -> tuple[Part, ...]:
        return tuple(part for part in super().ring_parts() if part.direction == SIDEWAYS or part.row < 3)


@misconception("FIL-65c", "looks left and right only", read=DETECTORS, exercises=DETECTOR)
class LooksLeftAndRightOnly(Model):
    """You look at the left and the right side of the ring, and never above or below.

    What has a left and a right side as the ring has, and is none?
    """

    def ring_parts(self) -> tuple[Part, ...]:
        return tuple(part for part in INSIDE if part.direction == SIDEWAYS)


def mirrored(parts: tuple[Part, ...], columns: bool) -> tuple[Part, ...]:
    """The parts of a corner, for the one on the other side; what rises from the left falls from the right."""
    last = max(max(part.row, part.column) for part in parts)
    return tuple(
        Part(part.direction, part.rises != (part.direction == SIDEWAYS), part.row, last - part.column)
        if columns
        else Part(part.direction, part.rises != (part.direction == DOWN), last - part.row, part.column)
        for part in parts
    )
