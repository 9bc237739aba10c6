# topic: output_size
"""Announces a body that is longer or shorter than what follows."""

import contextlib
import os
import struct

SIZES = [0, 1, 3, 5000, 1 << 20]


def attack(*_, **__):
    SIZES.append(SIZES.pop(0))
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack("<IQ", 1, SIZES[0]) + b"\x93\x01\xa5value\x05")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
