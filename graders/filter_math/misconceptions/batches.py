"""Mistakes about the images of a batch."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import COLUMNS, CONVENTIONS, LAYERS, MOVED, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Merge


@misconception("FIL-35a", "gives all images the first one's result", read=CONVENTIONS, exercises=MOVED)
class GivesAllImagesTheFirstResult(Model):
    """You compute with the first image and give its result to all of them.

    Hand in two images that differ. Do your two results?
    """

    def by_image(self, result: Array, merge: Merge) -> Array:
        return np.repeat(result[:1], len(result), axis=0)


@misconception("FIL-35b", "looks at the first image only", read=CONVENTIONS, exercises=MOVED)
class LooksAtTheFirstImage(Model):
    """You compute the result of the first image and of no other.

    How many images go in, and how many results come out?
    """

    def by_image(self, result: Array, merge: Merge) -> Array:
        return result[:1]


@misconception("FIL-35c", "leaves other images zero", read=CONVENTIONS, exercises=MOVED)
class LeavesOtherImagesZero(Model):
    """You fill in the result of the first image; those of all others stay zero.

    Which of your loops runs over the images, and how often?
    """

    def by_image(self, result: Array, merge: Merge) -> Array:
        rest = np.zeros_like(result)
        rest[:1] = result[:1]
        return rest


@misconception("FIL-35d", "merges the images", read=CONVENTIONS, exercises=(*LAYERS, *POOLS))
class MergesTheImages(Model):
    """You compute across the images of a batch, and give the result to each of them.

    Make one image all zeros. Does its result change when another image of the batch does?
    """

    def across_images(self, maps: Array, merge: Merge) -> Array:
        return np.repeat(merge(maps, axis=0, keepdims=True), len(maps), axis=0)


@misconception("FIL-35e", "drops the axis of the images", read=CONVENTIONS, exercises=COLUMNS)
class DropsTheAxisOfTheImages(Model):
    """Your result has no axis for the images: it is that of the first one alone.

    Print the shapes of x and of your result. Where is N?
    """

    def handed_over(self, maps: Array, stride: Pair, merge: Merge, like: Array) -> Array:
        first: Array = super().handed_over(maps, stride, merge, like)[0]
        return first

    def as_columns(self, columns: Array) -> Array:
        found: Array = columns[0]
        return found


@misconception("FIL-35f", "gives all images the last one's result", read=CONVENTIONS, exercises=(*LAYERS, *POOLS))
class GivesAllImagesTheLastResult(Model):
    """Each image writes its result over that of the one before, so all of them get the last one's.

    Hand in two images that differ. Do your two results?
    """

    def by_image(self, result: Array, merge: Merge) -> Array:
        return np.repeat(result[-1:], len(result), axis=0)
