"""Mistakes about the order in which windows become columns."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES
from ..images import Array, Pair
from ..model import Model

FLATTENED = ("im2col", "conv2d_im2col")


@misconception("FIL-18a", "lists channels fastest", read=EXERCISES, exercises=FLATTENED)
class ListsChannelsFastest(Model):
    """You list a window's pixels with the channel changing fastest; a flattened filter does not.

    Flatten a filter of shape (2, 1, 2) and one window of the image. Which entries meet?
    """

    down_a_column = (4, 5, 1)


@misconception("FIL-18b", "lists positions column by column", read=EXERCISES, exercises=FLATTENED)
class ListsPositionsColumnByColumn(Model):
    """You go down the image before you go right.

    On an image of 2×3 and a kernel of 1×1, where does the second column come from?
    """

    along_a_row = (3, 2)


@misconception("FIL-18c", "reshapes without moving axes", read=EXERCISES, exercises=FLATTENED)
class ReshapesWithoutMovingAxes(Model):
    """You reshape the windows while their axes are in another order.

    Does reshape ever change which number comes after which? Print a small case before and after.
    """

    def columns(self, seen: Array) -> Array:
        n, c, rows, columns, kh, kw = seen.shape
        return seen.reshape(n, c * kh * kw, rows * columns)


@misconception("FIL-18d", "makes a row of each window", read=EXERCISES, exercises=("im2col",))
class MakesRowsOfWindows(Model):
    """You make a row of each window; here it is a column.

    Print the shape of your result for one channel, 3 pixels and a kernel of (1, 2). Is it (1, 2, 2) only by chance?
    """

    def as_columns(self, columns: Array) -> Array:
        return columns.swapaxes(1, 2)


@misconception("FIL-18e", "lays all images side by side", read=EXERCISES, exercises=("im2col",))
class LaysImagesSideBySide(Model):
    """You put the columns of all images into one matrix; here each image has its own.

    Print the shape of your result for a batch of two images. Where is the first axis, N?
    """

    def as_columns(self, columns: Array) -> Array:
        return columns.transpose(1, 0, 2).reshape(columns.shape[1], -1)


@misconception("FIL-18f", "lays images between each other", read=EXERCISES, exercises=("im2col",))
class LaysImagesBetweenEachOther(Model):
    """You put the columns of all images into one matrix, position by position; here each image has its own.

    Print the shape of your result for a batch of two images. Where is the first axis, N?
    """

    def as_columns(self, columns: Array) -> Array:
        return columns.transpose(1, 2, 0).reshape(columns.shape[1], -1)


@misconception("FIL-18k", "mixes images in columns", read=EXERCISES, exercises=("im2col",))
class MixesImages(Model):
    """You lay the columns of all images side by side and cut the rows into images by a reshape, which mixes them.

    Make the second of two images all zeros. Is the second matrix of your result all zeros?
    """

    def as_columns(self, columns: Array) -> Array:
        return columns.transpose(1, 0, 2).reshape(columns.shape)


@misconception("FIL-18l", "mixes images in columns, position by position", read=EXERCISES, exercises=("im2col",))
class MixesImagesByPositions(Model):
    """You lay the columns of all images side by side and cut the rows into images by a reshape, which mixes them.

    Make the second of two images all zeros. Is the second matrix of your result all zeros?
    """

    def as_columns(self, columns: Array) -> Array:
        return columns.transpose(1, 2, 0).reshape(columns.shape)


@misconception("FIL-18g", "lists a window column by column", read=EXERCISES, exercises=("im2col",))
class ListsWindowsColumnByColumn(Model):
    """You list the pixels of a window column by column.

    Write down the window 1 2 / 3 4 as your code does. Which number comes second?
    """

    down_a_column = (1, 5, 4)


@misconception("FIL-18h", "reshapes a product without moving axes", read=EXERCISES, exercises=("conv2d_im2col",))
class ReshapesTheProduct(Model):
    """Your matrix product has positions as rows and filters as columns, and you reshape it as if it lay the other way.

    Does reshape ever change which number comes after which? Print a product of three positions and two filters before
    and after.
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        return maps.transpose(0, 2, 3, 1).reshape(maps.shape)


@misconception("FIL-18i", "mixes images with filters", read=EXERCISES, exercises=("conv2d_im2col",))
class MixesImagesWithFilters(Model):
    """Your matrix product has the positions of all images in each row, and you reshape it as if images came first.

    Take two images and two filters, and print the shape of the product. Which axis changes slowest: images or filters?
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        return maps.swapaxes(0, 1).reshape(maps.shape)


@misconception("FIL-18j", "mixes images with filters by positions", read=EXERCISES, exercises=("conv2d_im2col",))
class MixesImagesPositionByPosition(Model):
    """Your matrix product has the images side by side at each position, and you reshape it as if images came first.

    Take two images and two filters, and print the product's shape. Which axis changes fastest: images or positions?
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        return maps.transpose(1, 2, 3, 0).reshape(maps.shape)


@misconception("FIL-18m", "works positions out with the height", read=EXERCISES, exercises=FLATTENED)
class WorksPositionsOutWithTheHeight(Model):
    """You work out the place of a column with the number of rows; a row of windows is as long as there are columns.

    Windows lie 2 down and 3 across. Which column belongs to the window in row 1 and column 0, and which do you fill?
    """

    def side_by_side(self, columns: Array, down: int, across: int) -> Array:
        placed = np.zeros_like(columns)
        for i, j in np.ndindex(down, across):
            placed[:, :, i * down + j] = columns[:, :, i * across + j]
        return placed
