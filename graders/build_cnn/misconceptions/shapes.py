"""Mistakes about axes, and about the numbers that reach a dense layer."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from receptive.grader import misconception

from ..headings import CONVENTIONS, LENET, SHIFT
from ..model import Model


@misconception("CNN-4", "flattens the batch too", read=LENET, exercises=("LeNet", "ShiftNet"))
class FlattensTheBatch(Model):
    """You flatten all axes, and so all images of a batch become one long vector.

    Print the shape before and after the flattening, for two images and for three. Where is the 2?
    """

    def flattened(self, x: Tensor) -> Tensor:
        return x.flatten()


@misconception("CNN-5", "writes the batch size down", read=LENET, exercises=("LeNet",))
class WritesTheBatchSizeDown(Model):
    """Your forward holds the number of images in a batch, so it works for that number alone.

    Give the network one image, then seven. Which line knows how many there are?
    """

    def flattened(self, x: Tensor) -> Tensor:
        return x.reshape(4, -1)


@misconception("CNN-6", "squeezes too much", read=SHIFT, exercises=("LeNet", "ShiftNet"))
class SqueezesTooMuch(Model):
    """You remove all axes of length 1, and in a batch of one image the batch axis is one of them.

    Give the network a batch of one. How many axes does the result have, and how many for two?
    """

    def flattened(self, x: Tensor) -> Tensor:
        return x.flatten(1).squeeze()


@misconception(
    "CNN-7",
    "confuses channels first and channels last",
    read=CONVENTIONS,
    exercises=("LeNet", "make_loaders", "repair_me"),
)
class ConfusesLayouts(Model):
    """You put the numbers of an image in another order of channels, rows and columns than the layers expect.

    Take an image of 2×2 pixels and three channels, with the numbers 1 to 12. Where is the 4 afterwards?
    """

    def with_channels(self, images: Tensor) -> Tensor:
        return images.unsqueeze(3) if images.ndim == 3 else images

    def before_flattening(self, x: Tensor) -> Tensor:
        return x.permute(0, 2, 3, 1)

    def channels_first(self, images: np.ndarray) -> np.ndarray:
        n, h, w, c = images.shape
        return images.reshape(n, c, h, w)
