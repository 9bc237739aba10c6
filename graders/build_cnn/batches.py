"""What the loops are shown, and how what they return is read.

Of one slip the criteria lose one: what is asked in a criterion of its own (the type, the unit, the order of two
results, the way of adding up) is forgiven in the others, as far as the number is still plain to see.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import check, check_close

from .requirements import require_items, require_number
from .tensors import normal

CLASSES, FEATURES = 4, 6

Batches = list[tuple[Tensor, Tensor]]


def near(got: object, want: float) -> None:
    """Losses and accuracies are often summed in single precision."""
    check_close(require_number(got), want, rtol=1e-5, atol=1e-6)


def loss_in(got: Any) -> float:
    """The loss that was returned, or the first of two numbers."""
    return require_number(got[0] if isinstance(got, tuple | list) and len(got) == 2 else got)


def ways_to_add(values: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """What people make of one number for each batch of so many samples: the mean over all samples comes first."""
    total = sum(value * size for value, size in zip(values, sizes, strict=True))
    added, batches, samples = sum(values), len(values), sum(sizes)
    return [total / samples, total, added / batches, added, values[-1], added / samples, total / batches]


def is_close(got: float, wants: Iterable[float]) -> bool:
    return any(abs(got - want) <= 1e-5 * abs(want) + 1e-6 for want in wants)


def has_a_loss(got: object, losses: Sequence[float]) -> bool:
    """Whether one of two results is one of these losses; what the other one is matters elsewhere."""
    return any(is_close(require_number(value), losses) for value in require_items(got, 2))


def require_a_loss(got: object, losses: Sequence[float]) -> None:
    check(has_a_loss(got, losses), "the loss is wrong")


def require_measured(got: object, pairs: Iterable[tuple[float, float]], samples: int) -> None:
    """Require one of these pairs of loss and share, in any order.

    Of so many samples: the share may also be in percent, or the number of right answers.
    """
    one, other = (require_number(value) for value in require_items(got, 2))
    right = any(
        is_close(first, [loss]) and is_close(second, [share, 100 * share, samples * share])
        for first, second in ((one, other), (other, one))
        for loss, share in pairs
    )
    check(right, "the loss or the accuracy is wrong")


def dense(rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    return normal(rng, CLASSES, FEATURES), normal(rng, CLASSES)


def batches_of(rng: np.random.Generator, *sizes: int) -> Batches:
    return [(normal(rng, n, 1, 2, 3), torch.from_numpy(rng.integers(0, CLASSES, n))) for n in sizes]


# The mean of ln(1 + 2/e²), ln(1 + 2/e), ln(2 + e³) and ln(1 + 2/e²), worked out by hand
FRIENDLY_LOSS = 1.0313643006991953


def friendly_batches() -> Batches:
    """Logits themselves, in two batches of two; the third answer is wrong."""
    x = torch.tensor([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [3.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    y = torch.tensor([0, 1, 2, 2])
    return [(x[:2], y[:2]), (x[2:], y[2:])]


def drawn_batches(rng: np.random.Generator, *sizes: int) -> tuple[Batches, float, float]:
    """The same with other numbers, and what is right by hand: batches, loss, accuracy.

    A logit `a` beside two zeros has the loss ln(e^a + 2) - a if its class is right, and ln(e^a + 2) if it is not.
    """
    n = sum(sizes)
    a, named = rng.uniform(0.5, 3.0, n), rng.integers(0, 3, n)
    wrong = rng.permutation(n) < rng.integers(1, n)
    x = torch.zeros(n, 3)
    x[torch.arange(n), torch.from_numpy(named)] = torch.from_numpy(a).float()
    y = torch.from_numpy((named + wrong * rng.integers(1, 3, n)) % 3)
    losses = [math.log(math.exp(one) + 2) - one * (not is_wrong) for one, is_wrong in zip(a, wrong, strict=True)]
    return list(zip(x.split(sizes), y.split(sizes), strict=True)), sum(losses) / n, 1 - wrong.mean()


def identity() -> tuple[Tensor, Tensor]:
    return torch.eye(3), torch.zeros(3)


def running_statistics(rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Means and variances of a BatchNorm layer."""
    return normal(rng, FEATURES), normal(rng, FEATURES).abs() + 0.5
