"""Criteria of `make_loaders`. Every image carries its own number, so each can be followed.

What a loader yields is bounded before it is looked at (no more images than there are, and none of another size), and
then looked at whole.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from receptive.grader import Mismatch, StudentObject, a_thing, check, check_dtype

from .requirements import require_items, require_tensor
from .rounds import Round

MOST_CLASSES = 64
PIXELS = "the pixels of an image are not those given"


def numbered(labels: Any, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    """One image for each label. Its first pixels are 0, the highest number of all, and its own number."""
    x = np.zeros((len(labels), *(shape or (2, 3))))
    x.reshape(len(labels), -1)[:, 1] = len(labels)
    x.reshape(len(labels), -1)[:, 2] = np.arange(len(labels))
    return x, np.asarray(labels)


def some_labels(rng: np.random.Generator, count: int, classes: int) -> np.ndarray:
    return rng.permutation(np.arange(count) % classes)


@dataclass(frozen=True)
class Epoch(Round):
    """What came out of one loader in one round, of so many images."""

    total: int

    @cached_property
    def numbers(self) -> np.ndarray:
        """Which images, in order, even if somebody has changed brightness or contrast."""
        pixels = self.images.double().flatten(1)
        check(bool(pixels.isfinite().all()), PIXELS)
        found = ((pixels[:, 2] - pixels[:, 0]) / (pixels[:, 1] - pixels[:, 0]) * self.total).nan_to_num(-1, -1, -1)
        check(bool(((found > -0.5) & (found < self.total - 0.5)).all()), PIXELS)
        return found.round().long().numpy()


def rounds(
    student: Any, probes: Any, x: np.ndarray, y: np.ndarray, count: int = 1, mood: int = 0, **settings: Any
) -> list[list[Epoch]]:
    """The epochs of the training loader and those of the test loader. `mood` is the state of chance."""
    probes.seeded(mood)
    loaders = require_items(student.make_loaders(x, y, **settings), 2)
    probes.seeded(mood + 1)
    for loader in loaders:
        check(isinstance(loader, StudentObject), "a loader is no DataLoader", f"it is {a_thing(loader)}")
    most = len(x) + 2
    found = [require_items(probes.epochs(loader, count, most), count) for loader in loaders]
    return [[epoch_of(batches, x) for batches in epochs] for epochs in found]


def epoch_of(batches: object, x: np.ndarray) -> Epoch:
    """The batches of an epoch, once it is sure that they hold no more than they can."""
    if not isinstance(batches, list) or not batches:
        raise Mismatch("a loader gives no batches")
    check(len(batches) <= len(x), "a loader gives more batches than there are images")
    pairs = [pair(batch) for batch in batches]
    epoch = Epoch(pairs, len(x))
    check(all(epoch.sizes), "a loader gives an empty batch")
    check(sum(epoch.sizes) <= len(x), "an epoch of a loader holds more images than there are")
    images, labels = pairs[0]
    check(all(own.dtype == images.dtype and other.dtype == labels.dtype for own, other in pairs), "the types differ")
    check(all(own.shape[1:] == images.shape[1:] for own, _ in pairs), "the images do not all have one shape")
    check(all(own.shape[1:] == labels.shape[1:] for _, own in pairs), "the labels do not all have one shape")
    check(images[0].numel() == x[0].size, "the images do not have as many pixels as those given")
    return epoch


def pair(batch: object) -> tuple[Tensor, Tensor]:
    images, labels = (require_tensor(part) for part in require_items(batch, 2))
    check(images.ndim > 1 and labels.ndim > 0, "a loader gives single images, and no batches")
    check(len(labels) == len(images), "a batch has other labels than images")
    check(labels.numel() <= MOST_CLASSES * len(labels), "a label has far too many numbers")
    real = all(not part.dtype.is_complex and part.dtype is not torch.bool for part in (images, labels))
    check(real, "the images are no real numbers, or the labels are not")
    return images, labels


def one_round(student: Any, probes: Any, x: np.ndarray, y: np.ndarray, **settings: Any) -> tuple[Epoch, Epoch]:
    (train,), (test,) = rounds(student, probes, x, y, **settings)
    return train, test


def require_each_once(epoch: Epoch) -> None:
    check(len(np.unique(epoch.numbers)) == len(epoch.numbers), "an image comes twice in one epoch")


def require_own_labels(epoch: Epoch, y: np.ndarray) -> None:
    check(np.array_equal(epoch.labels, y[epoch.numbers].astype(float)), "an image has another's label")


@pytest.mark.criterion("loaders_shapes")
def test_twelve_images(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Twelve images; then so many times as many, of another size, give so many times as many."""
    times, *size = (int(number) for number in rng.integers(2, 8, 3))
    for factor, shape in ((1, (5, 4)), (times, (size[0], size[1] + 1))):
        x, y = numbered(np.arange(12 * factor) % 3, *shape)
        for epoch, count in zip(one_round(student, probes, x, y, batch_size=3), (9, 3), strict=True):
            actual, wanted = tuple(epoch.images.shape), (count * factor, 1, *shape)
            check(actual == wanted, "the shape of the images is wrong", f"shape {actual}, expected {wanted}")
            # A shape alone could be that of anything
            check(len(np.unique(epoch.numbers)) == len(epoch.numbers), "an image comes twice in one epoch")


@pytest.mark.criterion("loaders_batches")
def test_batches_hold_every_image(student: Any, probes: Any, rng: np.random.Generator) -> None:
    size = int(rng.integers(7, 12))
    x, y = numbered(some_labels(rng, 60, 3))
    for epoch, count in zip(one_round(student, probes, x, y, test_size=0.35, batch_size=size), (39, 21), strict=True):
        check(sum(epoch.sizes) == count, "an epoch of a loader holds too few or too many images")
        require_each_once(epoch)
        sizes = [len(part) for part in torch.arange(count).split(size)]
        check(epoch.sizes == sizes, "the batches do not have the size that is asked")
    x, y = numbered(some_labels(rng, 96, 2))
    check(one_round(student, probes, x, y)[0].sizes == [64, 8], "without batch_size, a batch does not hold 64 images")


@pytest.mark.criterion("loaders_layout")
def test_images_keep_channels_rows_columns_and_values(student: Any, probes: Any, rng: np.random.Generator) -> None:
    y = some_labels(rng, 20, 2)
    for shape, kind in (((20, 4, 5), float), ((20, 3, 4, 5), float), ((20, 3, 4, 5), np.uint8)):
        x = rng.integers(0 if kind is np.uint8 else -50, 250, shape).astype(kind)
        x.reshape(20, -1)[:, :3] = numbered(y)[0].reshape(20, -1)[:, :3]
        for epoch in one_round(student, probes, x, y, test_size=0.2, batch_size=4):
            want = torch.from_numpy(x[epoch.numbers]).reshape(len(epoch.numbers), -1, 4, 5)
            check(epoch.images.shape == want.shape, "the images are not laid out as (C, H, W)")
            kept = torch.equal(epoch.images.double(), want)
            check(kept, "the pixels of an image are moved, or their values changed")


@pytest.mark.criterion("loaders_types")
def test_float32_images_and_int64_labels(student: Any, probes: Any, rng: np.random.Generator) -> None:
    images_types, labels_types = (
        (np.uint8, np.float64, np.int64, np.float32),
        (np.uint8, np.int32, np.float64, np.int64),
    )
    for images_type, labels_type in zip(images_types, labels_types, strict=True):
        x, y = numbered(some_labels(rng, 12, 3))
        for epoch in one_round(student, probes, x.astype(images_type), y.astype(labels_type), batch_size=3):
            require_own_labels(epoch, y)
            images, labels = epoch.batches[0]
            check(labels.ndim == 1, "the labels of a batch are not (n,)", f"{tuple(labels.shape)}")
            check_dtype(images, "float32")
            check_dtype(labels, "int64")


@pytest.mark.criterion("loaders_disjoint")
def test_no_image_is_in_both(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, y = numbered(some_labels(rng, 90, 3))
    train, test = one_round(student, probes, x, y, test_size=0.4, batch_size=18)
    check(not np.isin(test.numbers, train.numbers).any(), "an image of the training is in the test too")
    check(len(train.numbers) + len(test.numbers) == 90, "an image is missing")
    for epoch in (train, test):
        require_each_once(epoch)
        require_own_labels(epoch, y)


@pytest.mark.criterion("loaders_stratified")
def test_every_class_gives_its_share(student: Any, probes: Any, rng: np.random.Generator) -> None:
    sizes = np.array([20, 40, 60, 80, 100, 20, 40, 60, 80, 100])
    labels, share = np.repeat(np.arange(10), rng.permutation(sizes)), float(rng.choice((0.2, 0.25, 0.3, 0.4)))
    for y in (rng.permutation(labels), labels):
        _, test = one_round(student, probes, numbered(y)[0], y, test_size=share, batch_size=30)
        given = np.bincount(y[test.numbers], minlength=10)
        fair = abs(given - share * np.bincount(labels)) <= 2
        check(fair.all(), "the classes do not all give the same share to the test")


@pytest.mark.criterion("loaders_seeded")
def test_the_seed_decides_the_split(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, y = numbered(some_labels(rng, 80, 2))
    one, other = (int(seed) for seed in rng.choice(1000, 2, replace=False))
    test, again, others = (
        np.sort(one_round(student, probes, x, y, seed=seed, mood=mood, batch_size=20)[1].numbers)
        for seed, mood in ((one, 10), (one, 20), (other, 30))
    )
    check(len(test) == 20, "the test does not have a quarter of the images")
    check(np.array_equal(test, again), "the same seed gives two different splits")
    check(not np.array_equal(test, others), "two seeds give the same split")


@pytest.mark.criterion("loaders_repeatable")
def test_the_seed_decides_the_order(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """Of the images that are in the training for both of two seeds, each seed must make an order of its own."""
    x, y = numbered(some_labels(rng, 80, 2))
    one, other = (int(seed) for seed in rng.choice(1000, 2, replace=False))
    train, again, others = (
        one_round(student, probes, x, y, seed=seed, mood=mood, batch_size=20)[0].numbers
        for seed, mood in ((one, 10), (one, 20), (other, 10))
    )
    check(len(train) > 20, "the training has hardly any images")
    check(np.array_equal(train, again), "the same seed gives two different orders of the training images")
    first, second = train[np.isin(train, others)], others[np.isin(others, train)]
    check(not np.array_equal(first, second), "two seeds give the same order of the training images")
    zero, default = (one_round(student, probes, x, y, **seed, batch_size=20)[0].numbers for seed in ({"seed": 0}, {}))
    check(np.array_equal(zero, default), "without a seed, the order is not that of seed 0")


@pytest.mark.criterion("loaders_shuffled")
def test_only_the_training_is_shuffled(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x, y = numbered(some_labels(rng, 80, 2))
    (train, train_again), (test, test_again) = rounds(student, probes, x, y, count=2, batch_size=20)
    check(len(train.numbers) > 10 and len(test.numbers) > 10, "a loader has hardly any images")
    in_order = np.array_equal(train.numbers, train_again.numbers)
    check(not in_order, "two epochs bring the training in the same order")
    check(np.array_equal(test.numbers, test_again.numbers), "two epochs bring the test images in different orders")
