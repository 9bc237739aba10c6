"""Mistakes about batch normalization: which of its numbers are trained."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import HAS_PARAMETERS
from ..layers import Shape
from ..model import Model

NETWORKS = ("layer_table", "memory_bytes")


@misconception("PAR-14a", "statistics are trained", read=HAS_PARAMETERS, exercises=NETWORKS)
class StatisticsAreTrained(Model):
    """You count the running means and variances of batch normalization as parameters.

    Of the four numbers that it keeps for a channel, which does a gradient change, and which are measured?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0]


@misconception("PAR-14b", "statistics and their counter are trained", read=HAS_PARAMETERS, exercises=NETWORKS)
class CounterIsTrained(Model):
    """You count all that batch normalization saves as parameters, down to the counter of its batches.

    Does a gradient change the number of batches that a layer has seen?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0] + 1


@misconception("PAR-14c", "one number a channel", read=HAS_PARAMETERS, exercises=NETWORKS)
class OneNumberAChannel(Model):
    """You count one parameter for each channel of batch normalization.

    After the layer has made mean 0 and spread 1, it may stretch a channel. What else may it learn to do?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return shape[0]


@misconception("PAR-14d", "batch normalization learns nothing", read=HAS_PARAMETERS, exercises=NETWORKS)
class NormLearnsNothing(Model):
    """You count no parameters for batch normalization.

    If the layer could only make mean 0 and spread 1, could a network undo that where it hurts?
    """

    def params_of_norm(self, _shape: Shape) -> int:
        return 0


@misconception("PAR-14e", "two numbers a pixel", read=HAS_PARAMETERS, exercises=NETWORKS)
class TwoNumbersAPixel(Model):
    """You give batch normalization a factor and an offset for each number, not for each channel.

    Make the image larger. Does a layer that treats all pixels of a channel alike have more to learn?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 2 * prod(shape)
