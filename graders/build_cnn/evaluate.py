"""`evaluate`: in the demonstrations the model hands logits on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from receptive.grader import Case, Demonstration, Grid, Grids, Picture, StudentRaised, a_thing, check

from . import drawings, loop_choices, loop_decisions
from .loop_decisions import MEASURING as DECISIONS  # noqa: F401  # read by the registry
from .readings import LOGITS, Batches, number
from .requirements import require_entry, require_items

THREE = [[2.0, 0.0], [0.0, 1.0], [3.0, 0.0]]


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
    return [a_thing(found), *(map(a_thing, found[:4]) if isinstance(found, tuple | list) else ())]


DEMONSTRATIONS = (
    evaluation(1, THREE, [0, 1, 1], [3], "2 of 3 = 0.666667"),
    evaluation(1, THREE, [0, 1, 1], [2, 1], "2 of 3 = 0.666667"),
    evaluation(0, LOGITS, [0, 0], [2], "(ln(1 + e⁻³) + ln 2)/2 = (0.0486 + 0.6931)/2 = 0.370867"),
    evaluation(0, THREE, [0, 1, 1], [2, 1], "(0.1269 + 0.3133 + 3.0486)/3 = 3.48878/3 = 1.16293"),
    Demonstration(
        "the running means of a BatchNorm layer after evaluate, before it 0 and 0", mean_after, ("means",), verb="are"
    ),
    Demonstration("torch.is_grad_enabled() in the two batches of evaluate", gradients_on, ("gradients",), verb="is"),
    Demonstration("model.training after evaluate, by the mode before it", mode_after, ("modes",), verb="is"),
    Demonstration("what evaluate returns, and what is in it,", types_of_results, ("types",), verb="is"),
    Demonstration(
        "what evaluate asks a list of batches for in vain",
        loop_decisions.asked_of_a_list_when_measured,
        ("list",),
        verb="is",
    ),
)


FREE_CHOICES = loop_choices.FOR_MEASURING


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "logits":
        yield drawings.samples(case, *what)


def example() -> Iterator[Picture]:
    rows = (("2.0", "0.1", "0", "✓"), ("0.3", "1.2", "1", "✓"), ("0.9", "0.4", "1", "no"))
    table = Grid("samples", rows, columns=("logit 0", "logit 1", "label", "right"))
    yield Grids("Accuracy over all samples", (table,), line="2 of 3 = 0.667")
