"""What can be read of two loaders, whatever was drawn by chance, and whatever types, axes and scale their images have.

An image is known by its pixels: zeros, the highest number of all, and its own number. Their sum tells that number also
after they were moved, or brightness and contrast changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from receptive.grader import check, check_object

from .requirements import require_items, require_tensor
from .rounds import Round

TOP = 1000
MIXED = ([0] * 4 + [1] * 8 + [2] * 12) * 2
NO_MATTER = "decided by another mistake"
MOST_PIXELS = 64  # of one batch of 64


Ask = Callable[[Any, Any], Any]


class Seen(Round):
    """A round in which each image is known by its pixels."""

    @property
    def numbers(self) -> list[int]:
        """Which images came, in order."""
        pixels = self.images.double().flatten(1)
        low, high = pixels.amin(1), pixels.amax(1)
        found = ((pixels - low[:, None]).sum(1) / (high - low) - 1) * TOP
        check(bool(found.isfinite().all()), "the images cannot be told from each other")
        return [int(number) for number in found.round().clamp(-1, TOP).tolist()]


def numbered(count: int, *shape: int) -> np.ndarray:
    """So many images; of 1×3 pixels if nothing else is asked."""
    x = np.zeros((count, *(shape or (1, 3))))
    flat = x.reshape(count, -1)
    flat[:, 1], flat[:, 2] = TOP, np.arange(count)
    return x


def rounds(
    student: Any, probes: Any, x: np.ndarray, y: Sequence[int] | np.ndarray, **settings: Any
) -> list[list[Seen]]:
    """So many rounds as `epochs_of` is asked for, as what was seen in each."""
    found = epochs_of(student, probes, x, y, most=2 * len(x), **settings)
    return [[_seen(batches, len(x)) for batches in part] for part in found]


def epochs_of(
    student: Any, probes: Any, x: Any, y: Any, count: int = 1, mood: int = 0, most: int = 1000, **settings: Any
) -> list[list[Any]]:
    """So many of the training loader, and of the test loader, of `most` batches. `mood` is the state of chance."""
    probes.seeded(mood)
    loaders = require_items(student.make_loaders(x, np.asarray(y), **settings), 2)
    probes.seeded(mood + 1)
    return [require_items(probes.epochs(check_object(loader), count, most), count) for loader in loaders]


def _seen(batches: Any, count: int) -> Seen:
    check(isinstance(batches, list) and batches, "a loader gives no batches")
    pairs = [[require_tensor(part) for part in require_items(batch, 2)] for batch in batches]
    check(all(images.ndim and labels.ndim for images, labels in pairs), "a loader gives single images")
    check(all(0 < len(images) == len(labels) for images, labels in pairs), "a batch has other labels than images")
    check(sum(len(images) for images, _ in pairs) <= 3 * count, "a loader gives far too many images")
    check(all(part[0].numel() <= MOST_PIXELS for pair in pairs for part in pair), "the images are far too large")
    check(not any(part.dtype.is_complex for pair in pairs for part in pair), "the values are no real numbers")
    return Seen([(images, labels) for images, labels in pairs])


def once(student: Any, probes: Any, **settings: Any) -> list[Seen]:
    """A round through both parts of 48 images, in batches that leave no rest if nothing else is asked."""
    found = rounds(student, probes, numbered(len(MIXED)), MIXED, **{"batch_size": 12, **settings})
    return [one for (one,) in found]


def have_own_labels(one: Seen, labels: list[int]) -> bool:
    own: list[float] = one.labels.tolist()
    return own == [labels[number] for number in one.numbers]
