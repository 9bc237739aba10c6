# topic: build_cnn
"""Gives loaders without an end, with huge batches that take no memory here, with thousands of small ones."""

import itertools

import torch

ONE = torch.zeros(1, 1, 2, 3), torch.zeros(1, dtype=torch.int64)
KINDS = torch.bool, torch.float16, torch.complex64, torch.float32


class Loader:
    def __init__(self, batches):
        self.batches = batches

    def __iter__(self):
        return iter(self.batches())


MAKERS = [
    lambda: itertools.repeat(ONE),
    lambda: [(torch.zeros(1).expand(200, 1, 200, 400), torch.zeros(200))],
    lambda: [ONE] * 100_000,
    lambda: [(torch.zeros(8, 1, 2, 3, dtype=kind), torch.zeros(8, dtype=kind)) for kind in KINDS],
    lambda: [(torch.zeros(12, 1, *[1] * 6), torch.zeros(12))],
    lambda: [(torch.full((3, 1, 5, 4), float("nan")), torch.zeros(3))],
    lambda: [[ONE, ONE], {"x": 5}, None],
]


def make_loaders(*_, **__):
    MAKERS.append(MAKERS.pop(0))
    return Loader(MAKERS[0]), Loader(MAKERS[1])
