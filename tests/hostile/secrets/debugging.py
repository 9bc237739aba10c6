# topic: output_size
"""Attaches to its parent as a debugger and reads the parent's memory by ptrace and process_vm_readv."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
PARENT = os.getppid()
buffer = ctypes.create_string_buffer(4096)


class Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


own, far = Part(ctypes.addressof(buffer), 4096), Part(id(os), 4096)
RESULTS = [
    libc.ptrace(0x4206, PARENT, None, None),  # PTRACE_SEIZE
    libc.ptrace(16, PARENT, None, None),  # PTRACE_ATTACH
    libc.process_vm_readv(PARENT, ctypes.byref(own), 1, ctypes.byref(far), 1, 0),
    libc.process_vm_writev(PARENT, ctypes.byref(own), 1, ctypes.byref(far), 1, 0),
    libc.syscall(438, libc.syscall(434, PARENT, 0), 3, 0),  # pidfd_getfd
    libc.syscall(312, os.getpid(), PARENT, 0, 0, 0),  # kcmp
]


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {RESULTS}") if max(RESULTS) >= 0 else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
