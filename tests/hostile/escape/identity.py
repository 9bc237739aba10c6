# topic: output_size
"""Becomes another user or group, or gets capabilities back."""

import contextlib
import ctypes
import os

DONE = []
for change in (os.setuid, os.seteuid, os.setgid, os.setegid):
    for number in (0, 20002):
        with contextlib.suppress(OSError):
            change(number)
            DONE.append(number)
with contextlib.suppress(OSError):
    os.setgroups([0])
    DONE.append("groups")
header, data = (
    ctypes.create_string_buffer(b"\x22\x05\x08\x20\0\0\0\0", 8),
    ctypes.create_string_buffer(b"\xff" * 24, 24),
)
if ctypes.CDLL(None).capset(header, data) == 0:
    DONE.append("capabilities")


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {DONE}") if DONE else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
