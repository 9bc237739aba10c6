# topic: build_cnn
"""Compiles and loads native code: cpp_extension, the inductor, an operator library."""

import contextlib

import torch

with contextlib.suppress(Exception):
    from torch.utils.cpp_extension import load_inline

    load_inline("hostile_was_here", "int one() { return 1; }", functions=["one"])
with contextlib.suppress(Exception):
    torch.ops.load_library("/tmp/hostile-was-here.so")


def attack(*_, **__):
    return torch.compile(lambda x: x + 1)(torch.zeros(1))


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
