# topic: output_size
"""Returns thousands of objects that the worker must keep, in each reply."""


def attack(*_, **__):
    return [object() for _ in range(9000)]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
