# topic: build_cnn
"""Computes in many threads of torch, which hang after a fork that did not expect them."""

import torch

torch.set_num_threads(8)
for _ in range(40):
    torch.rand(1500, 1500) @ torch.rand(1500, 1500)


def attack(*_, **__):
    return torch.get_num_threads()


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
