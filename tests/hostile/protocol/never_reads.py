# topic: output_size
"""Stops reading its connection, so that a writer without a deadline waits for ever; asks for large inputs."""

import time


def attack(*_, **__):
    return 1.5


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
time.sleep(1000)
