"""ShiftNet and InceptionMini as somebody would write them who holds some misconceptions."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn

Ids = frozenset[str]


class ShiftNet(nn.Module):
    ids: Ids = frozenset()

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 24, 48, 64) if "CNN-34" in self.ids else (1, 16, 32, 32)
        layers = [nn.Conv2d(*sizes, 3, padding=1) for sizes in itertools.pairwise(widths)]
        self.convs = layers if "CNN-11" in self.ids else nn.ModuleList(layers)
        self.pool = nn.MaxPool2d(2)
        places = 36 if "CNN-32" in self.ids else 4 if "CNN-33" in self.ids else 1
        self.classes = nn.Linear(places * widths[-1], 10)

    def head(self, x: Tensor) -> Tensor:
        if "CNN-32" in self.ids:
            return x.flatten(1)
        if "CNN-33" in self.ids:
            return nn.functional.adaptive_max_pool2d(x, 2).flatten(1)
        x = x.amax(dim=(2, 3))
        if "CNN-4" in self.ids:
            return x.flatten()
        return x.squeeze() if "CNN-6" in self.ids else x

    def forward(self, x: Tensor) -> Tensor:
        for position, layer in enumerate(self.convs):
            x = layer(x)
            x = x if "CNN-9" in self.ids else x.relu()
            x = self.pool(x) if position == 0 else x
        x = self.classes(self.head(x))
        if "CNN-10" in self.ids:
            x = x.relu()
        return x.softmax(dim=-1) if "CNN-1" in self.ids else x


def shift_net(ids: Ids) -> type[nn.Module] | None:
    if ids >= {"CNN-32", "CNN-33"}:
        return None  # two heads
    return type("ShiftNet", (ShiftNet,), {"ids": ids})


class InceptionMini(nn.Module):
    ids: Ids = frozenset()

    def __init__(self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8) -> None:
        super().__init__()
        narrow = nn.Conv2d(c_in, c3, 1)
        other = narrow if "CNN-12" in self.ids else nn.Conv2d(c_in, c3, 1)
        settings = {} if "CNN-35" in self.ids else {"stride": 1, "padding": 1}
        pool = nn.AvgPool2d(3, **settings) if "CNN-36" in self.ids else nn.MaxPool2d(3, **settings)
        branches = [
            nn.Conv2d(c_in, c1, 1),
            nn.Sequential(narrow, nn.ReLU(), nn.Conv2d(c3, c3, 3, padding=1)),
            nn.Sequential(other, nn.ReLU(), nn.Conv2d(c3, c5, 5, padding=2)),
            nn.Sequential(pool, nn.Conv2d(c_in, cp, 1)),
        ]
        self.branches = branches if "CNN-11" in self.ids else nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        outs = [branch(x) for branch in self.branches]
        if "CNN-37" in self.ids:
            outs = [outs[3], *outs[:3]]
        return torch.cat(outs, dim=0 if "CNN-38" in self.ids else 1)


def inception_mini(ids: Ids) -> type[nn.Module]:
    return type("InceptionMini", (InceptionMini,), {"ids": ids})
