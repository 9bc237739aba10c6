"""Mistakes about the split into two parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import misconception

from ..headings import LOADERS
from ..loading import Luck
from ..model import Model


@misconception("CNN-17a", "tests on training images", read=LOADERS, exercises=("make_loaders",))
class KeepsTheTestInTraining(Model):
    """The training part holds the images of the test too.

    Add up the sizes of the two parts. How many images did you have?
    """

    def for_training(self, everything: np.ndarray, _test: np.ndarray, _luck: Luck) -> np.ndarray:
        return everything


@misconception("CNN-17b", "draws the test from all classes at once", read=LOADERS, exercises=("make_loaders",))
class DrawsFromAllClasses(Model):
    """The test images are drawn from all images together, so a class may give too few or too many.

    Split 20 images of one class and 100 of another with five seeds. How many of the 20 are in each test?
    """

    def groups(self, y: np.ndarray) -> list[np.ndarray]:
        return [np.arange(len(y))]


@misconception("CNN-17c", "splits by chance", read=LOADERS, exercises=("make_loaders",))
class SplitsByChance(Model):
    """The split does not depend on the seed: each call draws a new one.

    Call the function twice with the same seed. Are the test images the same?
    """

    def chance_of_split(self, _seed: int) -> Luck:
        """From the random numbers that everybody shares, so that the same run can be had again."""
        return self.luck(int(np.random.randint(1 << 30)))


@misconception("CNN-60a", "cuts without drawing", read=LOADERS, exercises=("make_loaders",))
class CutsWithoutDrawing(Model):
    """You cut the images into two pieces as they lie there, without drawing and without looking at the classes.

    Sort the images by class and split them. Which classes are in the test?
    """

    def groups(self, y: np.ndarray) -> list[np.ndarray]:
        return [np.arange(len(y))]

    def mixed(self, group: np.ndarray, _luck: Luck) -> np.ndarray:
        return group

    def for_test(self, mixed: np.ndarray, count: int, _luck: Luck) -> np.ndarray:
        return mixed[len(mixed) - count :]


@misconception("CNN-60b", "takes the same end of each class", read=LOADERS, exercises=("make_loaders",))
class TakesTheSameEnd(Model):
    """Each class gives its share, but always from the same end: nothing is drawn, and the seed does not matter.

    Split the same images with the seeds 1 and 2. Are the test images others?
    """

    def mixed(self, group: np.ndarray, _luck: Luck) -> np.ndarray:
        return group


@misconception("CNN-61a", "does not use the seed", read=LOADERS, exercises=("make_loaders",))
class DoesNotUseTheSeed(Model):
    """Split and order are the same whatever the seed: it is given to your function and not used.

    Call the function with the seeds 1 and 2. What differs?
    """

    def chance_of_split(self, _seed: int) -> Luck:
        return self.luck(42)

    def chance_of_order(self, _seed: int) -> torch.Generator | None:
        return torch.Generator().manual_seed(42)


@misconception("CNN-61b", "splits in one way for all seeds", read=LOADERS, exercises=("make_loaders",))
class SplitsInOneWay(Model):
    """The split is the same whatever the seed.

    Call the function with the seeds 1 and 2. Are the test images others?
    """

    def chance_of_split(self, _seed: int) -> Luck:
        return self.luck(42)


@misconception("CNN-68a", "exchanges the two shares", read=LOADERS, exercises=("make_loaders",))
class ExchangesTheShares(Model):
    """The share `test_size` goes to training, and the remainder to the test.

    Split 12 images with test_size=0.25. How many are there to learn from?
    """

    def share_asked(self, test_size: float) -> float:
        return 1 - test_size


@misconception("CNN-68b", "splits with a share of its own", read=LOADERS, exercises=("make_loaders",))
class SplitsWithAnOwnShare(Model):
    """The test has the same size whatever test_size is.

    Call the function with test_size=0.25 and test_size=0.5. How many images are in each test?
    """

    def share_asked(self, _test_size: float) -> float:
        return 0.25


@misconception("CNN-69", "returns the test first", read=LOADERS, exercises=("make_loaders",))
class ReturnsTheTestFirst(Model):
    """You return the loader of the test first, and that of the training after it.

    Which of the two results is shuffled, and which is the larger one?
    """

    def as_pair(self, train: Any, test: Any) -> tuple[Any, Any]:
        return test, train


@misconception("CNN-70", "draws both parts from all images", read=LOADERS, exercises=("make_loaders",))
class DrawsBothFromAll(Model):
    """You draw the training images from all images too, so some of them are in the test, and others in neither part.

    Draw 3 of 10 images for the test, then 7 of the 10. Must these be the other seven?
    """

    def for_training(self, everything: np.ndarray, test: np.ndarray, luck: Luck) -> np.ndarray:
        return luck.permutation(everything)[len(test) :]


@misconception("CNN-71", "draws with replacement", read=LOADERS, exercises=("make_loaders",))
class DrawsWithReplacement(Model):
    """An image that was drawn for the test can be drawn once more.

    Draw 5 of the numbers 0 to 9 with rng.choice(10, 5), several times. Is a number there twice?
    """

    def for_test(self, mixed: np.ndarray, count: int, luck: Luck) -> np.ndarray:
        return luck.choice(mixed, count)


@misconception("CNN-71b", "draws the training with replacement", read=LOADERS, exercises=("make_loaders",))
class DrawsTheTrainingWithReplacement(Model):
    """Some training images come several times in an epoch, and others not at all: they are drawn with replacement.

    Give every image a number and count how often each comes in one epoch.
    """

    def for_training(self, everything: np.ndarray, test: np.ndarray, luck: Luck) -> np.ndarray:
        rest = np.setdiff1d(everything, test)
        return luck.choice(rest, len(rest))


@misconception("CNN-70b", "gives all images in both parts", read=LOADERS, exercises=("make_loaders",))
class GivesAllInBoth(Model):
    """Both loaders bring all images: the split has no part in what they give.

    Add up the sizes of the two parts. How many images did you have?
    """

    def for_test(self, mixed: np.ndarray, _count: int, _luck: Luck) -> np.ndarray:
        return mixed

    def for_training(self, everything: np.ndarray, _test: np.ndarray, _luck: Luck) -> np.ndarray:
        return everything


@misconception("CNN-74", "mixes images and labels apart", read=LOADERS, exercises=("make_loaders",))
class MixesThemApart(Model):
    """An image does not keep its own label: the two are not put into the same order.

    Take images whose pixels are their labels. Print both for the first batch.
    """

    def own_labels(self, labels: Tensor, luck: Luck) -> Tensor:
        return labels[torch.from_numpy(luck.permutation(len(labels)))]
