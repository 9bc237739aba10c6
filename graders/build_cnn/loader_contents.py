"""What `make_loaders` makes of images and labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from receptive.grader import a_thing

from .loader_facts import MIXED, NO_MATTER, Ask, have_own_labels, numbered, once, rounds
from .requirements import require_tensor


def first_batch(student: Any, probes: Any, x: np.ndarray, y: Any = (0, 1) * 4) -> list[Any]:
    (train,), _ = rounds(student, probes, x, y, batch_size=2)
    return list(train.batches[0])


def what_it_gives(student: Any, probes: Any) -> list[str]:
    """For each result whether it gives batches or single images."""
    made = student.make_loaders(numbered(8), np.array([0, 1] * 4), batch_size=2)
    return [kind(probes, thing) for thing in made] if isinstance(made, tuple | list) else [a_thing(made)]


def kind(probes: Any, thing: Any) -> str:
    if not hasattr(thing, "type_name"):
        return a_thing(thing)
    ((first, *_),) = probes.epochs(thing, 1, 8)
    is_single = isinstance(first, list) and len(first) == 2 and require_tensor(first[1]).ndim == 0
    return "single images" if is_single else "batches"


def layout(*shape: int) -> Ask:
    """Shape and order of the pixels of an image in which each is larger than the one before it."""

    def ask(student: Any, probes: Any) -> list[list[int]]:
        pixels = np.tile(np.arange(np.prod(shape), dtype=float), 8).reshape(8, *shape)
        image = require_tensor(first_batch(student, probes, pixels)[0][0])
        return [list(image.shape), image.double().flatten().argsort().tolist()]

    return ask


def type_of(part: int, given: type) -> Ask:
    def ask(student: Any, probes: Any) -> str:
        x, y = numbered(8), np.array([0, 1] * 4)
        batch = first_batch(student, probes, *((x.astype(given), y) if part == 0 else (x, y.astype(given))))
        name = str(require_tensor(batch[part]).dtype).removeprefix("torch.")
        if part and batch[1].ndim > 1:
            return NO_MATTER  # a row or a column is wrong whatever its type
        return "float" if part and name.startswith("float") else name

    return ask


def shape_of_labels(student: Any, probes: Any) -> list[int]:
    return list(first_batch(student, probes, numbered(8))[1].shape[1:])


def own_labels(student: Any, probes: Any) -> bool:
    return all(have_own_labels(one, MIXED) for one in once(student, probes))


def values(given: type) -> Ask:
    return lambda student, probes: _values(student, probes, given)


def _values(student: Any, probes: Any, given: type) -> list[list[float]]:
    """The smallest, the mean and the largest value in each part; the images are all alike."""
    x: np.ndarray = np.tile(np.array([2.0, 4.0, 16.0, 4.0]), 24).reshape(24, 2, 2).astype(given)
    found = [
        torch.cat([images for images, _ in one.batches]).double()
        for (one,) in rounds(student, probes, x, [0, 1] * 12, batch_size=6)
    ]
    return [[float(part.min()), float(part.mean()), float(part.max())] for part in found]


def are_kept(parts: list[list[float]]) -> list[bool]:
    return [abs(low - 2) < 1e-3 and abs(high - 16) < 1e-3 for low, _, high in parts]


def scaling(parts: list[list[float]]) -> str:
    """In which way both parts are scaled, if they are."""
    if any(are_kept(parts)):
        return NO_MATTER
    ways = [_scaling(*part) for part in parts]
    return ways[0] if ways[0] == ways[1] else "in two ways"


def what_became(parts: list[list[float]]) -> list[Any]:
    return [are_kept(parts), scaling(parts)]


def _scaling(low: float, mean: float, high: float) -> str:
    if low < 0:
        return "mean 0" if abs(mean) < 1e-3 * (high - low) else "half below 0"
    known = {"by 255": (2 / 255, 16 / 255), "by the largest": (1 / 8, 1.0), "from 0 to 1": (0.0, 1.0)}
    found = [way for way, ends in known.items() if np.allclose((low, high), ends, atol=1e-4)]
    return found[0] if found else "otherwise"
