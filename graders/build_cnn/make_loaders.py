"""`make_loaders`: in the demonstrations every image is one pixel, and that is its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from receptive.grader import Block, Blocks, Case, Demonstration, Grid, Grids, Picture, Place, alone

from .drawings import AXES, shape
from .loader_choices import FREE_CHOICES
from .loader_decisions import DECISIONS
from .loader_facts import epochs_of
from .requirements import require_items, require_tensor

__all__ = ["DECISIONS", "DEMONSTRATIONS", "FREE_CHOICES"]

LABELS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
NUMBERED = f"y = {LABELS}"


def pixels(count: int) -> Any:
    return np.arange(float(count)).reshape(count, 1, 1)


def numbers(epoch: Any) -> list[int]:
    return [int(require_tensor(image).flatten()[0]) for images, _ in epoch for image in images]


def shape_of_batch(student: Any, probes: Any) -> Any:
    (train,), _ = epochs_of(student, probes, np.zeros((8, 2, 3)), [0, 1] * 4, batch_size=4)
    return tuple(require_tensor(train[0][0]).shape)


def shape_with_channels(student: Any, probes: Any) -> Any:
    (train,), _ = epochs_of(student, probes, np.zeros((8, 4, 2, 3)), [0, 1] * 4, batch_size=4)
    return tuple(require_tensor(train[0][0]).shape)


def shape_of_labels(student: Any, probes: Any) -> Any:
    (train,), _ = epochs_of(student, probes, pixels(12), LABELS, batch_size=4)
    return tuple(require_tensor(train[0][1]).shape)


def types(images: type, labels: type) -> Any:
    def ask(student: Any, probes: Any) -> dict[str, str]:
        (train,), _ = epochs_of(student, probes, pixels(12).astype(images), np.array(LABELS, labels))
        names = [str(require_tensor(part).dtype).removeprefix("torch.") for part in require_items(train[0], 2)]
        return dict(zip(("images", "labels"), names, strict=True))

    return ask


def largest_pixels(kind: type) -> Any:
    def ask(student: Any, probes: Any) -> dict[str, float]:
        epochs = epochs_of(student, probes, np.array([[[0, 16]]] * 8, kind), [0, 1] * 4)
        largest = [max(float(images.max()) for images, _ in epoch) for (epoch,) in epochs]
        return dict(zip(("training", "test"), largest, strict=True))

    return ask


def halves(student: Any, probes: Any) -> list[int]:
    epochs = epochs_of(student, probes, pixels(12), LABELS, test_size=0.5)
    return [sum(len(images) for images, _ in epoch) for (epoch,) in epochs]


def places(student: Any, probes: Any) -> list[list[int]]:
    epochs = epochs_of(student, probes, pixels(12), LABELS, seed=1, test_size=0.5)
    return [sorted(numbers(epoch)) for (epoch,) in epochs]


def how_often(parts: list[list[int]]) -> list[bool]:
    """Whether an image is in both, in none, or twice in one."""
    train, test = parts
    twice = any(len(set(part)) < len(part) for part in parts)
    return [bool(set(train) & set(test)), len({*train, *test}) < len(LABELS), twice]


def labels_by_image(student: Any, probes: Any) -> list[int]:
    epochs = epochs_of(student, probes, pixels(12), LABELS)
    labels = [int(require_tensor(label).flatten()[0]) for (epoch,) in epochs for _, batch in epoch for label in batch]
    found = dict(zip([number for (epoch,) in epochs for number in numbers(epoch)], labels, strict=True))
    return [found.get(number, -1) for number in range(len(LABELS))]


def sizes_of_batches(student: Any, probes: Any) -> dict[str, list[int]]:
    epochs = epochs_of(student, probes, pixels(12), LABELS, batch_size=2)
    return {
        part: [len(images) for images, _ in epoch] for part, (epoch,) in zip(("training", "test"), epochs, strict=True)
    }


def classes(student: Any, probes: Any) -> list[list[int]]:
    """For each class its images in the training and in the test."""
    epochs = epochs_of(student, probes, pixels(12), LABELS, seed=1)
    labels = [[int(label) for _, batch in epoch for label in batch] for (epoch,) in epochs]
    return [[part.count(name) for part in labels] for name in (0, 1)]


def split_twice(*seeds: int) -> Any:
    def ask(student: Any, probes: Any) -> list[list[int]]:
        found = [
            epochs_of(student, probes, pixels(12), LABELS, mood=10 * mood, seed=seed, test_size=0.5)[1]
            for mood, seed in enumerate(seeds)
        ]
        return [sorted(numbers(epoch)) for (epoch,) in found]

    return ask


def two_epochs(part: int) -> Any:
    def ask(student: Any, probes: Any) -> list[list[int]]:
        return [
            numbers(epoch) for epoch in epochs_of(student, probes, pixels(12), LABELS, count=2, test_size=0.5)[part]
        ]

    return ask


def order_twice(student: Any, probes: Any) -> list[list[int]]:
    found = [epochs_of(student, probes, pixels(8), [0, 1] * 4, mood=mood, seed=3)[0] for mood in (10, 20)]
    return [numbers(epoch) for (epoch,) in found]


def is_one(rows: list[Any]) -> bool:
    return bool(rows[0] == rows[1])


def are_shared_out(rows: list[list[int]]) -> str:
    if rows == [[6, 2], [3, 1]]:
        return "right"
    return "another size" if sum(row[1] for row in rows) != 3 else "another share"


def class_line(place: Place) -> str:
    count = LABELS.count(place[0])
    test = count // 4
    return f"0.25·{count} = {test}" if place[1] else f"{count} - {test} = {count - test}"


DEMONSTRATIONS = (
    Demonstration(
        "the shape of the first batch of 8 images of 2×3 with batch_size=4", shape_of_batch, ("shape",), verb="is"
    ),
    Demonstration(
        "the shape of the first batch of 8 images with 4 channels of 2×3 and batch_size=4",
        shape_with_channels,
        ("shape",),
        verb="is",
    ),
    Demonstration(
        "the shape of the labels of the first batch with batch_size=4", shape_of_labels, ("labels",), verb="is"
    ),
    Demonstration(
        "the types of a batch for images of float64 and labels of int64", types(float, np.int64), ("types",), verb="are"
    ),
    Demonstration(
        "the types of a batch for images of uint8 and labels of int32",
        types(np.uint8, np.int32),
        ("types",),
        verb="are",
    ),
    Demonstration(
        "the largest pixels in the two parts for images of a 0 and a 16", largest_pixels(float), ("values",), verb="are"
    ),
    Demonstration(
        "the largest pixels in the two parts for the same images as uint8",
        largest_pixels(np.uint8),
        ("values",),
        verb="are",
    ),
    Demonstration(
        f"the sizes of the batches for {NUMBERED} and batch_size=2", sizes_of_batches, ("batches",), verb="are"
    ),
    Demonstration(
        f"the images of class 0 and of class 1, each in training and test, for {NUMBERED} and seed=1",
        classes,
        ("classes", LABELS),
        class_line,
        decides=are_shared_out,
        verb="are",
    ),
    Demonstration(
        "the sizes of the two parts for 12 images and test_size=0.5",
        halves,
        ("sizes",),
        lambda _: "0.5·12 = 6",
        verb="are",
    ),
    Demonstration(
        "the images in training and test, for 12 images and test_size=0.5",
        places,
        ("rows",),
        decides=how_often,
        wanted="each image once",
        verb="are",
    ),
    Demonstration(
        "the labels of the images 0 to 11, wherever they are,",
        labels_by_image,
        ("own labels",),
        decides=lambda found: found == LABELS,
        verb="are",
    ),
    Demonstration(
        "the test images of two calls with seed=3",
        split_twice(3, 3),
        ("same", "call"),
        decides=is_one,
        wanted="the same images twice",
        verb="are",
    ),
    Demonstration(
        "the test images of two calls with seed=3 and seed=4",
        split_twice(3, 4),
        ("differ", "call"),
        decides=is_one,
        wanted="other images for another seed",
        verb="are",
    ),
    Demonstration(
        "the training images in two epochs, for 12 images and test_size=0.5",
        two_epochs(0),
        ("differ", "epoch"),
        decides=is_one,
        wanted="another order in the second epoch",
        verb="are",
    ),
    Demonstration(
        "the test images in two epochs, for 12 images and test_size=0.5",
        two_epochs(1),
        ("same", "epoch"),
        decides=is_one,
        wanted="the same order twice",
        verb="are",
    ),
    Demonstration(
        "the training images of two calls with seed=3, each after other random numbers",
        order_twice,
        ("same", "call"),
        decides=is_one,
        wanted="the same order twice",
        verb="are",
    ),
)


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, AXES)
    elif kind == "classes":
        yield _classes(case)
    elif kind == "rows":
        yield Grids(f"{case.call}: a row for each part", (alone(case, case.returned, (0, 0)),))
    elif kind in ("same", "differ"):
        first, second = case.returned
        changed = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), 0)
        rows = alone(case, case.returned, (1, changed if kind == "same" else 0))
        yield Grids(f"{case.call}: a row for each {what[0]}", (rows,))


def _classes(case: Case) -> Grids:
    columns = ("class", "training", "test")
    yours, right = (
        tuple((str(name), *map(str, row)) for name, row in enumerate(rows)) for rows in (case.returned, case.expected)
    )
    row, column = case.place or (0, 0)
    at = (row, column + 1)
    grids = (Grid("yours", yours, wrong=at, columns=columns), Grid("right", right, should=at, columns=columns))
    return Grids(case.call, grids, ("but",), case.arithmetic)


def example() -> Iterator[Picture]:
    parts = (Block("training", "15 of each of 10 classes", "150"), Block("test", "5 of each of 10 classes", "50"))
    yield Blocks("200 images, test_size 0.25, stratified", parts, "200")
