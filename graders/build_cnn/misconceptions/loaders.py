"""Mistakes about what a loader gives, and in which order."""

from __future__ import annotations

from typing import Any

import torch
from torch.utils.data import TensorDataset

from receptive.grader import misconception

from ..headings import LOADERS
from ..model import Model


@misconception("CNN-39", "drops the last batch", read=LOADERS, exercises=("make_loaders",))
class DropsTheLastBatch(Model):
    """The last batch is left out if it is not full, and its images are never seen.

    Ten images in batches of four: how many images come out of the loader?
    """

    drops_the_rest = True


@misconception("CNN-40", "does not shuffle the training", read=LOADERS, exercises=("make_loaders",))
class DoesNotShuffle(Model):
    """The training images come in the same order in every epoch.

    Print the labels of the first batch in two epochs.
    """

    shuffles_training = False


@misconception("CNN-41", "shuffles the test", read=LOADERS, exercises=("make_loaders",))
class ShufflesTheTest(Model):
    """The test images come in a new order each time.

    Print the labels of the first test batch twice. Does the order matter for the accuracy? For looking into it?
    """

    shuffles_test = True


@misconception("CNN-42", "takes the order from torch's shared state", read=LOADERS, exercises=("make_loaders",))
class TakesTheSharedState(Model):
    """The order of the training batches depends on what drew random numbers before, not on the seed.

    Call torch.rand(1) before the first epoch. Is the order still the same?
    """

    def chance_of_order(self, _seed: int) -> torch.Generator | None:
        return None


@misconception("CNN-72a", "gives batches of a size of its own", read=LOADERS, exercises=("make_loaders",))
class GivesOwnBatches(Model):
    """Your batches have one size, whatever batch_size is.

    Call the function with batch_size=5 and with batch_size=7. Print the shape of the first batch each time.
    """

    def in_training_batches(self, _batch_size: int) -> int:
        return 64

    def in_test_batches(self, _batch_size: int) -> int:
        return 64


@misconception("CNN-72b", "gives the test in batches of another size", read=LOADERS, exercises=("make_loaders",))
class GivesTheTestAtOnce(Model):
    """The batches of the training have batch_size images; those of the test do not.

    Call the function with batch_size=5, and print the shape of the first batch of the test.
    """

    def in_test_batches(self, _batch_size: int) -> int:
        return 1 << 20


@misconception("CNN-72c", "gives the test one by one", read=LOADERS, exercises=("make_loaders",))
class GivesTheTestOneByOne(Model):
    """Each batch of your test loader has one image, as where a loader is given no batch size.

    Print the shape of the first batch of the test.
    """

    def in_test_batches(self, _batch_size: int) -> int:
        return 1


@misconception("CNN-73", "returns data sets", read=LOADERS, exercises=("make_loaders",))
class ReturnsDataSets(Model):
    """You return two data sets, which give one image at a time and never shuffle; a loader makes batches of one.

    Print the shape of the first thing that each of your results gives. How many images are in it?
    """

    def as_loader(self, data: TensorDataset, **_settings: Any) -> Any:
        return data
