# topic: output_size
"""Makes or enters namespaces, mounts, pivots and changes its root, to leave the view that it was given."""

import contextlib
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
RESULTS = [libc.unshare(flag) for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x400, 0x7E020000)]
RESULTS += [
    libc.setns(3, 0),
    libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    libc.umount2(b"/proc", 2),
    libc.chroot(b"/tmp"),
    libc.syscall(155, b"/", b"/"),  # pivot_root
    libc.syscall(428, -100, b"/", 1),  # open_tree
    libc.syscall(430, b"tmpfs", 0),  # fsopen
    libc.syscall(435, None, 0),  # clone3
    libc.syscall(56, 0x10000000 | 17, None, None, None, None),  # clone with CLONE_NEWUSER
]
for kind in ("user", "net", "mnt", "pid"):
    with contextlib.suppress(OSError):
        RESULTS.append(libc.setns(os.open(f"/proc/self/ns/{kind}", os.O_RDONLY), 0))


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {RESULTS}") if max(RESULTS) >= 0 else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
