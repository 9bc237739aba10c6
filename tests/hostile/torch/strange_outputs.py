# topic: build_cnn
"""Is a module whose outputs have right shapes and wrong kinds: truth values, complex numbers, integers, lists, nothing."""  # noqa: E501

import torch

KINDS = [torch.bool, torch.complex64, torch.int64, torch.float64, torch.uint8, torch.float16, torch.bfloat16]
STATE = {"calls": 0}


class Odd(torch.nn.Sequential):
    def __init__(self, *_, **__):
        super().__init__()

    def forward(self, x):
        STATE["calls"] += 1
        if STATE["calls"] % 9 == 8:
            return [x, None]
        return torch.full((len(x) + 3, 10), STATE["calls"] % 2).to(KINDS[STATE["calls"] % 7])


conv_block = MyConv2d = LeNet = Odd


def train_epoch(*_):
    return torch.tensor(KINDS.index(torch.bool)).to(KINDS[STATE["calls"] % 7])


def evaluate(*_):
    return [torch.tensor(True), None]
