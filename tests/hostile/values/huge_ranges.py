# topic: output_size
"""Returns ranges whose length is no machine word, and slices of all integers."""

RANGES = [range(10**30), range(-(10**30), 10**30, 7), range(2**63), range(2**63 - 1), range(5, 5), range(0, -1, -1)]


def attack(*_, **__):
    RANGES.append(RANGES.pop(0))
    return RANGES[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
