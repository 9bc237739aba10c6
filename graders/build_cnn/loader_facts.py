"""What can be read of two loaders, whatever was drawn by chance, and whatever types, axes and scale their images have.

An image is known by its pixels: zeros, the highest number of all, and its own number. Their sum tells that number also
after they were moved, or brightness and contrast changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import check, check_object

from .requirements import require_items, require_tensor

TOP = 1000
MOST_PIXELS = 64  # of one batch of 64


@dataclass(frozen=True)
class Round:
    """What came out of one loader in one round."""

    batches: list[tuple[Tensor, Tensor]]

    @property
    def sizes(self) -> list[int]:
        return [len(images) for images, _ in self.batches]

    @property
    def numbers(self) -> list[int]:
        """Which images came, in order."""
        pixels = torch.cat([images.double().flatten(1) for images, _ in self.batches])
        low, high = pixels.amin(1), pixels.amax(1)
        found = ((pixels - low[:, None]).sum(1) / (high - low) - 1) * TOP
        check(bool(found.isfinite().all()), "the images cannot be told from each other")
        return [int(number) for number in found.round().clamp(-1, TOP).tolist()]

    @property
    def labels(self) -> list[int]:
        """Class numbers, also where each has an axis of its own, or is a row of zeros and a one."""
        rows = [labels.double().reshape(len(labels), -1) for _, labels in self.batches]
        return [int(n) for part in rows for n in (part.argmax(1) if part.shape[1] > 1 else part[:, 0]).tolist()]


def numbered(count: int, *shape: int) -> np.ndarray:
    """So many images; of 1×3 pixels if nothing else is asked."""
    x = np.zeros((count, *(shape or (1, 3))))
    flat = x.reshape(count, -1)
    flat[:, 1], flat[:, 2] = TOP, np.arange(count)
    return x


def rounds(
    student: Any, probes: Any, x: np.ndarray, y: Sequence[int] | np.ndarray, count: int = 1, mood: int = 0,
    **settings: Any,
) -> list[list[Round]]:  # fmt: skip
    """So many rounds through the training loader, and through that of the test. `mood` is the state of chance."""
    probes.seeded(mood)
    loaders = require_items(student.make_loaders(x, np.asarray(y), **settings), 2)
    probes.seeded(mood + 1)
    found = [require_items(probes.epochs(check_object(loader), count, 2 * len(x)), count) for loader in loaders]
    return [[_round(batches, len(x)) for batches in part] for part in found]


def _round(batches: Any, count: int) -> Round:
    check(isinstance(batches, list) and batches, "a loader gives no batches")
    pairs = [[require_tensor(part) for part in require_items(batch, 2)] for batch in batches]
    check(all(images.ndim and labels.ndim for images, labels in pairs), "a loader gives single images")
    check(all(0 < len(images) == len(labels) for images, labels in pairs), "a batch has other labels than images")
    check(sum(len(images) for images, _ in pairs) <= 3 * count, "a loader gives far too many images")
    check(all(part[0].numel() <= MOST_PIXELS for pair in pairs for part in pair), "the images are far too large")
    check(not any(part.dtype.is_complex for pair in pairs for part in pair), "the values are no real numbers")
    return Round([(images, labels) for images, labels in pairs])
