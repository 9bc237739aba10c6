"""Mistakes about DesignNet: what spends the budget, and what does not carry over to the other half."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import DESIGN
from ..model import Model

HERE = ("DesignNet",)


@misconception("CNN-182", "spends its parameters in the dense head", read=DESIGN, exercises=HERE)
class SpendsParametersInTheHead(Model):
    """Your dense layer reads all places of the last maps, so it has more parameters than the whole budget.

    How many numbers reach the dense layer, and how many weights does each of its units need for them?
    """

    numbers_of_map = 64

    def design_before_head(self) -> list[nn.Module]:
        return []


@misconception("CNN-183", "tells places apart in the head", read=DESIGN, exercises=HERE)
class TellsPlacesApart(Model):
    """Your dense layer has weights of its own for each part of the map, and those of the right half learn nothing.

    All training images have their shape on the left. Which weights of your dense layer see nothing but noise then?
    """

    numbers_of_map = 4

    def design_before_head(self) -> list[nn.Module]:
        return [nn.AdaptiveAvgPool2d(2)]


@misconception("CNN-184", "never makes the map smaller", read=DESIGN, exercises=HERE)
class NeverShrinks(Model):
    """Your maps stay as large as the image, so each filter works at 256 places, and that is too often.

    A 3×3 convolution from 8 to 8 channels has 576 weights. How often does each work on 16×16, and how often on 8×8?
    """

    design_shrinks = False


@misconception("CNN-185", "has dense layers only", read=DESIGN, exercises=HERE)
class HasDenseLayersOnly(Model):
    """Your network has no convolution: each pixel has weights of its own, and there are too many of them.

    A dense layer of 32 units on 256 pixels: how many weights does it have? And eight filters of 3×3?
    """

    def inputs_of_head(self) -> int:
        return 32

    def design_body(self) -> list[nn.Module]:
        return [nn.Flatten(), nn.Linear(256, 32), self.activation()]

    def design_before_head(self) -> list[nn.Module]:
        return []


@misconception("CNN-186", "has another number of results than shapes", read=DESIGN, exercises=HERE)
class HasTenResults(Model):
    """Your network gives another number of results for each image than eight, one for each shape.

    Print the shape of the result for 4 images. How many shapes are there?
    """

    results_of_design = 10


@misconception("CNN-187", "writes a forward of its own", read=DESIGN, exercises=HERE)
class WritesAForward(Model):
    """Your network is no nn.Sequential: what its forward does cannot be read, so it cannot be built again.

    Which kinds of layers does the README name? Which of them says what your forward does between two layers?
    """

    def as_design(self, layers: list[nn.Module]) -> nn.Module:
        return Own(layers)


class Own(nn.Module):
    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Any:
        return self.layers(x)
