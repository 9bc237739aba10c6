"""Mistakes about what a loader gives, and in which order."""

from __future__ import annotations

import torch

from receptive.grader import misconception

from ..headings import LOADERS
from ..model import Model


@misconception(
    "CNN-39",
    "drops the last batch",
    says="The last batch is left out if it is not full, and its images are never seen.",
    ask="Ten images in batches of four: how many images come out of the loader?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class DropsTheLastBatch(Model):
    drops_the_rest = True


@misconception(
    "CNN-40",
    "does not shuffle the training",
    says="The training images come in the same order in every epoch.",
    ask="Print the labels of the first batch in two epochs.",
    read=LOADERS,
    exercises=("make_loaders",),
)
class DoesNotShuffle(Model):
    shuffles_training = False


@misconception(
    "CNN-41",
    "shuffles the test",
    says="The test images come in a new order each time.",
    ask="Print the labels of the first test batch twice. Does the order matter for the accuracy? For looking into it?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class ShufflesTheTest(Model):
    shuffles_test = True


@misconception(
    "CNN-42",
    "takes the order from torch's shared state",
    says="The order of the training batches depends on what drew random numbers before, not on the seed.",
    ask="Call torch.rand(1) before the first epoch. Is the order still the same?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class TakesTheSharedState(Model):
    def chance_of_order(self, _seed: int) -> torch.Generator | None:
        return None
