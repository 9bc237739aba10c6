# topic: output_size
"""Aborts, divides by zero in C, executes an illegal instruction, or raises signals at itself."""

import contextlib
import ctypes
import mmap
import os
import signal


def attack(*_, **__):
    with contextlib.suppress(OSError):
        signal.raise_signal(signal.SIGSEGV)
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\x0f\x0b")
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    if len(_) == 2:
        ctypes.CFUNCTYPE(None)(address)()
    os.abort()


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
