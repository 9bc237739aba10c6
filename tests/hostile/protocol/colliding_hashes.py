# topic: output_size
"""Answers with sets and dictionaries whose members all have one hash, which makes building them quadratic."""

PRIME = (1 << 61) - 1
SETS = [
    {n * PRIME for n in range(4000)},
    {n * PRIME: n for n in range(4000)},
    [{n * PRIME for n in range(m, m + 1300)} for m in (0, 1, 2)],
    {(n * PRIME,) for n in range(2000)},
]


def attack(*_, **__):
    SETS.append(SETS.pop(0))
    return SETS[0]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
