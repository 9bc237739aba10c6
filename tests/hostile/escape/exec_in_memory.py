# topic: output_size
"""Replaces itself by another program: execve, execveat, fexecve of a file that it can read, vfork."""

import ctypes
import glob
import os

libc = ctypes.CDLL(None, use_errno=True)
ARGUMENTS = (ctypes.c_char_p * 3)(b"x", b"hostile-was-here", None)
RESULTS = [libc.execve(path.encode(), ARGUMENTS, None) for path in ("/bin/true", "/usr/bin/env")]
for path in glob.glob("/lib/x86_64-linux-gnu/ld-linux*") + ["/bin/true"]:  # noqa: PTH207, RUF005
    descriptor = libc.open(path.encode(), os.O_RDONLY)
    RESULTS.append(libc.syscall(322, descriptor, b"", ARGUMENTS, None, 0x1000))  # execveat, AT_EMPTY_PATH
RESULTS.append(libc.syscall(58))  # vfork


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {RESULTS}") if max(RESULTS) >= 0 else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
