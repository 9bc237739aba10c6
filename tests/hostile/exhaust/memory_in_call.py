# topic: output_size
"""Takes memory in each call and keeps what it got after the MemoryError."""

HELD = []


def attack(*_, **__):
    for _ in range(4096):
        HELD.append(bytearray(1 << 20))


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
