# topic: output_size
"""Has names of hundreds of thousands of characters: of classes, functions, exceptions, keys."""

LONG = "x" * 300_000
Named, Raised = type(LONG, (), {}), type(LONG, (ValueError,), {})
STATE = {"calls": 0}
globals()[LONG] = 1


def attack(*_, **__):
    STATE["calls"] += 1
    if STATE["calls"] % 3 == 0:
        raise Raised(LONG)
    return Named() if STATE["calls"] % 3 == 1 else {LONG: LONG}


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
