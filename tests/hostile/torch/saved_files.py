# topic: build_cnn
"""Saves tensors into files: torch.save, a file-backed storage, shared memory of torch."""

import contextlib

import torch

for save in (
    lambda: torch.save(torch.zeros(9), "/tmp/hostile-was-here.pt"),
    lambda: torch.from_file("/tmp/hostile-was-here.bin", shared=True, size=1 << 20),
    lambda: torch.zeros(9).share_memory_(),
    lambda: torch.jit.save(torch.jit.script(torch.nn.Identity()), "/dev/shm/hostile-was-here"),
):
    with contextlib.suppress(Exception):
        save()


def attack(*_, **__):
    return torch.zeros(1)


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
