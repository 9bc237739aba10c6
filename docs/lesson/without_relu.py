"""How much worse is a network without its ReLUs? The accuracy hardly says.

    python docs/lesson/without_relu.py

The small network of train_digits.py with and without its ReLUs, and with maxima or means in its pools; five seeds
each. Needs torch and scikit-learn; half a minute on one core.
"""

from __future__ import annotations

import torch
from torch import nn
from train_digits import BATCH, EPOCHS, RATE, digits, learn, small

SEEDS = 5


def changed(relu: bool, mean: bool) -> nn.Sequential:
    """The small network, less its ReLUs or with means for maxima."""
    layers = [layer for layer in small() if relu or not isinstance(layer, nn.ReLU)]
    return nn.Sequential(*(nn.AvgPool2d(2) if mean and isinstance(layer, nn.MaxPool2d) else layer for layer in layers))


def main() -> None:
    torch.set_num_threads(1)
    train, unseen = digits()
    for mean in (False, True):
        for relu in (True, False):
            found = []
            for seed in range(SEEDS):
                torch.manual_seed(seed)
                curves = learn(changed(relu, mean), train, unseen, EPOCHS, BATCH, RATE)
                found.append(curves["test_accuracy"][-1])
            name = f"{'mean' if mean else 'max'} pooling, {'with' if relu else 'without'} ReLU"
            print(f"{name:28} {sum(found) / SEEDS:.3f}, from {min(found):.3f} to {max(found):.3f}")


if __name__ == "__main__":
    main()
