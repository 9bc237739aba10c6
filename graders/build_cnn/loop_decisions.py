"""What `train_epoch` and `evaluate` decide, each asked where little else matters.

The model hands its input on, so that losses and accuracies are known; batches of two, two and one samples.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from receptive.grader import Demonstration, StudentRaised, a_thing, check

from .batches import Batches, loss_in
from .readings import number
from .requirements import require_entry, require_list

LOGITS = torch.tensor([[0.0, 1.0], [3.0, 0.0], [2.0, 0.0], [1.0, 0.5], [0.0, 2.0]])
LABELS = torch.tensor([1, 0, 0, 1, 1])
EQUAL, UNEQUAL = [2, 2], [2, 2, 1]


def batches_of(sizes: list[int]) -> Batches:
    count = sum(sizes)
    return list(zip(LOGITS[:count].split(sizes), LABELS[:count].split(sizes), strict=True))


def same() -> tuple[Tensor, Tensor]:
    return torch.eye(2), torch.zeros(2)


def kind(got: Any) -> str:
    """A result in words that forgive its precision."""
    return (
        "a tensor"
        if isinstance(got, Tensor)
        else "a number of NumPy's"
        if type(got).__module__ == "numpy"
        else a_thing(got)
    )


def missed(student: Any, loader: Any) -> list[str]:
    """What a list of batches was asked for and does not have."""
    names = student.get(loader, "missed")
    check(isinstance(names, list) and all(type(name) is str for name in names), "the loader could not be looked at")
    return sorted({name if name in ("dataset", "batch_size") else "something else" for name in names})


# train_epoch


def trained(student: Any, probes: Any, sizes: list[int], lr: float = 0.0, epochs: int = 1) -> tuple[Any, Any, Any]:
    """The last result, the model and the optimizer."""
    net = probes.classifier(*same())
    trainer, loader = probes.trainer(net, lr), probes.loader(batches_of(sizes))
    for _ in range(epochs):
        got = student.train_epoch(net, loader, trainer, trainer)
    return got, net, trainer


def loss_of(sizes: list[int], lr: float = 0.0) -> Any:
    return lambda student, probes: loss_in(trained(student, probes, sizes, lr)[0])


def kind_of_loss(student: Any, probes: Any) -> str:
    got = trained(student, probes, UNEQUAL)[0]
    if not isinstance(got, tuple | list):
        return kind(got)
    return f"two results, the first of which is {kind(got[0])}" if len(got) == 2 else f"{len(got)} results"


def asked_of_a_list(student: Any, probes: Any) -> Any:
    net, loader = probes.classifier(*same()), probes.bare(batches_of(EQUAL))
    trainer = probes.trainer(net, 0.0)
    try:
        student.train_epoch(net, loader, trainer, trainer)
    except StudentRaised:
        return missed(student, loader)
    return []


def losses_asked(student: Any, probes: Any) -> bool:
    trainer = trained(student, probes, EQUAL)[2]
    return bool(student.get(trainer, "losses"))


def steps_taken(student: Any, probes: Any) -> list[list[Any]]:
    """For each step how often backward was called before, and whether there was a gradient to walk along."""
    trainer = trained(student, probes, UNEQUAL)[2]
    steps, calls = require_list(probes.gradients_seen(trainer), 12)[:-1], student.get(trainer, "backwards")
    check(isinstance(calls, list) and len(calls) == len(steps), "the optimizer could not be looked at")
    walked = [any(part is not None and bool(part.any()) for part in step) for step in steps]
    return [[int(count), there] for count, there in zip(calls, walked, strict=True)]


def weights_after(sizes: list[int], epochs: int) -> Any:
    def ask(student: Any, probes: Any) -> list[list[float]]:
        net = trained(student, probes, sizes, 0.5, epochs)[1]
        found: list[list[float]] = require_entry(probes.state(net), "weight", torch.eye(2)).tolist()
        return found

    return ask


def modes_of_training(student: Any, probes: Any) -> list[list[bool]]:
    """Whether each batch met train mode, for a model that came in train mode, and for one that came in eval mode."""
    found = []
    for training in (True, False):
        net = probes.watched(*same(), training)
        trainer = probes.trainer(net, 0.0)
        student.train_epoch(net, probes.loader(batches_of(EQUAL)), trainer, trainer)
        found.append(flags(student, net, "trained"))
    return found


def flags(student: Any, net: Any, name: str) -> list[bool]:
    """The different ones of the batches."""
    noted = student.get(net, name)
    check(isinstance(noted, list) and all(type(flag) is bool for flag in noted), "the model could not be looked at")
    return sorted(set(noted))


TRAINING = (
    Demonstration("what train_epoch returns", kind_of_loss),
    Demonstration("the loss of equal batches", loss_of(EQUAL)),
    Demonstration("the loss of unequal batches", loss_of(UNEQUAL)),
    Demonstration("the loss while it learns", loss_of(UNEQUAL, 0.5)),
    Demonstration("what a list is asked for", asked_of_a_list),
    Demonstration("whether the loss function is asked", losses_asked),
    Demonstration("the steps that are taken", steps_taken),
    Demonstration("the weights after one batch", weights_after([2], 1)),
    Demonstration("the weights after two batches", weights_after(EQUAL, 1)),
    Demonstration("the weights after two epochs", weights_after(EQUAL, 2)),
    Demonstration("the mode in training", modes_of_training),
)


# evaluate


def measured(student: Any, probes: Any, sizes: list[int]) -> Any:
    return student.evaluate(probes.classifier(*same()), probes.loader(batches_of(sizes)))


def result(which: int, sizes: list[int]) -> Any:
    """One of the two results; of one that came alone, that one."""

    def ask(student: Any, probes: Any) -> float:
        got = measured(student, probes, sizes)
        return number(got[which] if isinstance(got, tuple | list) else got)

    return ask


def kind_of_results(student: Any, probes: Any) -> list[str]:
    """The container, and its most unusual content."""
    got = measured(student, probes, EQUAL)
    if not isinstance(got, tuple | list):
        return [kind(got)]
    return [a_thing(got), str(len(got)), max(map(kind, got), default="", key=lambda name: (name != "a float", name))]


def asked_of_a_list_when_measured(student: Any, probes: Any) -> Any:
    loader = probes.bare(batches_of(EQUAL))
    try:
        student.evaluate(probes.classifier(*same()), loader)
    except StudentRaised:
        return missed(student, loader)
    return []


def modes_of_measuring(student: Any, probes: Any) -> list[list[bool]]:
    found = []
    for training in (True, False):
        net = probes.watched(*same(), training)
        student.evaluate(net, probes.loader(batches_of(EQUAL)))
        found.append(flags(student, net, "trained"))
    return found


def modes_afterwards(student: Any, probes: Any) -> list[bool]:
    nets = [probes.classifier(*same(), training) for training in (True, False)]
    for net in nets:
        student.evaluate(net, probes.loader(batches_of(EQUAL)))
    found: list[bool] = require_list(probes.modes(*nets), 2)
    return found


def gradients_on(student: Any, probes: Any) -> list[bool]:
    net = probes.watched(*same())
    student.evaluate(net, probes.loader(batches_of(EQUAL)))
    return flags(student, net, "gradients_on")


MEASURING = (
    Demonstration("what evaluate returns", kind_of_results),
    Demonstration("the first result for equal batches", result(0, EQUAL)),
    Demonstration("the second result for equal batches", result(1, EQUAL)),
    Demonstration("the first result for unequal batches", result(0, UNEQUAL)),
    Demonstration("the second result for unequal batches", result(1, UNEQUAL)),
    Demonstration("what a list is asked for", asked_of_a_list_when_measured),
    Demonstration("the mode while it measures", modes_of_measuring),
    Demonstration("the mode afterwards", modes_afterwards),
    Demonstration("whether gradients are on", gradients_on),
)
