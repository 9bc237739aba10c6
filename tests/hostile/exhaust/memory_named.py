# topic: output_size
"""Takes memory that belongs to no process: memfd_create, System V segments, message queues."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
GOT = [
    libc.syscall(319, b"hostile-was-here", 0),
    libc.shmget(0, 1 << 28, 0o1600),
    libc.msgget(0, 0o1600),
    libc.semget(0, 100, 0o1600),
    libc.mq_open(b"/hostile-was-here", os.O_CREAT | os.O_RDWR, 0o600, None),
]


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {GOT}") if max(GOT) >= 0 else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
