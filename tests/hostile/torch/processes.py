# topic: build_cnn
"""Starts processes through torch: multiprocessing, loader workers, a process group, remote calls."""

import contextlib
import time

import torch

for start in (
    lambda: torch.multiprocessing.spawn(time.sleep, (60,), 2, join=False),
    lambda: list(torch.utils.data.DataLoader([1, 2], num_workers=2)),
    lambda: torch.distributed.init_process_group("gloo", "tcp://127.0.0.1:29500", rank=0, world_size=1),
    lambda: torch.distributed.TCPStore("127.0.0.1", 29501, 1, True),
):
    with contextlib.suppress(Exception):
        start()


def attack(*_, **__):
    return torch.zeros(1)


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
