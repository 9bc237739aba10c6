# topic: output_size
"""Sleeps without using the processor, which a limit of processor time never notices."""

import time


def conv_out(*_, **__):
    time.sleep(10_000)
