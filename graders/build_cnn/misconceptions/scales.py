"""Mistakes about the scale of the images."""

from __future__ import annotations

from torch import Tensor

from receptive.grader import misconception

from ..headings import LOADERS, REPAIR
from ..model import Model


@misconception("CNN-18", "gives the test another scale", read=LOADERS, exercises=("make_loaders", "repair_me"))
class GivesTheTestAnotherScale(Model):
    """Only the training images are scaled; those of the test keep their old values.

    What is the largest value among the training images, and among the test images?
    """

    def pixels_of_training(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x


@misconception("CNN-18b", "scales neither part", read=REPAIR, exercises=("repair_me",))
class ScalesNeither(Model):
    """Neither part is divided by 255, so the model sees values up to 255.

    Let the model print the largest value that it gets, in training and in the test.
    """

    def scaled_for_training(self, x: Tensor) -> Tensor:
        return x

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x


@misconception("CNN-18c", "scales the training twice", read=REPAIR, exercises=("repair_me",))
class ScalesTheTrainingTwice(Model):
    """The training images are divided by 255 twice, those of the test once.

    Let the model print the largest value that it gets, in training and in the test.
    """

    def scaled_for_training(self, x: Tensor) -> Tensor:
        return x / 255 / 255


@misconception("CNN-18d", "scales the test alone", read=REPAIR, exercises=("repair_me",))
class ScalesTheTestAlone(Model):
    """The images of the test are divided by 255, and those of the training are no longer.

    Let the model print the largest value that it gets, in training and in the test.
    """

    def scaled_for_training(self, x: Tensor) -> Tensor:
        return x


@misconception("CNN-20", "thinks that inputs must be scaled", read=LOADERS, exercises=("make_loaders",))
class ScalesWhatIsToBeKept(Model):
    """You divide the values by the largest of them, although the function is to keep them as they are.

    Train a small network on values up to 16 and on values up to 1. How much do the accuracies differ?
    """

    def pixels_of_training(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest

    def pixels_of_test(self, images: Tensor, largest: Tensor) -> Tensor:
        return images / largest


@misconception("CNN-63a", "divides by 255", read=LOADERS, exercises=("make_loaders",))
class DividesBy255(Model):
    """You divide the values by 255, although the function is to keep them as they are.

    Hand in images whose largest value is 16. What is the largest in a batch?
    """

    def pixels_of_training(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images / 255

    def pixels_of_test(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images / 255


@misconception("CNN-63e", "spreads the values from 0 to 1", read=LOADERS, exercises=("make_loaders",))
class SpreadsTheValues(Model):
    """You spread the values so that the smallest is 0 and the largest 1, although they are to be kept as they are.

    Hand in images whose pixels are all between 4 and 16. What is the smallest value in a batch?
    """

    def pixels_of_training(self, images: Tensor, largest: Tensor) -> Tensor:
        return (images - images.min()) / (largest - images.min())

    def pixels_of_test(self, images: Tensor, largest: Tensor) -> Tensor:
        return (images - images.min()) / (largest - images.min())


@misconception("CNN-63b", "standardizes the images", read=LOADERS, exercises=("make_loaders",))
class Standardizes(Model):
    """You subtract the mean from the values and divide by their spread, although they are to be kept as they are.

    Compare the smallest and the largest value in a batch with those of the array.
    """

    def pixels_of_training(self, images: Tensor, _largest: Tensor) -> Tensor:
        return (images - images.mean()) / images.std()

    def pixels_of_test(self, images: Tensor, _largest: Tensor) -> Tensor:
        return (images - images.mean()) / images.std()


@misconception("CNN-63c", "moves values below zero", read=LOADERS, exercises=("make_loaders",))
class MovesValuesBelowZero(Model):
    """You move the values so that dark pixels are negative, although they are to be kept as they are.

    What value does a black pixel, a 0, have in a batch?
    """

    def pixels_of_training(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images / 127.5 - 1

    def pixels_of_test(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images / 127.5 - 1


@misconception("CNN-63d", "divides bytes by 255", read=LOADERS, exercises=("make_loaders",))
class DividesBytesBy255(Model):
    """You divide images of uint8 by 255, although the function is to keep their values whatever their type.

    Hand in the same images as uint8 and as float32. Are the values in the batches the same?
    """

    def bytes_kept(self, images: Tensor) -> Tensor:
        return images / 255
