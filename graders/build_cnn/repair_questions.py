"""What `repair_me` is asked, at home too: what it shows a model, and the losses of black images."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from receptive.grader import Demonstration, check

from .readings import number
from .requirements import require_items, require_tensor

COLORS = [[[10, 50, 90], [20, 60, 100]], [[30, 70, 110], [40, 80, 120]]]


def shown_to_model(student: Any, probes: Any, images: Any, n_train: int, weight: Tensor) -> Any:
    net = probes.watched(weight, torch.zeros(len(weight)))
    labels = np.zeros(len(images), np.int64)
    student.repair_me(net, images, labels, n_train, 1, lr=0.0, batch_size=n_train)
    return net


def red_channel(student: Any, probes: Any) -> Any:
    """Of the first image: what is shown is divided by 255, as it may still be to do."""
    images = np.array([COLORS, COLORS], np.uint8)
    net = shown_to_model(student, probes, images, 1, torch.zeros(2, 12))
    seen = require_tensor(student.get(net, "seen")[0])
    check(seen.ndim == 4 and seen.shape[1] == 3, "the model is shown no color images")
    return (seen[0, 0] * 255 if seen.max() <= 1 else seen[0, 0]).round().numpy()


def brightest(student: Any, probes: Any) -> Any:
    net = shown_to_model(student, probes, np.full((3, 1, 2, 1), 255, np.uint8), 2, torch.zeros(2, 2))
    seen = student.get(net, "seen")
    check(isinstance(seen, list) and len(seen) > 1, "the model is not shown both parts")
    return {"training": float(seen[0].max()), "test": float(seen[-1].max())}


def mode_in_test(student: Any, probes: Any) -> Any:
    net = shown_to_model(student, probes, np.zeros((3, 1, 2, 1), np.uint8), 2, torch.zeros(2, 2))
    modes = student.get(net, "trained")
    check(isinstance(modes, list) and len(modes) > 1, "the model is not shown both parts")
    return {"training": modes[0], "test": modes[-1]}


def losses_of_black(student: Any, probes: Any, biases: list[float], epochs: int, lr: float) -> list[float]:
    """On black images the logits are the biases, and only these learn."""
    net = probes.classifier(torch.zeros(2, 2), torch.tensor(biases))
    images = np.zeros((5, 1, 2, 1), np.uint8)
    losses, _ = require_items(student.repair_me(net, images, np.zeros(5, np.int64), 4, epochs, lr=lr, batch_size=2), 2)
    return [number(loss) for loss in require_items(losses, epochs)]


def black_loss(student: Any, probes: Any) -> float:
    return losses_of_black(student, probes, [3.0, 0.0], 1, 0.0)[0]


def black_losses(student: Any, probes: Any) -> list[float]:
    return losses_of_black(student, probes, [0.0, 0.0], 6, 0.3)


def rounded(found: Any) -> Any:
    """Losses and pixels as plain numbers, up to single precision."""
    if isinstance(found, dict):
        return {name: rounded(value) for name, value in found.items()}
    if isinstance(found, np.ndarray):
        return rounded(found.tolist())
    return [rounded(value) for value in found] if isinstance(found, list) else round(float(found), 3)


QUESTIONS = (
    Demonstration(
        f"the red channel that the model is shown of the image {COLORS}",
        red_channel,
        ("red", COLORS),
        decides=rounded,
        verb="is",
    ),
    Demonstration(
        "the brightest pixels that the model is shown for images of 255s",
        brightest,
        ("brightest",),
        decides=rounded,
        verb="are",
    ),
    Demonstration(
        "the loss of repair_me for black images, the biases [3, 0] and the class 0",
        black_loss,
        ("loss",),
        decides=rounded,
        verb="is",
    ),
    Demonstration(
        "the losses of repair_me for black images of one class with lr=0.3",
        black_losses,
        ("losses",),
        decides=rounded,
        verb="are",
    ),
    Demonstration("model.training in the parts of repair_me", mode_in_test, ("modes",), verb="is"),
)
