# topic: output_size
"""Ends its process in every third call, so that whoever asks again has to begin again."""

import os

CALLS = []


def attack(*_, **__):
    CALLS.append(1)
    if len(CALLS) % 3 == 0:
        os._exit(0)
    return 8


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
