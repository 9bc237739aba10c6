"""Hidden grader of "Build a CNN": make_loaders. Every image carries its own number, so each can be followed."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from requirements import require_items, require_shape, require_tensor

from receptive.grading.checks import a_thing, check, check_dtype
from receptive.grading.student import StudentObject


def numbered(labels, height=2, width=3):
    """One gray image for each label. Its first pixels are 0, the highest number of all, and its own number."""
    x = np.zeros((len(labels), height, width))
    x.reshape(len(labels), -1)[:, 1] = len(labels)
    x.reshape(len(labels), -1)[:, 2] = np.arange(len(labels))
    return x, np.asarray(labels)


def some_labels(rng, count, classes):
    return rng.permutation(np.arange(count) % classes)


@dataclass(frozen=True)
class Epoch:
    """What came out of one loader in one round."""

    batches: list
    total: int

    def __post_init__(self):
        check(self.batches and all(self.sizes), "a loader gives no batch, or an empty one")
        check(len({batch[0].shape[1:] for batch in self.batches}) == 1, "the images do not all have one shape")

    @property
    def sizes(self):
        return [len(images) for images, _ in self.batches]

    @property
    def images(self):
        return torch.cat([images for images, _ in self.batches])

    @property
    def labels(self):
        return [float(label) for _, labels in self.batches for label in labels]

    @property
    def numbers(self):
        """Which images, in order, even if somebody has changed brightness or contrast."""
        pixels = self.images.double().flatten(1)
        check(pixels.shape[1] > 2 and bool(pixels.isfinite().all()), "the pixels of an image are not those given")
        found = ((pixels[:, 2] - pixels[:, 0]) / (pixels[:, 1] - pixels[:, 0]) * self.total).nan_to_num(-1, -1, -1)
        numbers = [round(float(number)) for number in found]
        check(all(0 <= k < self.total for k in numbers), "the pixels of an image are not those given")
        return numbers


def rounds(student, probes, x, y, count=1, mood=0, **settings):
    """The epochs of the training loader and those of the test loader. `mood` is the state of chance."""
    probes.seeded(mood)
    loaders = require_items(student.make_loaders(x, y, **settings), 2)
    probes.seeded(mood + 1)
    for loader in loaders:
        check(isinstance(loader, StudentObject), f"a loader is {a_thing(loader)}, not a DataLoader")
    found = [require_items(probes.epochs(loader, count), count) for loader in loaders]
    return [[Epoch([pair(batch) for batch in items(batches)], len(x)) for batches in epochs] for epochs in found]


def items(batches):
    check(isinstance(batches, list), "a loader gives no batches")
    return batches


def pair(batch):
    images, labels = require_items(batch, 2)
    check(len(require_tensor(images).shape) == 4, "a batch of images is not (n, C, H, W)", f"{tuple(images.shape)}")
    require_shape(labels, (len(images),))
    real = not images.dtype.is_complex and not labels.dtype.is_complex
    check(real, "the images are no real numbers, or the labels are not")
    return images, labels


def one_round(student, probes, x, y, **settings):
    (train,), (test,) = rounds(student, probes, x, y, **settings)
    return train, test


def require_own_labels(epoch, y):
    check(epoch.labels == [float(label) for label in y[epoch.numbers]], "an image has another's label")


@pytest.mark.criterion("loaders_shapes")
def test_twelve_images(student, probes):
    x, y = numbered(np.arange(12) % 3, 5, 4)
    for epoch, count in zip(one_round(student, probes, x, y, batch_size=3), (9, 3), strict=True):
        require_shape(epoch.images, (count, 1, 5, 4))


@pytest.mark.criterion("loaders_batches")
def test_batches_hold_every_image(student, probes, rng):
    x, y = numbered(some_labels(rng, 60, 3))
    epochs = one_round(student, probes, x, y, test_size=0.35, batch_size=8)
    for epoch, sizes in zip(epochs, ([8, 8, 8, 8, 7], [8, 8, 5]), strict=True):
        check(sum(epoch.sizes) == sum(sizes), "an epoch of a loader holds too few or too many images")
        check(epoch.sizes == sizes, "the batches do not have the size that is asked")
    x, y = numbered(some_labels(rng, 96, 2))
    check(one_round(student, probes, x, y)[0].sizes == [64, 8], "without batch_size, a batch does not hold 64 images")


@pytest.mark.criterion("loaders_layout")
def test_images_keep_channels_rows_columns_and_values(student, probes, rng):
    y = some_labels(rng, 20, 2)
    for shape in ((20, 4, 5), (20, 3, 4, 5)):
        x = rng.integers(-50, 250, shape).astype(float)
        x.reshape(20, -1)[:, :3] = numbered(y)[0].reshape(20, -1)[:, :3]
        for epoch in one_round(student, probes, x, y, test_size=0.2, batch_size=4):
            want = torch.from_numpy(x[epoch.numbers].reshape(-1, *x.shape[1:-2], 4, 5)).float()
            want = want.reshape(len(want), -1, 4, 5)
            check(epoch.images.shape == want.shape, "the images are not laid out as (C, H, W)")
            check(torch.equal(epoch.images.float(), want), "the pixels of an image are moved, or their values changed")


@pytest.mark.criterion("loaders_types")
def test_float32_images_and_int64_labels(student, probes, rng):
    for images_type, labels_type in ((np.uint8, np.uint8), (np.float64, np.int32), (np.int64, np.float64)):
        x, y = numbered(some_labels(rng, 12, 3))
        for epoch in one_round(student, probes, x.astype(images_type), y.astype(labels_type), batch_size=3):
            require_own_labels(epoch, y)
            for images, labels in epoch.batches:
                check_dtype(images, "float32")
                check_dtype(labels, "int64")


@pytest.mark.criterion("loaders_disjoint")
def test_no_image_is_in_both(student, probes, rng):
    x, y = numbered(some_labels(rng, 90, 3))
    train, test = one_round(student, probes, x, y, test_size=0.4, batch_size=18)
    check(not set(train.numbers) & set(test.numbers), "an image of the training is in the test too")
    check(sorted(train.numbers + test.numbers) == list(range(90)), "an image is missing, or comes twice")
    for epoch in (train, test):
        require_own_labels(epoch, y)


@pytest.mark.criterion("loaders_stratified")
def test_every_class_gives_its_share(student, probes, rng):
    sizes = np.array([20, 40, 60, 80, 100, 20, 40, 60, 80, 100])
    labels = np.repeat(np.arange(10), sizes)
    for y in (rng.permutation(labels), labels):
        _, test = one_round(student, probes, numbered(y)[0], y, test_size=0.3, batch_size=60)
        given = np.bincount(y[test.numbers], minlength=10)
        check((abs(given - 0.3 * sizes) <= 2).all(), "the classes do not all give the same share to the test")


@pytest.mark.criterion("loaders_seeded")
def test_the_seed_decides_the_split(student, probes, rng):
    x, y = numbered(some_labels(rng, 80, 2))
    test, again, other = (
        one_round(student, probes, x, y, seed=seed, mood=mood, batch_size=20)[1].numbers
        for seed, mood in ((3, 10), (3, 20), (4, 30))
    )
    check(len(test) == 20, "the test does not have a quarter of the images")
    check(set(test) == set(again), "the same seed gives two different splits")
    check(set(test) != set(other), "two seeds give the same split")


@pytest.mark.criterion("loaders_repeatable")
def test_the_seed_decides_the_order(student, probes, rng):
    x, y = numbered(some_labels(rng, 80, 2))
    train, again = (one_round(student, probes, x, y, seed=5, mood=mood, batch_size=20)[0].numbers for mood in (10, 20))
    check(len(train) > 20, "the training has hardly any images")
    check(train == again, "the same seed gives two different orders of the training images")
    zero, default = (one_round(student, probes, x, y, **seed, batch_size=20)[0].numbers for seed in ({"seed": 0}, {}))
    check(zero == default, "without a seed, the order is not that of seed 0")


@pytest.mark.criterion("loaders_shuffled")
def test_only_the_training_is_shuffled(student, probes, rng):
    x, y = numbered(some_labels(rng, 80, 2))
    train, test = rounds(student, probes, x, y, count=2, batch_size=20)
    check(len(train[0].numbers) > 10 and len(test[0].numbers) > 10, "a loader has hardly any images")
    check(train[0].numbers != train[1].numbers, "two epochs bring the training images in the same order")
    check(test[0].numbers == test[1].numbers, "two epochs bring the test images in different orders")
