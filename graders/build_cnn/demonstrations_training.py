"""Demonstrations of train_epoch and evaluate: a model that hands its input on, and a few samples."""

from __future__ import annotations

from typing import Any

import torch
from demonstrations_shared import number
from requirements import require_entry, require_items
from torch import Tensor

from receptive.grader import Demonstration, StudentRaised, a_thing, check

Batches = list[tuple[Tensor, Tensor]]


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
