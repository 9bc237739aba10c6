"""Learn strokes in the left half of an image, look for them in the right half: which network still sees them?

    python docs/lesson/left_right.py

Needs torch; about ten seconds on one core. Guessing among the four strokes is right in 0.25 of all cases.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

SIDE, STROKE, NOISE = 16, 5, 0.25
EPOCHS, BATCH, RATE, SEEDS = 15, 64, 5e-3, 3
LEFT, RIGHT = (0, 4), (8, 12)  # columns where a stroke may begin


def strokes() -> np.ndarray:
    """Four images (4, 5, 5): upright, level, and the two diagonals."""
    upright, level = np.zeros((STROKE, STROKE)), np.zeros((STROKE, STROKE))
    upright[:, 2] = level[2] = 1
    return np.stack([upright, level, np.eye(STROKE), np.eye(STROKE)[:, ::-1]])


def images(rng: np.random.Generator, count: int, columns: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """Noise with one stroke each: (N, 1, 16, 16) and which stroke it is."""
    x = rng.normal(0, NOISE, (count, 1, SIDE, SIDE))
    y = rng.integers(0, 4, count)
    for image, stroke in zip(x, strokes()[y], strict=True):
        row, column = rng.integers(0, SIDE - STROKE + 1), rng.integers(*columns)
        image[0, row : row + STROKE, column : column + STROKE] += stroke
    return torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y)


def networks() -> dict[str, nn.Module]:
    return {
        "dense layers": nn.Sequential(nn.Flatten(), nn.Linear(SIDE * SIDE, 64), nn.ReLU(), nn.Linear(64, 4)),
        "convolution, flatten": nn.Sequential(
            nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 8 * 8, 4)
        ),
        "convolution, largest anywhere": nn.Sequential(
            nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8, 4)
        ),
    }


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).double().mean().item()


def trained(model: nn.Module, x: Tensor, y: Tensor) -> nn.Module:
    optimizer, loss = torch.optim.Adam(model.parameters(), RATE), nn.CrossEntropyLoss()
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss(model(x[batch]), y[batch]).backward()
            optimizer.step()
    return model


def main() -> None:
    torch.set_num_threads(1)
    print(f"{'network':32}{'parameters':>12}{'left, unseen':>14}{'right':>8}")
    for name in networks():
        found = []
        for seed in range(SEEDS):
            torch.manual_seed(seed)
            rng = np.random.default_rng(seed)
            model = trained(networks()[name], *images(rng, 1200, LEFT))
            found.append((accuracy(model, *images(rng, 600, LEFT)), accuracy(model, *images(rng, 600, RIGHT))))
        left, right = np.mean(found, axis=0)
        print(f"{name:32}{sum(p.numel() for p in model.parameters()):12}{left:14.2f}{right:8.2f}")


if __name__ == "__main__":
    main()
