"""`train_epoch`: in the demonstrations a model of one weight and one bias, and losses for the head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from receptive.grader import Case, Demonstration, Grid, Grids, Picture, a_thing, grid

from . import drawings, loop_choices, loop_decisions
from .drawings import from_what, table
from .loop_decisions import TRAINING as DECISIONS  # noqa: F401  # read by the registry
from .readings import LOGITS, Batches, number
from .requirements import require_entry


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


def steps(student: Any, probes: Any) -> int:
    return len(loop_decisions.steps_taken(student, probes))


def type_of_loss(student: Any, probes: Any) -> str:
    return a_thing(epoch(student, probes, samples([(1.0, 0.0)]))[0])


DEMONSTRATIONS = (
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
    Demonstration("the number of steps for three batches", steps, ("steps",), verb="is"),
    Demonstration("the result of train_epoch", type_of_loss, ("type",), verb="is"),
    Demonstration(
        "what train_epoch asks a list of batches for in vain", loop_decisions.asked_of_a_list, ("list",), verb="is"
    ),
)


FREE_CHOICES = loop_choices.FOR_TRAINING


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "losses":
        batches = table("batches", [list(batch) for batch in zip(*what, strict=True)], "samples", "mean loss")
        yield from_what(case, batches, signs=("→",))
    elif kind in ("weight", "mean"):
        yield from_what(case, grid("before", [[what[0]]]), signs=("→",))
    elif kind == "logits":
        yield drawings.samples(case, *what)


def example() -> Iterator[Picture]:
    rows = (("64", "0.5"), ("64", "0.3"), ("8", "2.0"))
    batches = Grid("batches", rows, columns=("samples", "mean loss"))
    line = "(64·0.5 + 64·0.3 + 8·2)/136 = 0.494, and not (0.5 + 0.3 + 2)/3 = 0.933"
    yield Grids("The mean of an epoch counts samples", (batches,), line=line)
