"""Three networks on the digits at random places that `ShiftNet` is graded with: what does a dense layer make of them?

    python docs/lesson/shift_digits.py

The data and the training of the grader, 32 epochs at its first rate; five seeds each. Needs torch and scikit-learn;
a minute on one core.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from receptive.catalogue.grader_package import grader_module

GRADER = Path(__file__).parents[2] / "graders" / "build_cnn"
SEEDS, EPOCHS, RATE = 5, 32, 5e-3
PIXELS = 12 * 12


def networks() -> dict[str, list[nn.Module]]:
    def conv(c_in: int, c_out: int) -> list[nn.Module]:
        return [nn.Conv2d(c_in, c_out, 3, padding=1), nn.ReLU()]

    anywhere = [nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(32, 10)]
    return {
        "linear": [nn.Flatten(), nn.Linear(PIXELS, 10)],
        "dense, 64 hidden units": [nn.Flatten(), nn.Linear(PIXELS, 64), nn.ReLU(), nn.Linear(64, 10)],
        "16, pool, 32, 32, maximum": [*conv(1, 16), nn.MaxPool2d(2), *conv(16, 32), *conv(32, 32), *anywhere],
    }


def accuracy(network: nn.Module, x: Tensor, y: Tensor) -> float:
    with torch.no_grad():
        return (network(x).argmax(dim=1) == y).double().mean().item()


def main() -> None:
    torch.set_num_threads(1)
    digits, probes = (grader_module(GRADER, name) for name in ("shift_digits", "probes"))
    print(f"{'network':28}{'parameters':>12}{'mean':>8}{'least':>8}{'most':>8}")
    for name in networks():
        found = []
        for seed in range(SEEDS):
            task = digits.shifted_task(np.random.default_rng(seed))
            torch.manual_seed(seed)
            network = nn.Sequential(*networks()[name])
            learner = probes.Fit(network, task.x, task.y, RATE)
            for epoch in range(EPOCHS):
                learner.epochs(1, min(1.0, 2 * (1 - epoch / EPOCHS)))  # full at first, less in the second half
            found.append(accuracy(network.eval(), task.unseen_x, task.unseen_y))
        parameters = sum(parameter.numel() for parameter in network.parameters())
        print(f"{name:28}{parameters:12}{np.mean(found):8.3f}{min(found):8.3f}{max(found):8.3f}", flush=True)


if __name__ == "__main__":
    main()
