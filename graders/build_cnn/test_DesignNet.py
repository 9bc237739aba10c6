"""Criteria of `DesignNet`. Its layers are read once, and what was read is built, counted and trained here."""

from typing import Any

import numpy as np
import pytest
import torch

from receptive.grader import Mismatch, check

from .design_plans import MACS, Plan, require_budget, require_classes, require_plan
from .design_shapes import CLASSES, SIDE, halves
from .design_training import accuracy_of
from .requirements import is_near, require_real
from .tensors import normal

PASS_MARK = 0.85
TRIES = 2  # first values may be unlucky
HOPELESS = 0.5  # of a first try: another one would not help


@pytest.mark.criterion("design_shape")
def test_eight_logits_for_each_image(student: Any, probes: Any, rng: np.random.Generator) -> None:
    plan = require_plan(student, probes, rng)
    for count in (1, int(rng.integers(3, 8))):
        with torch.no_grad():
            out = require_real(plan.build().eval()(normal(rng, count, 1, SIDE, SIDE)), (count, CLASSES))
        check(not is_near(out.sum(dim=1), torch.ones(count).double()), "every row sums to 1: these are no logits")


@pytest.mark.criterion("design_budget")
def test_it_keeps_within_the_budget(student: Any, probes: Any, rng: np.random.Generator) -> None:
    require_budget(require_plan(student, probes, rng))


@pytest.mark.criterion("design_accuracy")
def test_it_knows_shapes_where_it_never_saw_one(
    student: Any, probes: Any, rng: np.random.Generator, measured: dict[str, float]
) -> None:
    plan = require_plan(student, probes, rng)
    require_budget(plan)
    measured |= {"accuracy": learned(plan, rng), "parameters": plan.parameters, "multiply-accumulates": plan.macs}


@pytest.mark.criterion("design_half")
def test_half_of_the_multiply_accumulates_will_do(student: Any, probes: Any, rng: np.random.Generator) -> None:
    plan = require_plan(student, probes, rng)
    require_budget(plan, MACS // 2)
    learned(plan, rng)


def learned(plan: Plan, rng: np.random.Generator) -> float:
    """The accuracy in the right half, which must be enough."""
    require_classes(plan)
    data, best = halves(rng), 0.0
    for seed in rng.integers(1 << 30, size=TRIES):
        best = max(best, accuracy_of(plan, data, int(seed)))
        if best >= PASS_MARK:
            return best
        if best < HOPELESS:
            break
    told = "it has learned much, but not enough" if best >= HOPELESS else "it knows hardly any shape in the right half"
    raise Mismatch(f"{told}: fewer than 85 of 100 unseen images are right", f"{best:.3f}")
