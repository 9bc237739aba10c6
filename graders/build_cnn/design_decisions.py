"""What DesignNet decides, whatever its layers are."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from receptive.grader import Mismatch, check_object

from .deciding import both_signs, decision, far, finite, images, once, results, shapes_of
from .design_plans import MACS, PARAMETERS, Plan, read_plan, require_plan
from .design_shapes import SIDE

SEQUENCE = "a sequence of known layers"
UNREAD = f"unknown, as its layers are not {SEQUENCE}"
NO_PROBABILITIES = "any real numbers"


@once
def plan_of(student: Any, probes: Any) -> Plan | str:
    net = check_object(student.DesignNet())
    results(probes, net, [], images(2, 1, SIDE, SIDE))
    try:
        return read_plan(probes, net)
    except Mismatch:
        return UNREAD


def of_plan(read: Any) -> Any:
    def ask(student: Any, probes: Any) -> Any:
        plan = plan_of(student, probes)
        return plan if isinstance(plan, str) else read(plan)

    return ask


def kind(student: Any, probes: Any) -> str:
    """What it is: its layers must do what the network does."""
    try:
        require_plan(student, probes, np.random.default_rng(0))
    except Mismatch:
        return f"something other than {SEQUENCE}"
    return SEQUENCE


def shape(student: Any, probes: Any) -> tuple[int, ...]:
    (out,) = results(probes, check_object(student.DesignNet()), [], images(4, 1, SIDE, SIDE))
    return tuple(out.shape)


def reading(student: Any, probes: Any) -> str:
    """What the results are, with numbers of both signs for the parameters."""
    net, x = check_object(student.DesignNet()), images(4, 1, SIDE, SIDE)
    results(probes, net, [], x)
    (out,) = results(probes, net, both_signs(shapes_of(probes, net), 0), x)
    sums = finite(out).sum(dim=-1)
    return NO_PROBABILITIES if far(sums, torch.ones_like(sums)) else "probabilities: each row adds up to 1"


DECISIONS = (
    decision("DesignNet()", kind, verb="gives"),
    decision("the shape of DesignNet()(x) for 4 images", shape),
    decision("what DesignNet() gives", reading),
    decision(
        "the number of parameters of DesignNet()",
        of_plan(lambda plan: plan.parameters),
        decides=lambda found: found if isinstance(found, str) else found <= PARAMETERS,
        wanted=f"at most {PARAMETERS}",
    ),
    decision(
        "the number of multiply-accumulates of DesignNet() for one image",
        of_plan(lambda plan: plan.macs),
        decides=lambda found: found if isinstance(found, str) else found <= MACS,
        wanted=f"at most {MACS}",
    ),
    decision("the activation of DesignNet()", of_plan(lambda plan: "there" if plan.bends else "not there")),
    decision(
        "the number of places of a map that the dense layers of DesignNet() tell apart",
        of_plan(lambda plan: plan.places),
    ),
    decision(
        "the number of convolutions of DesignNet()",
        of_plan(lambda plan: sum(layer.kind == "Conv2d" for layer in plan.layers)),
        decides=lambda found: found if isinstance(found, str) else found > 0,
        wanted="at least one",
    ),
)
