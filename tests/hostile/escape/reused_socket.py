# topic: output_size
"""Uses the socket that it has for more than answers: connects it elsewhere, sends to an address, passes descriptors."""

import contextlib
import os
import socket
import stat

FOUND = []
for descriptor in range(3, 64):
    with contextlib.suppress(OSError):
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            own = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(descriptor))
            for use in (
                lambda own=own: own.sendto(b"x", "/run/systemd/notify"),
                lambda own=own: own.sendto(b"x", "\0hostile"),
                lambda own=own: own.connect("/run/docker.sock"),
                lambda own=own: own.bind("\0hostile"),
                lambda own=own: own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30),
                lambda own=own: socket.send_fds(own, [b"x"], [0, 1]),
                lambda own=own: own.shutdown(socket.SHUT_RDWR),
            ):
                with contextlib.suppress(OSError):
                    FOUND.append(use())


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {FOUND}") if FOUND else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
