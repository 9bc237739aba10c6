"""Five networks for about 5,000 parameters, and what each of them buys.

    python docs/lesson/spend_budget.py

The data: scikit-learn's 8×8 digits at random places on 16×16 pixels, each digit three times. Needs torch and
scikit-learn; two minutes on one core.
"""

from __future__ import annotations

import torch
from torch import nn
from train_digits import Samples, digits, learn

SIDE, COPIES, EPOCHS, BATCH, RATE, SEEDS = 16, 3, 20, 64, 5e-3, 3


def conv(c_in: int, c_out: int, kernel: int = 3) -> list[nn.Module]:
    return [nn.Conv2d(c_in, c_out, kernel, padding=kernel // 2), nn.ReLU()]


def anywhere(channels: int) -> list[nn.Module]:
    """The head: the largest of each map, then a dense layer."""
    return [nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(channels, 10)]


def networks() -> dict[str, nn.Sequential]:
    pool = nn.MaxPool2d(2)
    layers = {
        "one conv, flatten": [*conv(1, 8), pool, nn.Flatten(), nn.Linear(8 * 8 * 8, 10)],
        "one wide conv of 9×9": [*conv(1, 54, 9), *anywhere(54)],
        "three convs, no pool": [*conv(1, 12), *conv(12, 16), *conv(16, 16), *anywhere(16)],
        "pool after the first": [*conv(1, 12), pool, *conv(12, 16), *conv(16, 16), *anywhere(16)],
        "pool after each of two": [*conv(1, 12), pool, *conv(12, 16), pool, *conv(16, 16), *anywhere(16)],
    }
    return {name: nn.Sequential(*parts) for name, parts in layers.items()}


def scattered(samples: Samples, copies: int) -> Samples:
    x, y = samples
    canvas = torch.zeros(copies * len(y), 1, SIDE, SIDE)
    for place, image in enumerate(canvas):
        top, left = torch.randint(0, SIDE - 7, (2,)).tolist()
        image[0, top : top + 8, left : left + 8] = x[place % len(y), 0]
    return canvas, y.repeat(copies)


def macs(network: nn.Sequential) -> int:
    """Multiply-accumulates for one image: for each result of a layer the weights that it takes."""
    x, total = torch.zeros(1, 1, SIDE, SIDE), 0
    for layer in network:
        x = layer(x)
        if isinstance(layer, nn.Conv2d | nn.Linear):
            total += x.numel() * layer.weight[0].numel()
    return total


def main() -> None:
    torch.set_num_threads(1)
    train, unseen = digits()
    print(f"{'network':24}{'parameters':>12}{'macs':>12}{'unseen':>8}")
    for name, untrained in networks().items():
        found: list[float] = []
        for seed in range(SEEDS):
            torch.manual_seed(seed)
            network: nn.Sequential = networks()[name]
            curves = learn(network, scattered(train, COPIES), scattered(unseen, 1), EPOCHS, BATCH, RATE)
            found.append(curves["test_accuracy"][-1])
        parameters = sum(parameter.numel() for parameter in untrained.parameters())
        print(f"{name:24}{parameters:12,}{macs(untrained):12,}{sum(found) / SEEDS:8.2f}", found, flush=True)


if __name__ == "__main__":
    main()
