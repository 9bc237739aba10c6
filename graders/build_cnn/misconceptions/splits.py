"""Mistakes about the split into two parts, and about the scale of either."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from receptive.grader import misconception

from ..headings import LOADERS
from ..model import Model


@misconception(
    "CNN-17a",
    "tests on training images",
    says="The training part holds the images of the test too.",
    ask="Add up the sizes of the two parts. How many images did you have?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class KeepsTheTestInTraining(Model):
    def for_training(self, shuffled: np.ndarray, _test: np.ndarray) -> np.ndarray:
        return shuffled


@misconception(
    "CNN-17b",
    "draws the test from all classes at once",
    says="The test images are drawn from all images together, so a class may give too few or too many.",
    ask="Split 20 images of one class and 100 of another with five seeds. How many of the 20 are in each test?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class DrawsFromAllClasses(Model):
    def for_test(self, shuffled: np.ndarray, y: np.ndarray, share: float) -> np.ndarray:
        return shuffled[: round(share * len(y))]


@misconception(
    "CNN-17c",
    "splits by chance",
    says="The split does not depend on the seed: each call draws a new one.",
    ask="Call the function twice with the same seed. Are the test images the same?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class SplitsByChance(Model):
    def chance_of_split(self, _seed: int) -> np.random.Generator:
        """From the random numbers that everybody shares, so that the same run can be had again."""
        return np.random.default_rng(int(np.random.randint(1 << 30)))


@misconception(
    "CNN-18",
    "gives the test another scale",
    says="Only the training images are scaled; those of the test keep their old values.",
    ask="What is the largest value among the training images, and among the test images?",
    read=LOADERS,
    exercises=("make_loaders", "repair_me"),
)
class GivesTheTestAnotherScale(Model):
    def pixels_of_training(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x


@misconception(
    "CNN-20",
    "thinks that inputs must be scaled",
    says="You bring the values between 0 and 1, although the function is to keep them as they are.",
    ask="Train a small network on values up to 16 and on values up to 1. How much do the accuracies differ?",
    read=LOADERS,
    exercises=("make_loaders",),
)
class ScalesWhatIsToBeKept(Model):
    def pixels_of_training(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest

    def pixels_of_test(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest
