"""Measure designs for the exercise DesignNet, as its grader does: python docs/lesson/designs.py [SEEDS]"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from receptive.catalogue.grader_package import grader_module

GRADER = Path(__file__).parents[2] / "graders" / "build_cnn"
SEEDS = 10


def conv(c_in: int, c_out: int, kernel: int = 3, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    return [nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2, groups=groups), nn.BatchNorm2d(c_out), nn.ReLU()]


def plain(c_in: int, c_out: int, kernel: int = 3) -> list[nn.Module]:
    return [nn.Conv2d(c_in, c_out, kernel, padding=kernel // 2), nn.ReLU()]


def head(channels: int, pool: type[nn.Module] = nn.AdaptiveMaxPool2d) -> list[nn.Module]:
    return [pool(1), nn.Flatten(), nn.Linear(channels, 8)]  # type: ignore[call-arg]  # both take a size


def designs() -> dict[str, list[nn.Module]]:
    half, mean = nn.MaxPool2d(2), nn.AdaptiveAvgPool2d
    return {
        "linear": [nn.Flatten(), nn.Linear(256, 8)],
        "dense, 12 units": [nn.Flatten(), nn.Linear(256, 12), nn.ReLU(), nn.Linear(12, 8)],
        "dense, 32 units": [nn.Flatten(), nn.Linear(256, 32), nn.ReLU(), nn.Linear(32, 8)],
        "8, pool, 16, pool, flatten": [*conv(1, 8), half, *conv(8, 16), half, nn.Flatten(), nn.Linear(256, 8)],
        "8, 16, 16 without pooling": [*conv(1, 8), *conv(8, 16), *conv(16, 16), *head(16)],
        "linear convolutions, mean": [nn.Conv2d(1, 8, 3), nn.AvgPool2d(2), nn.Conv2d(8, 20, 3), *head(20, mean)],
        "8, pool, 20, maximum": [*conv(1, 8), half, *conv(8, 20), *head(20)],
        "8, pool, 16, 16, maximum": [*conv(1, 8), half, *conv(8, 16), *conv(16, 16), *head(16)],
        "8, pool, 16, 16, mean": [*conv(1, 8), half, *conv(8, 16), *conv(16, 16), *head(16, mean)],
        "8, pool, 8, 12, mean": [*conv(1, 8), half, *conv(8, 8), *conv(8, 12), *head(12, mean)],
        "8 of 5×5, pool, 16, plain": [*plain(1, 8, 5), half, *plain(8, 16), *head(16)],
        "8, pool, 24, plain": [*plain(1, 8), half, *plain(8, 24), *head(24)],
        "8, pool, 16, 16, plain": [*plain(1, 8), half, *plain(8, 16), *plain(16, 16), *head(16)],
        "depthwise, pointwise": [
            *conv(1, 8), half, nn.Conv2d(8, 8, 3, padding=1, groups=8), *conv(8, 24, 1),
            nn.Conv2d(24, 24, 3, padding=1, groups=24), *conv(24, 24, 1), *head(24),
        ],
        "4, pool, 8, pool, 16": [*conv(1, 4), half, *conv(4, 8), half, *conv(8, 16), *head(16)],
        "12 of 5×5, no pooling": [*conv(1, 12, 5), *head(12)],
    }  # fmt: skip


def main() -> None:
    torch.set_num_threads(1)
    plans, shapes, training, probes = (
        grader_module(GRADER, name) for name in ("design_plans", "design_shapes", "design_training", "probes")
    )
    for name, layers in designs().items():
        net = nn.Sequential(*layers)
        net.eval()(torch.zeros(1, 1, 16, 16))
        plan = plans.read_plan(probes, net)
        found = []
        for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
            found.append(training.accuracy_of(plan, shapes.halves(np.random.default_rng(seed)), seed))
        print(
            f"{name:28s} {plan.parameters:6,} parameters {plan.macs:8,} multiply-accumulates, accuracy "
            f"{min(found):.3f} to {max(found):.3f}, mean {np.mean(found):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
