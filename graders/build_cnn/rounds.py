"""What comes out of a loader in one round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Round:
    """Its batches of images and labels."""

    batches: list[tuple[Tensor, Tensor]]

    @property
    def sizes(self) -> list[int]:
        return [len(images) for images, _ in self.batches]

    @property
    def images(self) -> Tensor:
        return torch.cat([images for images, _ in self.batches])

    @property
    def labels(self) -> np.ndarray:
        """Class numbers, also where each has an axis of its own, or is a row of zeros and a one."""
        labels = torch.cat([labels for _, labels in self.batches]).double()
        rows = labels.reshape(len(labels), -1)
        return (rows.argmax(1).double() if rows.shape[1] > 1 else rows[:, 0]).numpy()
