# topic: output_size
"""Writes to the raw descriptors of the output until they refuse, and then far behind their end."""

import contextlib
import os

for descriptor in (1, 2):
    for _ in range(200):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\x1b[31m\xff\x00" * 20_000)
with contextlib.suppress(OSError):
    os.pwrite(1, b"x", 1 << 40)


def attack(*_, **__):
    os.write(2, b"\x1b[2J\xe2\x80\xae")
    return 1.5


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
