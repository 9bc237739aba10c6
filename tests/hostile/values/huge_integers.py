# topic: output_size
"""Returns integers of hundreds of thousands of digits, and of the edges of machine words."""

VALUES = [10**100_000, -(10**150), 2**63, 2**64, -(2**63) - 1, 2**511, 2**512, 1 << 4_000_000, True]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
