# topic: output_size
"""Sends half a frame and falls asleep, so that a reader without a deadline waits for ever."""

import contextlib
import os
import struct
import time


def conv_out(*_, **__):
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack("<IQ", 1, 100) + b"\x93")
    time.sleep(1000)
