# topic: output_size
"""Answers with handles to objects that do not exist, of every number and name."""

import sys

Handle = sys.modules["receptive.sandbox.wire"].Handle
NUMBERS = [-1, 0, 10**6, 1 << 62]


def attack(*_, **__):
    NUMBERS.append(NUMBERS.pop(0))
    return Handle(NUMBERS[0], "int")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
