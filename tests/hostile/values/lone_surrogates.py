# topic: output_size
"""Returns text that cannot be written as UTF-8, in values, keys and names."""

BAD = "\ud800"
VALUES = [BAD, [BAD], {BAD: 1}, {BAD}, (BAD, 1)]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
print(BAD)
