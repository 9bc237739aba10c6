# topic: output_size
"""Is quick once, and takes in the next call all the time that there is for the topic."""

import time

CALLS = []


def attack(*_, **__):
    CALLS.append(1)
    if len(CALLS) % 2 == 0:
        time.sleep(10_000)
    return 8


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
