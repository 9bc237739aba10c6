"""Mistakes about ShiftNet: its head, and what it does beside the convolutions."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from receptive.grader import misconception

from ..headings import LENET, SHIFT
from ..model import Model

HERE = ("ShiftNet",)
BOTH = ("LeNet", "ShiftNet")


@misconception("CNN-32", "ties the head to one image size", read=SHIFT, exercises=HERE)
class KeepsAllPlaces(Model):
    """Your dense layer has a weight for each place of the last map, so it fits one size of image only.

    Give the network 12×12, then 15×15 pixels. How many numbers reach the dense layer each time?
    """

    def without_places(self, x: Tensor) -> Tensor:
        return x


@misconception("CNN-33", "knows places in the head", read=SHIFT, exercises=HERE)
class KeepsRoughPlaces(Model):
    """Your network still knows where something is when its dense layer decides: another place, another answer.

    Move a digit from the upper left to the lower right corner. Which inputs of the dense layer change, and why?
    """

    def without_places(self, x: Tensor) -> Tensor:
        return functional.adaptive_max_pool2d(x, 2)


@misconception("CNN-34", "spends more than the budget", read=SHIFT, exercises=HERE)
class SpendsMore(Model):
    """Your network has more than 15,000 parameters.

    Print how many parameters each layer has. Which layer has half of them?
    """

    widths = (1, 24, 48, 64)


@misconception("CNN-114", "expects other maps in the head", read=SHIFT, exercises=HERE)
class ExpectsOtherMaps(Model):
    """Your dense layer expects another number of inputs than the layers before it deliver, for 12×12 pixels too.

    Print the shape of what reaches the dense layer. Which number of it would be the same for every size of image?
    """

    side_of_head = 28

    def without_places(self, x: Tensor) -> Tensor:
        return x


@misconception("CNN-115", "pools the last map with a fixed window", read=SHIFT, exercises=HERE)
class PoolsWithAFixedWindow(Model):
    """Your last pooling has a window of a fixed size, which covers the whole map of some sizes of image only.

    Print the shape after it for 8×8, 12×12 and 33×33 pixels. How could the window follow the size of the map?
    """

    def without_places(self, x: Tensor) -> Tensor:
        return functional.avg_pool2d(x, 6)


@misconception("CNN-106", "leaves nothing of 8×8", read=SHIFT, exercises=HERE)
class LeavesNothingOfSmallImages(Model):
    """Your layers make the map smaller so often that of an image of 8×8 nothing is left.

    How many of 8 rows are left after each layer of yours? Where are they too few for the next one?
    """

    pads_in_shift = False


@misconception("CNN-168", "leaves nothing of 12×12", read=SHIFT, exercises=HERE)
class LeavesNothingOfUsualImages(Model):
    """Your layers make the map smaller so often that nothing is left of an image, not even of 12×12.

    How many of 12 rows are left after each layer of yours? Where are they too few for the next one?
    """

    widths = (1, 16, 16, 16, 16)
    poolings = 4


@misconception("CNN-107", "hands on what has no gradient", read=LENET, exercises=BOTH)
class CutsTheGradient(Model):
    """What goes from one layer to the next is cut out of the graph, so some parameters get no gradient.

    Call backward on the sum of a result and print which parameters have a .grad of None. Where is the cut?
    """

    def handed_on(self, maps: Tensor) -> Tensor:
        return maps.detach()


@misconception("CNN-108", "has a layer that it never calls", read=LENET, exercises=BOTH)
class HasAnIdleLayer(Model):
    """Your network owns a layer that takes no part in forward, so its parameters change nothing.

    Call backward on the sum of a result. Which parameters have a .grad of None? Where is their layer called?
    """

    head_has_unused = True


@misconception("CNN-109", "mixes the images of a batch", read=LENET, exercises=BOTH)
class MixesImages(Model):
    """The answer for an image depends on the others in its batch, in eval mode too.

    Feed an image alone, then among others. Which line of yours reads along axis 0?
    """

    def beside_others(self, maps: Tensor) -> Tensor:
        return maps - maps.mean(dim=0)


@misconception("CNN-180", "drops in eval mode too", read=LENET, exercises=BOTH)
class DropsAlways(Model):
    """Your network drops numbers by chance in eval mode too, so the same image gets another answer each time.

    Call eval() and feed one image twice. What does functional.dropout do if nobody tells it the mode?
    """

    def beside_others(self, maps: Tensor) -> Tensor:
        return functional.dropout(maps, 0.3)


@misconception("CNN-110", "starts from large results", read=SHIFT, exercises=HERE)
class StartsLarge(Model):
    """The results of your network are so large that it is sure of nonsense before it has learned anything.

    Print the cross-entropy of ten random images. How far is it from ln 10? How large are the initial weights?
    """

    def shift_start(self, net: nn.Module) -> None:
        for parameter in net.parameters():
            nn.init.normal_(parameter)


@misconception("CNN-111", "gives another number of classes", read=LENET, exercises=BOTH)
class GivesOtherClasses(Model):
    """Your network gives another number of results for each image than ten, one for each digit.

    Print the shape of the result for 4 images. What is each of its axes for?
    """

    results_of_shift = 11
    units_of_lenet = (120, 84, 11)


@misconception("CNN-112", "expects three channels", read=LENET, exercises=BOTH)
class ExpectsColors(Model):
    """Your first convolution reads 3 channels, but the images are gray and have one.

    Print the shape of the weights of the first convolution. Which axis of it counts the channels of the image?
    """

    widths = (3, 16, 16, 24)
    filters_of_lenet = (3, 6, 16)


@misconception("CNN-113", "squashes the results between 0 and 1", read=LENET, exercises=BOTH)
class SquashesResults(Model):
    """You apply a sigmoid to the last layer, so each result lies between 0 and 1; logits are any real numbers.

    A sigmoid gives 1 for the right class and 0 for the nine others: how large is the cross-entropy of that?
    """

    def after_last_layer(self, z: Tensor) -> Tensor:
        return torch.sigmoid(z)
