"""Mistakes about the types and axes of images and labels."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import misconception

from ..headings import LOADERS, REPAIR
from ..model import Model


@misconception("CNN-67d", "exchanges rows and columns", read=REPAIR, exercises=("repair_me",))
class ExchangesRowsAndColumns(Model):
    """The channels are first now, but rows and columns have changed places.

    Print the shape of one image of 2×3 pixels before and after. Which axis was the height?
    """

    def channels_first(self, images: np.ndarray) -> np.ndarray:
        return images.transpose(0, 3, 2, 1)


@misconception("CNN-64a", "gives a row for each label", read=LOADERS, exercises=("make_loaders",))
class GivesOneHotRows(Model):
    """Your labels are rows of zeros and a one; a batch of labels is to have the shape (n,), class numbers alone.

    Print the shape of a batch of labels. Which one does nn.CrossEntropyLoss take for class numbers?
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return functional.one_hot(y.long())


@misconception("CNN-64b", "gives a column of labels", read=LOADERS, exercises=("make_loaders",))
class GivesAColumn(Model):
    """Your labels have an axis too many: (n, 1) and not (n,).

    Compare a batch of labels with a vector of predictions (n,). What shape is the result?
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.long().unsqueeze(1)


@misconception("CNN-66a", "keeps the type of the labels", read=LOADERS, exercises=("make_loaders",))
class KeepsTheLabelsType(Model):
    """Labels keep the type they came with; they should always be int64.

    Hand in labels of int32 and print the dtype of a batch.
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return y


@misconception("CNN-66d", "gives labels of another type of integers", read=LOADERS, exercises=("make_loaders",))
class GivesShortIntegers(Model):
    """Your labels are integers of another size than int64, which the cross-entropy takes.

    Print the dtype of a batch of labels.
    """

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.int()


@misconception("CNN-66b", "keeps the type of the images", read=LOADERS, exercises=("make_loaders",))
class KeepsTheImagesType(Model):
    """Images keep the type they came with; they should always be float32.

    Hand in images of uint8, and of float64. Print the dtype of a batch of each.
    """

    def as_images(self, x: np.ndarray) -> Tensor:
        return torch.tensor(x)


@misconception("CNN-66c", "gives images of float64", read=LOADERS, exercises=("make_loaders",))
class GivesDoubles(Model):
    """Your images are float64, NumPy's own kind of number; the layers of a network compute with float32.

    Give a batch to nn.Conv2d(1, 1, 1). What does it say?
    """

    def as_images(self, x: np.ndarray) -> Tensor:
        return torch.tensor(x, dtype=torch.float64)


@misconception("CNN-66e", "keeps float64", read=LOADERS, exercises=("make_loaders",))
class KeepsDoubles(Model):
    """Images that come as float64 stay float64; they should always be float32.

    Hand in images of float64 and print the dtype of a batch.
    """

    def as_images(self, x: np.ndarray) -> Tensor:
        return torch.tensor(x, dtype=torch.float64 if x.dtype == np.float64 else torch.float32)


@misconception("CNN-67a", "gives gray images no channel axis", read=LOADERS, exercises=("make_loaders",))
class GivesNoChannelAxis(Model):
    """Your gray images stay without a channel axis.

    Print the shape of a batch. What does a convolution take the first axis after the samples for?
    """

    def with_channels(self, images: Tensor) -> Tensor:
        return images


@misconception("CNN-67b", "always adds a channel axis", read=LOADERS, exercises=("make_loaders",))
class AlwaysAddsAnAxis(Model):
    """You add a channel axis to images that have one already.

    Print the shape of a batch of images (N, 3, H, W).
    """

    def with_channels(self, images: Tensor) -> Tensor:
        return images.unsqueeze(1)


@misconception("CNN-67c", "thinks that channels come last", read=LOADERS, exercises=("make_loaders",))
class ThinksThatChannelsComeLast(Model):
    """You turn the axes of images that are channels first already, as if their channels were last.

    Print the shape of a batch of images (N, 3, 4, 5).
    """

    def with_channels(self, images: Tensor) -> Tensor:
        return images.unsqueeze(1) if images.ndim == 3 else images.permute(0, 3, 1, 2)
