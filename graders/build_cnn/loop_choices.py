"""Right ways of writing the loops otherwise."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import Tensor, nn

from .model import Model


class ResetsLate(Model):
    resets_late = True


class LeavesTraining(Model):
    def after_training(self, model: nn.Module) -> None:
        model.eval()


class KeepsDoubles(Model):
    def noted(self, value: Tensor) -> Tensor:
        return value.detach().double()


class ComparesProbabilities(Model):
    def compared(self, logits: Tensor) -> Tensor:
        return logits.softmax(1)


class ComparesLogarithms(Model):
    def compared(self, logits: Tensor) -> Tensor:
        return logits.log_softmax(1)


class Infers(Model):
    def off(self) -> AbstractContextManager[Any]:
        return torch.inference_mode()


FOR_TRAINING = (ResetsLate, LeavesTraining, KeepsDoubles)
FOR_MEASURING = (ComparesProbabilities, ComparesLogarithms, Infers)
