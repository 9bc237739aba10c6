"""Demonstrations of make_loaders, train_epoch, evaluate and repair_me: a few numbers instead of images."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from demonstrations_layers import Place
from requirements import require_entry, require_items, require_tensor
from torch import Tensor

from receptive.grading.checks import a_thing, check, check_close, check_object
from receptive.grading.demonstrations import Demonstration
from receptive.grading.failures import StudentRaised

Batches = list[tuple[Tensor, Tensor]]


def number(value: object) -> float:
    """A number that came back, whatever its type."""
    check_close(value, 0.0, atol=math.inf)
    return float(value)  # type: ignore[arg-type]  # check_close has looked


# make_loaders: every image is one pixel, and that is its number

LABELS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
NUMBERED = f"y = {LABELS}"


def rounds(student: Any, probes: Any, x: Any, y: Any, count: int = 1, mood: int = 0, **settings: Any) -> list[Any]:
    """So many epochs of the training loader, and of the test loader. `mood` is the state of chance."""
    probes.seeded(mood)
    loaders = require_items(student.make_loaders(x, np.array(y), **settings), 2)
    probes.seeded(mood + 1)
    return [require_items(probes.epochs(check_object(loader), count), count) for loader in loaders]


def pixels(count: int) -> Any:
    return np.arange(float(count)).reshape(count, 1, 1)


def numbers(epoch: Any) -> list[int]:
    return [int(require_tensor(image).flatten()[0]) for images, _ in epoch for image in images]


def loader_shape(student: Any, probes: Any) -> Any:
    (train,), _ = rounds(student, probes, np.zeros((8, 2, 3)), [0, 1] * 4, batch_size=4)
    return tuple(require_tensor(train[0][0]).shape)


def loader_types(student: Any, probes: Any) -> dict[str, str]:
    (train,), _ = rounds(student, probes, pixels(12), LABELS)
    names = [str(require_tensor(part).dtype).removeprefix("torch.") for part in require_items(train[0], 2)]
    return dict(zip(("images", "labels"), names, strict=True))


def loader_values(student: Any, probes: Any) -> dict[str, float]:
    epochs = rounds(student, probes, np.full((8, 1, 1), 16.0), [0, 1] * 4)
    largest = [max(float(images.max()) for images, _ in epoch) for (epoch,) in epochs]
    return dict(zip(("training", "test"), largest, strict=True))


def loader_batches(student: Any, probes: Any) -> dict[str, list[int]]:
    epochs = rounds(student, probes, pixels(12), LABELS, batch_size=4)
    return {
        part: [len(images) for images, _ in epoch] for part, (epoch,) in zip(("training", "test"), epochs, strict=True)
    }


def loader_classes(student: Any, probes: Any) -> list[list[int]]:
    """For each class its images in the training and in the test."""
    epochs = rounds(student, probes, pixels(12), LABELS, seed=1)
    labels = [[int(label) for _, batch in epoch for label in batch] for (epoch,) in epochs]
    return [[part.count(name) for part in labels] for name in (0, 1)]


def test_twice(student: Any, probes: Any) -> list[list[int]]:
    found = [rounds(student, probes, pixels(12), LABELS, mood=mood, seed=3)[1] for mood in (10, 20)]
    return [sorted(numbers(epoch)) for (epoch,) in found]


def two_epochs(part: int) -> Any:
    def ask(student: Any, probes: Any) -> list[list[int]]:
        return [numbers(epoch) for epoch in rounds(student, probes, pixels(12), LABELS, count=2, test_size=0.5)[part]]

    return ask


def order_twice(student: Any, probes: Any) -> list[list[int]]:
    found = [rounds(student, probes, pixels(8), [0, 1] * 4, mood=mood, seed=3)[0] for mood in (10, 20)]
    return [numbers(epoch) for (epoch,) in found]


def is_one(rows: list[Any]) -> bool:
    return bool(rows[0] == rows[1])


def class_line(place: Place) -> str:
    count = LABELS.count(place[0])
    test = count // 4
    return f"0.25·{count} = {test}" if place[1] else f"{count} - {test} = {count - test}"


LOADERS = (
    Demonstration(
        "the shape of the first batch of 8 images of 2×3 with batch_size=4", loader_shape, ("shape",), verb="is"
    ),
    Demonstration("the types of a batch of make_loaders", loader_types, ("types",), verb="are"),
    Demonstration("the largest pixels in the two parts for images of 16s", loader_values, ("values",), verb="are"),
    Demonstration(
        f"the sizes of the batches for {NUMBERED} and batch_size=4", loader_batches, ("batches",), verb="are"
    ),
    Demonstration(
        f"the images of class 0 and of class 1, each in training and test, for {NUMBERED} and seed=1",
        loader_classes,
        ("classes", LABELS),
        class_line,
        verb="are",
    ),
    Demonstration(
        "the test images of two calls with seed=3",
        test_twice,
        ("same", "call"),
        decides=is_one,
        wanted="the same images twice",
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


# train_epoch: a model of one weight and one bias, and a loss that can be worked out in the head


def samples(*batches: list[tuple[float, float]]) -> Batches:
    """Batches of `(input, target)`, a column each."""
    columns = [torch.tensor(batch, dtype=torch.float32).T[..., None] for batch in batches]
    return [(x, y) for x, y in columns]


def epoch(student: Any, probes: Any, batches: Batches, lr: float = 0.0, squared: bool = True, **given: Any) -> Any:
    """What is returned for a model that hands its input on, and the model."""
    width = batches[0][0].shape[1]
    net = probes.classifier(torch.eye(width), torch.zeros(width), **given)
    trainer = probes.trainer(net, lr, squared=squared)
    return student.train_epoch(net, batches, trainer, trainer), net


def squared_loss(batches: list[list[tuple[float, float]]], line: str) -> Demonstration:
    def ask(student: Any, probes: Any) -> float:
        return number(epoch(student, probes, samples(*batches))[0])

    means = [sum((x - y) ** 2 for x, y in batch) / len(batch) for batch in batches]
    call = (
        f"train_epoch for batches of {' and '.join(str(len(batch)) for batch in batches)} samples "
        f"with the losses {' and '.join(f'{mean:g}' for mean in means)}"
    )
    return Demonstration(call, ask, ("losses", [len(batch) for batch in batches], means), lambda _: line)


LOGITS = [[3.0, 0.0], [0.0, 0.0]]


def crossed(student: Any, probes: Any) -> float:
    batches = [(torch.tensor(LOGITS), torch.tensor([0, 0]))]
    return number(epoch(student, probes, batches, squared=False)[0])


def learned(student: Any, probes: Any) -> float:
    """The weight after two steps: the first finds it 1 and wrong, the second finds no error."""
    batches = samples([(2.0, 0.0)], [(0.0, -1.0)])
    net = epoch(student, probes, batches, lr=0.25)[1]
    return float(require_entry(probes.state(net), "weight", torch.zeros(1, 1)))


def followed(student: Any, probes: Any) -> float:
    """The running mean of a BatchNorm that was in eval mode before, after one batch with the mean 4."""
    stats = torch.zeros(1), torch.ones(1)
    net = epoch(student, probes, samples([(2.0, 0.0), (6.0, 0.0)]), stats=stats, training=False)[1]
    return float(require_entry(probes.state(net), "norm.running_mean", torch.zeros(1)))


def type_of_loss(student: Any, probes: Any) -> str:
    return a_thing(epoch(student, probes, samples([(1.0, 0.0)]))[0])


TRAIN = (
    Demonstration(
        "train_epoch for the cross-entropy of the logits [3, 0] and [0, 0] with the class 0",
        crossed,
        ("logits", LOGITS, [0, 0]),
        lambda _: "(ln(1 + e⁻³) + ln 2)/2 = (0.0486 + 0.6931)/2 = 0.370867",
    ),
    squared_loss([[(1.0, 0.0), (3.0, 0.0)], [(1.0, 0.0), (1.0, 0.0)]], "(2·5 + 2·1)/4 = 3"),
    squared_loss([[(1.0, 0.0), (3.0, 0.0)], [(2.0, 0.0)]], "(2·5 + 1·4)/3 = 4.66667"),
    Demonstration(
        "the weight after two steps with lr=0.25 and the gradients 8 and 0",
        learned,
        ("weight", 1.0),
        lambda _: "1 - 0.25·8 - 0.25·0 = -1",
        verb="is",
    ),
    Demonstration(
        "the running mean of a BatchNorm layer, before it 0, after a batch with the mean 4",
        followed,
        ("mean", 0.0),
        lambda _: "0.9·0 + 0.1·4 = 0.4",
        verb="is",
    ),
    Demonstration("the result of train_epoch", type_of_loss, ("type",), verb="is"),
)


# evaluate: the model hands logits on


def measured(student: Any, probes: Any, batches: Batches, **given: Any) -> Any:
    """What is returned for a model that hands its input on, and the model."""
    width = batches[0][0].shape[1]
    net = probes.classifier(torch.eye(width), torch.zeros(width), **given)
    return student.evaluate(net, batches), net


def parts(logits: list[list[float]], labels: list[int], sizes: list[int]) -> Batches:
    return list(zip(torch.tensor(logits).split(sizes), torch.tensor(labels).split(sizes), strict=True))


def evaluation(which: int, logits: list[list[float]], labels: list[int], sizes: list[int], line: str) -> Demonstration:
    """The loss (0) or the accuracy (1), or the name of the error that comes instead."""

    def ask(student: Any, probes: Any) -> Any:
        try:
            found, _ = measured(student, probes, parts(logits, labels, sizes))
        except StudentRaised as raised:
            return a_thing(raised)
        return number(require_items(found, 2)[which])

    shown = [[int(value) for value in row] for row in logits]
    split = f" in batches of {' and '.join(map(str, sizes))}" if len(sizes) > 1 else ""
    call = f"the {('loss', 'accuracy')[which]} of evaluate for the logits {shown}, labels {labels}{split}"
    return Demonstration(call, ask, ("logits", logits, labels), lambda _: line, verb="is")


def gradients_on(student: Any, probes: Any) -> Any:
    _, net = measured(student, probes, parts(LOGITS, [0, 0], [1, 1]))
    flags = student.get(net, "gradients_on")
    check(isinstance(flags, list), "the model could not be looked at")
    return flags


def mode_after(student: Any, probes: Any) -> Any:
    nets = [measured(student, probes, parts(LOGITS, [0, 0], [2]), training=mode)[1] for mode in (True, False)]
    return dict(zip(("train mode", "eval mode"), require_items(probes.modes(*nets), 2), strict=True))


def mean_after(student: Any, probes: Any) -> Any:
    stats = torch.zeros(2), torch.ones(2)
    _, net = measured(student, probes, parts([[2.0, 0.0], [6.0, 0.0]], [0, 0], [2]), stats=stats)
    return require_entry(probes.state(net), "norm.running_mean", stats[0]).tolist()


def types_of_results(student: Any, probes: Any) -> list[str]:
    found, _ = measured(student, probes, parts(LOGITS, [0, 0], [2]))
    return [a_thing(value) for value in require_items(found, 2)]


THREE = [[2.0, 0.0], [0.0, 1.0], [3.0, 0.0]]
EVALUATE = (
    evaluation(1, THREE, [0, 1, 1], [3], "2 of 3 = 0.666667"),
    evaluation(1, THREE, [0, 1, 1], [2, 1], "2 of 3 = 0.666667"),
    evaluation(0, LOGITS, [0, 0], [2], "(ln(1 + e⁻³) + ln 2)/2 = (0.0486 + 0.6931)/2 = 0.370867"),
    Demonstration(
        "the running means of a BatchNorm layer after evaluate, before it 0 and 0", mean_after, ("means",), verb="are"
    ),
    Demonstration("torch.is_grad_enabled() in the two batches of evaluate", gradients_on, ("gradients",), verb="is"),
    Demonstration("model.training after evaluate, by the mode before it", mode_after, ("modes",), verb="is"),
    Demonstration("the two results of evaluate", types_of_results, ("types",), verb="are"),
)


# repair_me: the model keeps what it is shown


def shown_to_model(student: Any, probes: Any, images: Any, n_train: int, weight: Tensor) -> Any:
    net = probes.watched(weight, torch.zeros(len(weight)))
    labels = np.zeros(len(images), np.int64)
    student.repair_me(net, images, labels, n_train, 1, lr=0.0, batch_size=n_train)
    return net


def red_channel(student: Any, probes: Any) -> Any:
    """Of the first image: what is shown is divided by 255, as it may still be to do."""
    images = np.array([COLORS, COLORS], np.uint8)
    net = shown_to_model(student, probes, images, 1, torch.zeros(2, 12))
    seen = require_tensor(student.get(net, "seen")[0])
    check(seen.ndim == 4 and seen.shape[1] == 3, "the model is shown no color images")
    return (seen[0, 0] * 255 if seen.max() <= 1 else seen[0, 0]).round().numpy()


def brightest(student: Any, probes: Any) -> Any:
    net = shown_to_model(student, probes, np.full((3, 1, 2, 1), 255, np.uint8), 2, torch.zeros(2, 2))
    seen = student.get(net, "seen")
    check(isinstance(seen, list) and len(seen) > 1, "the model is not shown both parts")
    return {"training": float(seen[0].max()), "test": float(seen[-1].max())}


def mode_in_test(student: Any, probes: Any) -> Any:
    net = shown_to_model(student, probes, np.zeros((3, 1, 2, 1), np.uint8), 2, torch.zeros(2, 2))
    modes = student.get(net, "trained")
    check(isinstance(modes, list) and len(modes) > 1, "the model is not shown both parts")
    return {"training": modes[0], "test": modes[-1]}


def losses_of_black(student: Any, probes: Any, biases: list[float], epochs: int, lr: float) -> list[float]:
    """On black images the logits are the biases, and only these learn."""
    net = probes.classifier(torch.zeros(2, 2), torch.tensor(biases))
    images = np.zeros((3, 1, 2, 1), np.uint8)
    losses, _ = require_items(student.repair_me(net, images, np.zeros(3, np.int64), 2, epochs, lr=lr, batch_size=2), 2)
    return [number(loss) for loss in require_items(losses, epochs)]


def black_loss(student: Any, probes: Any) -> float:
    return losses_of_black(student, probes, [3.0, 0.0], 1, 0.0)[0]


def black_losses(student: Any, probes: Any) -> list[float]:
    return losses_of_black(student, probes, [0.0, 0.0], 6, 0.3)


COLORS = [[[10, 50, 90], [20, 60, 100]], [[30, 70, 110], [40, 80, 120]]]
REPAIR = (
    Demonstration(
        f"the red channel that the model is shown of the image {COLORS}",
        red_channel,
        ("red", COLORS),
        lambda place: f"images[0, {place[0]}, {place[1]}, 0] = {COLORS[place[0]][place[1]][0]}",
        verb="is",
    ),
    Demonstration(
        "the brightest pixels that the model is shown for images of 255s",
        brightest,
        ("brightest",),
        lambda _: "255/255 = 1",
        verb="are",
    ),
    Demonstration(
        "the loss of repair_me for black images, the biases [3, 0] and the class 0",
        black_loss,
        ("loss",),
        lambda _: "ln(1 + e⁻³) = 0.0485873",
        verb="is",
    ),
    Demonstration(
        "the losses of repair_me for black images of one class with lr=0.3", black_losses, ("losses",), verb="are"
    ),
    Demonstration("model.training in the parts of repair_me", mode_in_test, ("modes",), verb="is"),
)
