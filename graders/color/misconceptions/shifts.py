"""Mistakes about shifting an image and comparing two of them."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import SHIFTS
from ..images import Array
from ..model import Model


@misconception("COL-12", "equivariant is invariant", read=SHIFTS, exercises=("equivariance_error",))
class EquivariantIsInvariant(Model):
    """You compare with the result for the image in its old place; that asks whether nothing changes at all.

    A bright dot is blurred. Move the dot by three pixels: where should the blurred dot be?
    """

    def moved_along(self, after: Array, _step: tuple[int, int]) -> Array:
        return after


@misconception("COL-42", "what leaves comes back", read=SHIFTS, exercises=("equivariance_error",))
class WhatLeavesComesBack(Model):
    """Your shift brings back on one side what left on the other; zeros should come in.

    Shift [[1, 2, 3]] by (0, 1). What is in the first column?
    """

    def shifted(self, img: Array, step: tuple[int, int]) -> Array:
        return np.roll(img, step, axis=(0, 1))


@misconception("COL-43", "shifts the other way", read=SHIFTS, exercises=("equivariance_error",))
class ShiftsTheOtherWay(Model):
    """You shift up and left where down and right are meant.

    Shift [[1, 2, 3]] by (0, 1). Where is the 1 now?
    """

    def forward(self, part: int) -> int:
        return -part


@misconception("COL-44", "takes columns for rows", read=SHIFTS, exercises=("equivariance_error",))
class TakesColumnsForRows(Model):
    """You move the columns by the first number and the rows by the second; it is the other way around.

    Where does the pixel in row 2, column 3 go when the shift is (1, 0)?
    """

    def rows_and_columns(self, shift: tuple[int, int]) -> tuple[int, int]:
        columns, rows = shift
        return rows, columns


@misconception("COL-45", "the mean difference", read=SHIFTS, exercises=("equivariance_error",))
class TheMeanDifference(Model):
    """You average the differences; the largest one is required.

    A function fails at a single pixel. Does your number show it on a large image?
    """

    def worst(self, differences: Array) -> float:
        return float(differences.mean())


@misconception("COL-46", "compares the border too", read=SHIFTS, exercises=("equivariance_error",))
class ComparesTheBorderToo(Model):
    """You compare all pixels, also those at the border that know about the outside.

    Is a blur equivariant? What does your code say about it, and at which pixels does it find the difference?
    """

    def border(self, _size: int, _step: int) -> int:
        return 0


@misconception("COL-47", "a border for the shift only", read=SHIFTS, exercises=("equivariance_error",))
class ABorderForTheShiftOnly(Model):
    """You leave out as many rows and columns as the shift has; a quarter of the size is missing.

    With 12 rows and a shift of two rows, which rows do you compare? Count the border in the README's way.
    """

    def border(self, _size: int, step: int) -> int:
        return abs(step)


@misconception("COL-48", "differences below zero do not count", read=SHIFTS, exercises=("equivariance_error",))
class BelowZeroDoesNotCount(Model):
    """You take the largest difference with its sign, so a large negative one is not seen.

    Which of -5 and 1 is the larger difference between two images?
    """

    def size(self, difference: Array) -> Array:
        return difference
