# topic: output_size
"""Raises exceptions whose text takes for ever to write."""


class Slow(ValueError):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def attack(*_, **__):
    raise Slow


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
