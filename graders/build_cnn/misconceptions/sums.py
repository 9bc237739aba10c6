"""Mistakes about what is made of the values of the batches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import torch
from torch import Tensor

from receptive.grader import misconception

from ..headings import CONVENTIONS, EVALUATE, TRAIN
from ..loops import Batch, Noted
from ..model import Model

LOOPS = ("train_epoch", "evaluate")


@misconception("CNN-15", "takes the mean of batch means", read=TRAIN, exercises=LOOPS)
class TakesTheMeanOfMeans(Model):
    """Each batch counts the same, however few samples it has.

    Four samples in one batch give 1.0 each, one in the next gives 0.0. What is the mean of the five?
    """

    def mean(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).mean()


@misconception("CNN-45", "returns the value of the last batch", read=TRAIN, exercises=LOOPS)
class ReturnsTheLastValue(Model):
    """You return what the last batch gave, not the mean over all samples.

    Two batches of one size with the losses 0.2 and 0.6: what do you return?
    """

    def mean(self, noted: Noted) -> Tensor:
        return noted.values[-1]


@misconception("CNN-65", "returns within the loop", read=TRAIN, exercises=LOOPS)
class ReturnsWithinTheLoop(Model):
    """Your function comes back after the first batch: the others are never looked at.

    Put a print() into the loop. How often does it run for three batches?
    """

    def seen(self, loader: Iterable[Batch]) -> Iterable[Batch]:
        return islice(loader, 1)


@misconception("CNN-78a", "adds up over the samples", read=TRAIN, exercises=LOOPS)
class AddsUpOverSamples(Model):
    """You add up over all samples, and do not divide by their number.

    What does your function give for twice as many samples of the same kind?
    """

    def count(self, _noted: Noted) -> int:
        return 1


@misconception("CNN-78b", "adds up the means of the batches", read=TRAIN, exercises=LOOPS)
class AddsUpTheMeans(Model):
    """You add up the means of the batches, and return the sum.

    What does your function give for twice as many batches of the same kind?
    """

    def mean(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).sum()


@misconception("CNN-79a", "divides means by samples", read=TRAIN, exercises=LOOPS)
class DividesMeansBySamples(Model):
    """You add up the mean losses of the batches, and divide by the number of samples: that divides by it twice.

    Two batches of four samples, each with the loss 1.0. What do you get, and what is the mean?
    """

    def mean(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).sum() / self.count(noted)


@misconception("CNN-79b", "divides means by samples in the loss", read=EVALUATE, exercises=("evaluate",))
class DividesMeansBySamplesInTheLoss(Model):
    """You add up the mean losses of the batches, and divide by the number of samples; the accuracy is right.

    Two batches of four samples, each with the loss 1.0. Which loss do you get, and what is the mean?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).sum() / self.count(noted)


@misconception("CNN-79c", "takes the mean of batch means in the loss", read=EVALUATE, exercises=("evaluate",))
class TakesTheMeanOfMeansInTheLoss(Model):
    """In the loss each batch counts the same, however few samples it has; the accuracy is right.

    Four samples in one batch have the loss 1.0 each, one in the next has 2.0. What is the mean of the five?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).mean()


@misconception("CNN-79d", "adds up the loss", read=EVALUATE, exercises=("evaluate",))
class AddsUpTheLoss(Model):
    """The loss is added up over the batches and never divided; the accuracy is right.

    Which loss do you get for twice as many batches of the same kind?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).sum()


@misconception("CNN-79f", "adds up the loss over samples", read=EVALUATE, exercises=("evaluate",))
class AddsUpTheLossOverSamples(Model):
    """The loss is added up over all samples and not divided by their number; the accuracy is right.

    Which loss do you get for twice as many samples of the same kind?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return self.mean(noted) * self.count(noted)


@misconception("CNN-79e", "takes the mean of batch accuracies", read=EVALUATE, exercises=("evaluate",))
class TakesTheMeanOfAccuracies(Model):
    """In the accuracy each batch counts the same, however few samples it has; the loss is right.

    Four samples in one batch, one in the next, the first four right: which accuracy do you get?
    """

    def share_when_measured(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).mean()


@misconception("CNN-80", "asks a loader for its data set", read=CONVENTIONS, exercises=LOOPS)
class AsksForTheDataSet(Model):
    """You ask the loader for .dataset, which a plain list of batches does not have.

    How can you know the number of samples once you have seen all batches?
    """

    def count(self, noted: Noted) -> int:
        return len(noted.loader.dataset)


@misconception("CNN-81", "divides by the number of batches", read=TRAIN, exercises=LOOPS)
class DividesByBatches(Model):
    """You add up over samples, and divide by the number of batches.

    Two batches of four samples, each with the loss 1.0. What do you get, and what is the mean?
    """

    def count(self, noted: Noted) -> int:
        return len(noted.samples)


@misconception("CNN-82", "asks a loader for its batch size", read=CONVENTIONS, exercises=LOOPS)
class AsksForTheBatchSize(Model):
    """You count each batch with loader.batch_size samples. The last one may have fewer, and a list has no such thing.

    Ten samples in batches of four: add up batch_size over the batches. How many samples does that make?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        size: int = noted.loader.batch_size
        return torch.stack(noted.values).sum() * size / self.count(noted)


@misconception("CNN-82b", "counts each batch like the first", read=TRAIN, exercises=LOOPS)
class CountsEachLikeTheFirst(Model):
    """You count each batch with as many samples as the first one has; the last one may have fewer.

    Ten samples in batches of four: add up your counts of the batches. How many samples does that make?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return torch.stack(noted.values).sum() * noted.samples[0] / self.count(noted)


@misconception("CNN-82c", "counts samples by the batch size", read=CONVENTIONS, exercises=LOOPS)
class CountsByTheBatchSize(Model):
    """You count the samples with loader.batch_size. The last batch may have fewer, and a list has no such thing.

    Ten samples in batches of four: add up batch_size over the batches. How many samples does that make?
    """

    def mean_of_losses(self, noted: Noted) -> Tensor:
        size: int = noted.loader.batch_size
        return torch.stack(noted.values).sum() * size / (size * len(noted.values))
