"""Mistakes about shifting an image and comparing two of them."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import SHIFTS
from ..images import Array
from ..model import Model


@misconception(
    "COL-12",
    "equivariant is invariant",
    says="You compare with the result for the image in its old place; that asks whether nothing changes at all.",
    ask="A bright dot is blurred. Move the dot by three pixels: where should the blurred dot be?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class EquivariantIsInvariant(Model):
    def moved_along(self, after: Array, _step: tuple[int, int]) -> Array:
        return after


@misconception(
    "COL-42",
    "what leaves comes back",
    says="Your shift brings back on one side what has left on the other; zeros should come in.",
    ask="Shift [[1, 2, 3]] by (0, 1). What stands in the first column?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class WhatLeavesComesBack(Model):
    def shifted(self, img: Array, step: tuple[int, int]) -> Array:
        return np.roll(img, step, axis=(0, 1))


@misconception(
    "COL-43",
    "shifts the other way",
    says="You shift up and left where down and right are meant.",
    ask="Shift [[1, 2, 3]] by (0, 1). Where is the 1 now?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class ShiftsTheOtherWay(Model):
    def forward(self, part: int) -> int:
        return -part


@misconception(
    "COL-44",
    "takes columns for rows",
    says="You move the columns by the first number and the rows by the second; it is the other way round.",
    ask="Where does the pixel in row 2, column 3 go when the shift is (1, 0)?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class TakesColumnsForRows(Model):
    def rows_and_columns(self, shift: tuple[int, int]) -> tuple[int, int]:
        columns, rows = shift
        return rows, columns


@misconception(
    "COL-45",
    "the mean difference",
    says="You average the differences; the largest one is asked.",
    ask="A function fails at a single pixel. Does your number show it on a large image?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class TheMeanDifference(Model):
    def worst(self, differences: Array) -> float:
        return float(differences.mean())


@misconception(
    "COL-46",
    "compares the border too",
    says="You compare all pixels, also those at the border that know about the outside.",
    ask="Is a blur equivariant? What does your code say about it, and at which pixels does it find the difference?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class ComparesTheBorderToo(Model):
    def border(self, _size: int, _step: int) -> int:
        return 0


@misconception(
    "COL-47",
    "a border for the shift only",
    says="You leave out as many rows and columns as the shift has; a quarter of the size is missing.",
    ask="With 12 rows and a shift of two rows, which rows do you compare? Count the border in the README's way.",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class ABorderForTheShiftOnly(Model):
    def border(self, _size: int, step: int) -> int:
        return abs(step)


@misconception(
    "COL-48",
    "differences below zero do not count",
    says="You take the largest difference with its sign, so a large negative one is not seen.",
    ask="Which of -5 and 1 is the larger difference between two images?",
    read=SHIFTS,
    exercises=("equivariance_error",),
)
class BelowZeroDoesNotCount(Model):
    def size(self, difference: Array) -> Array:
        return difference
