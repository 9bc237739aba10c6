"""Layers that nobody asked for."""

from __future__ import annotations

from torch import nn

from receptive.grader import misconception

from ..headings import CONVENTIONS
from ..model import Model

HERE = ("conv_block", "InceptionMini")
LENET_TOO = ("conv_block", "LeNet", "InceptionMini")


@misconception("CNN-90", "adds a batch normalization", read=CONVENTIONS, exercises=LENET_TOO)
class AddsBatchNormalization(Model):
    """You added a batch normalization, which is not part of this exercise: known weights then give other values.

    Feed one image in train mode and in eval mode. Are the results the same? Which layer of yours makes the difference?
    """

    def normalization(self, channels: int) -> list[nn.Module]:
        return [nn.BatchNorm2d(channels)]


@misconception("CNN-91", "adds a normalization of each image", read=CONVENTIONS, exercises=LENET_TOO)
class AddsNormalizationOfImages(Model):
    """You added a layer, group or instance normalization, which is not part of this exercise.

    Double all pixels of an image, with all biases 0. Does the result double? Which layer of yours prevents it?
    """

    def normalization(self, channels: int) -> list[nn.Module]:
        return [nn.GroupNorm(1, channels)]


@misconception("CNN-92", "adds a dropout", read=CONVENTIONS, exercises=HERE)
class AddsDropout(Model):
    """You added a dropout, which is not part of this exercise: in train mode some numbers are erased by chance.

    Feed the same image twice in train mode. Are the results the same?
    """

    def normalization(self, channels: int) -> list[nn.Module]:
        return [nn.Dropout(0.5)]
