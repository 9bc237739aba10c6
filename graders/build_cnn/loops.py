"""`train_epoch` and `evaluate` of `Model`, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

from . import networks

Batch = tuple[Tensor, Tensor]


class Optimizer(Protocol):
    """What a loop asks of one."""

    def zero_grad(self) -> None: ...
    def step(self) -> Any: ...


@dataclass
class Noted:
    """What a loop notes of its batches."""

    loader: Any
    values: list[Tensor] = field(default_factory=list)  # the mean of a batch
    samples: list[int] = field(default_factory=list)

    def add(self, value: Tensor, samples: int) -> None:
        self.values.append(value)
        self.samples.append(samples)


class Loops(networks.Decisions):
    # What the contract leaves open; any other choice is as right

    resets_late = False  # after the step, for the next batch

    def after_training(self, model: nn.Module) -> None:
        """Which mode is left."""

    def noted(self, value: Tensor) -> Tensor:
        """As it is kept until the end."""
        return value.detach()

    def compared(self, logits: Tensor) -> Tensor:
        """By class, to find the largest."""
        return logits

    def off(self) -> AbstractContextManager[Any]:
        """Gradients."""
        return torch.no_grad()

    # What people decide otherwise: batches and gradients

    def seen(self, loader: Iterable[Batch]) -> Iterable[Batch]:
        return loader

    def before_training(self, model: nn.Module) -> None:
        model.train()

    def at_the_start(self, opt: Optimizer) -> None:
        """Of an epoch."""

    def reset(self, opt: Optimizer) -> None:
        """The gradients, for the next batch."""
        opt.zero_grad()

    def learn(self, loss: Tensor, opt: Optimizer) -> None:
        loss.backward()
        opt.step()

    def at_the_end(self, opt: Optimizer) -> None:
        """Of an epoch."""

    def reported(self, loss: Tensor, again: Callable[[], Tensor]) -> Tensor:  # noqa: ARG002  # a mistake asks again
        return loss

    def again(self, model: nn.Module, loss_fn: Callable[..., Tensor], x: Tensor, y: Tensor) -> Tensor:
        loss: Tensor = loss_fn(model(x), y)
        return loss

    def loss_of(self, given: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return given

    # What is made of the values of the batches

    def count(self, noted: Noted) -> int:
        return sum(noted.samples)

    def mean(self, noted: Noted) -> Tensor:
        total = sum(value * samples for value, samples in zip(noted.values, noted.samples, strict=True))
        return torch.as_tensor(total / self.count(noted))

    def mean_of_losses(self, noted: Noted) -> Tensor:
        return self.mean(noted)

    def share_when_measured(self, noted: Noted) -> Tensor:
        """Of right answers in `evaluate`."""
        return self.mean(noted)

    def in_unit(self, accuracy: Tensor, samples: int) -> Tensor:  # noqa: ARG002  # a mistake needs the samples
        return accuracy

    def as_result(self, value: Tensor) -> Any:
        return float(value)

    def of_an_epoch(self, loss: Any, noted: Noted, accuracy: Tensor) -> Any:  # noqa: ARG002  # mistakes need them
        return loss

    def of_a_measurement(self, loss: Any, accuracy: Any) -> Any:
        return loss, accuracy

    # Measuring

    def recording(self) -> AbstractContextManager[Any]:
        return self.off()

    def measured(self, logits: Tensor, y: Tensor) -> Tensor:
        return functional.cross_entropy(self.handed_to_loss(logits), y)

    keeps_an_axis = False  # of length one, behind the predictions
    axis_of_classes: int | None = 1

    def before_measuring(self, model: nn.Module) -> None:
        model.eval()

    def after_measuring(self, model: nn.Module, was_training: bool) -> None:
        model.train(was_training)

    def share_of(self, hits: Tensor, _samples: int) -> Tensor:
        return hits.double().mean()

    def train_epoch(
        self, model: nn.Module, loader: Iterable[Batch], opt: Optimizer, loss_fn: Callable[..., Tensor]
    ) -> Any:
        self.before_training(model)
        self.at_the_start(opt)
        losses, hits = Noted(loader), Noted(loader)
        for x, y in self.seen(loader):
            if not self.resets_late:
                self.reset(opt)
            out = model(x)
            loss = self.loss_of(loss_fn)(self.handed_to_loss(out), y)
            self.learn(loss, opt)
            loss = self.reported(loss, partial(self.again, model, loss_fn, x, y))
            if self.resets_late:
                self.reset(opt)
            losses.add(self.noted(loss), len(x))
            hits.add(self.right(out, y) if y.ndim == 1 else torch.zeros(()), len(x))
        self.at_the_end(opt)
        self.after_training(model)
        return self.of_an_epoch(self.as_result(self.mean_of_losses(losses)), losses, self.mean(hits))

    def evaluate(self, model: nn.Module, loader: Iterable[Batch]) -> Any:
        was_training = model.training
        self.before_measuring(model)
        losses, hits = Noted(loader), Noted(loader)
        with self.recording():
            for x, y in self.seen(loader):
                out = model(x)
                losses.add(self.noted(self.measured(out, y)), len(x))
                hits.add(self.right(out, y), len(x))
        self.after_measuring(model, was_training)
        accuracy = self.in_unit(self.share_when_measured(hits), self.count(hits))
        return self.of_a_measurement(self.as_result(self.mean_of_losses(losses)), self.as_result(accuracy))

    def right(self, logits: Tensor, y: Tensor) -> Tensor:
        """The share of right answers in a batch."""
        named = self.compared(logits).argmax(dim=self.axis_of_classes, keepdim=self.keeps_an_axis)
        return self.share_of(named == y, len(y))
