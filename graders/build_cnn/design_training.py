"""How a design learns: built and trained on this side, so that nothing the student's code says can be taken for it."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional

from .design_plans import Plan
from .design_shapes import Halves

EPOCHS, BATCH, RATE = 8, 50, 1e-2
MEAN, SQUARE, TINY = 0.9, 0.999, 1e-8  # as Adam's authors suggest


class Adam:
    """Adam. PyTorch's own optimizers take seconds to be loaded."""

    def __init__(self, parameters: Iterable[Tensor]) -> None:
        self.parameters = list(parameters)
        self.means = [torch.zeros_like(one) for one in self.parameters]
        self.squares = [torch.zeros_like(one) for one in self.parameters]
        self.steps = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        self.steps += 1
        for value, mean, square in zip(self.parameters, self.means, self.squares, strict=True):
            assert value.grad is not None  # every layer of a row has a part in the result
            mean.lerp_(value.grad, 1 - MEAN)
            square.mul_(SQUARE).addcmul_(value.grad, value.grad, value=1 - SQUARE)
            spread = (square / (1 - SQUARE**self.steps)).sqrt_().add_(TINY)
            value.addcdiv_(mean, spread, value=-rate / (1 - MEAN**self.steps))
            value.grad = None


def accuracy_of(plan: Plan, data: Halves, seed: int) -> float:
    """The share of unseen images that the design gets right once it has learned."""
    torch.default_generator.manual_seed(seed)
    net = plan.build()
    fit(net, data.x, data.y)
    net.eval()
    with torch.no_grad():
        return float((net(data.unseen_x).argmax(dim=1) == data.unseen_y).double().mean())


def fit(net: nn.Module, x: Tensor, y: Tensor) -> None:
    """The rate stays for the first half of the epochs and goes down to a quarter in the second."""
    optimizer = Adam(net.parameters())
    for epoch in range(EPOCHS):
        rate = RATE * min(1.0, 2 * (1 - epoch / EPOCHS))
        for chosen in torch.randperm(len(x)).split(BATCH):
            functional.cross_entropy(net(x[chosen]), y[chosen]).backward()
            optimizer.step(rate)
