"""Mistakes about the layers of LeNet and their sizes."""

from __future__ import annotations

from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import LENET
from ..model import Model

HERE = ("LeNet",)


@misconception("CNN-8", "gives the dense layer a wrong size", read=LENET, exercises=HERE)
class GivesAWrongSize(Model):
    """Your first dense layer expects another number of inputs than the convolutions deliver.

    32 pixels, a 5×5 window without padding, 2×2 pooling, and both once more: how many rows are left?
    """

    rows_left = 7


@misconception("CNN-131", "is made for 28×28", read=LENET, exercises=HERE)
class IsMadeFor28(Model):
    """Your network is made for images of 28×28: its first dense layer reads 16·4·4 numbers. Here images have 32×32.

    32 pixels, a 5×5 window without padding, 2×2 pooling, and both once more: how many rows are left? And of 28?
    """

    rows_left = 4


@misconception("CNN-132", "pads the first convolution, for 28×28", read=LENET, exercises=HERE)
class PadsFor28(Model):
    """Your first convolution has a padding of 2, as it needs images of 28×28; here they have 32×32 and need none.

    How many rows does a 5×5 window leave of 32 without padding, and how many with a padding of 2?
    """

    zeros_in_front = 2


@misconception("CNN-133", "pads the convolutions", read=LENET, exercises=HERE)
class PadsTheFirst(Model):
    """A convolution of yours has padding, where there should be none, and the dense layer is larger for it.

    Print the shape after each layer and compare it with the table. Which is the first that differs?
    """

    zeros_in_front = 2
    rows_left = 6


@misconception("CNN-134", "forgets some of the activations", read=LENET, exercises=HERE)
class ForgetsActivations(Model):
    """Not every layer of yours is followed by an activation: between some two of them nothing bends.

    Write your forward down, layer by layer. After which of the first four is there no activation?
    """

    def activations_of_lenet(self, activation: nn.Module) -> list[nn.Module]:
        return [activation, activation, nn.Identity(), nn.Identity()]


@misconception("CNN-135", "has other numbers of filters", read=LENET, exercises=HERE)
class HasOtherFilters(Model):
    """Your convolutions have other numbers of filters than 6 and 16.

    Print name and shape of every parameter. Which axis of a convolution's weights counts its filters?
    """

    filters_of_lenet = (1, 6, 12)


@misconception("CNN-136", "has other numbers of units", read=LENET, exercises=HERE)
class HasOtherUnits(Model):
    """Your hidden dense layers have other numbers of units than 120 and 84.

    Print name and shape of every parameter and compare it with the table of the README.
    """

    units_of_lenet = (100, 84, 10)


@misconception("CNN-137", "has another number of dense layers", read=LENET, exercises=HERE)
class HasOtherDenseLayers(Model):
    """Your network has another number of dense layers than three, those of 120, 84 and 10 units.

    Print name and shape of every parameter and compare it with the table of the README.
    """

    units_of_lenet = (120, 10)


@misconception("CNN-138", "lacks biases", read=LENET, exercises=HERE)
class HasNoBiases(Model):
    """Some or all of your layers have no biases; LeNet's have one for each filter and each unit.

    A 5×5 convolution with 6 filters on one channel has 156 parameters. How many of them are weights?
    """

    has_lenet_biases = False


@misconception("CNN-139", "pools in two ways", read=LENET, exercises=HERE)
class PoolsInTwoWays(Model):
    """One of your poolings takes the maximum and the other the mean; both are to be of one kind.

    Feed an image through the first five layers. Which kind of pooling comes after each convolution?
    """

    def poolings_of_lenet(self) -> list[nn.Module]:
        own = self.lenet_pooling()
        return [own, nn.AvgPool2d(2) if isinstance(own, nn.MaxPool2d) else nn.MaxPool2d(2)]


@misconception("CNN-169", "has dense layers that do not meet", read=LENET, exercises=HERE)
class DenseLayersDoNotMeet(Model):
    """One dense layer of yours gives another number of units than the next one reads.

    Write the two numbers of each nn.Linear down, one under the other. Which output is no input of the next?
    """

    units_read = (120, 64)


@misconception("CNN-170", "leaves a pooling out", read=LENET, exercises=HERE)
class LeavesAPoolingOut(Model):
    """A pooling is missing after one of your convolutions.

    Print the shape after each layer and compare it with the table. Which is the first that differs?
    """

    rows_left = 10

    def poolings_of_lenet(self) -> list[nn.Module]:
        return [self.lenet_pooling(), nn.Identity()]


@misconception("CNN-171", "pools over another window", read=LENET, exercises=HERE)
class PoolsOverOtherWindows(Model):
    """A pooling of yours has another window or another step than 2×2.

    Print the shape after each layer and compare it with the table. Which is the first that differs?
    """

    rows_left = 4

    def poolings_of_lenet(self) -> list[nn.Module]:
        return [type(self.lenet_pooling())(3, 2)] * 2


@misconception("CNN-140", "has windows of 3×3", read=LENET, exercises=HERE)
class HasSmallWindows(Model):
    """Your convolutions have windows of 3×3 where 5×5 is required, and the dense layer is larger for it.

    Print the shape after each layer and compare it with the table. Which is the first that differs?
    """

    window_of_lenet = 3
    rows_left = 6


@misconception("CNN-141", "shares one out over the images", read=LENET, exercises=HERE)
class SharesOverTheImages(Model):
    """You apply a softmax along axis 0, so each class adds up to 1 over the batch; logits are required.

    Add up the results along each axis. Along which are they 1, and what does that axis count?
    """

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z.softmax(dim=0)


@misconception("CNN-142", "mixes activations", read=LENET, exercises=HERE)
class MixesActivations(Model):
    """Your network has different activations; the same one is to follow all four layers.

    Write your forward down, layer by layer. Which activation follows each of the first four?
    """

    def activations_of_lenet(self, activation: nn.Module) -> list[nn.Module]:
        return [activation, activation, nn.SiLU(), nn.SiLU()]
