# topic: output_size
"""Puts into the list of answers, each time it is called, far more than anybody may send, and than was asked."""

import sys


def attack(*_, **__):
    frame = sys._getframe()
    while frame:
        if "replies" in frame.f_locals:
            frame.f_locals["replies"] += b"\x01\x00\x00\x00" + bytes(40 << 20)
        frame = frame.f_back
    return 1


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
