"""Right pairs for `metamer_pair` that differ."""

from __future__ import annotations

import numpy as np

from .images import Array
from .model import Model


class AsBrightAsPossible(Model):
    def placed(self, one: Array, other: Array) -> tuple[Array, Array]:
        room = 255 - np.maximum(one, other)
        return one + room, other + room


class TheOtherFirst(Model):
    def placed(self, one: Array, other: Array) -> tuple[Array, Array]:
        return other, one


class ALittleBrighter(Model):
    def placed(self, one: Array, other: Array) -> tuple[Array, Array]:
        room = np.minimum(255 - np.maximum(one, other), 7)
        return one + room, other + room


FREE_CHOICES = (AsBrightAsPossible, TheOtherFirst, ALittleBrighter)
