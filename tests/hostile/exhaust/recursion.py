# topic: output_size
"""Recurses without an end after lifting the limit, to overflow the C stack."""

import sys

sys.setrecursionlimit(10**9)


def attack(*args, **kwargs):
    return attack(*args, **kwargs)


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
