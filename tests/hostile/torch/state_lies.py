# topic: build_cnn
"""Is a module whose state_dict and parameters report other tensors than those that it computes with."""

import torch


class Lying(torch.nn.Module):
    def __init__(self, *_, **__):
        super().__init__()

    def state_dict(self, *_, **__):
        return {"weight": torch.zeros(6, 2, 3, 2), "bias": torch.zeros(6)}

    def load_state_dict(self, *_, **__):
        return True

    def parameters(self, *_, **__):
        return iter([torch.zeros(61_706 - 1)])

    def forward(self, x):
        return x


conv_block = MyConv2d = LeNet = Lying


def train_epoch(*_):
    return {"loss": 0.0}


def evaluate(*_):
    return (0.0, float("nan"))
