"""Random tensors, and the parameters of a LeNet as its contract gives them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    import numpy as np

LENET_SHAPES = ((6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,), (10, 84), (10,))
LENET_PARAMETERS = 61_706


def normal(rng: np.random.Generator, *shape: int, scale: float = 1.0) -> Tensor:
    return torch.from_numpy(rng.normal(scale=scale, size=shape)).float()


def filters(rng: np.random.Generator, *shape: int) -> Tensor:
    """Random weights that keep the size of what passes through them."""
    return normal(rng, *shape, scale=1.5 / math.sqrt(math.prod(shape[1:])))


def lenet_weights(rng: np.random.Generator) -> list[Tensor]:
    return [filters(rng, *shape) if len(shape) > 1 else normal(rng, *shape, scale=0.5) for shape in LENET_SHAPES]
