# topic: output_size
"""Puts escape sequences, bidirectional marks and other controls into messages, names, files and output."""

TEXT = "\x1b[31m\x1b]0;title\x07\u202eabc\u2066\u200b\x00\x08\x85\u2028[bold red]x[/]"
NAME = TEXT.replace("\x00", "")
Named, Raised = type(NAME, (), {}), type(NAME, (Exception,), {})
STATE = {"calls": 0}


def attack(*_, **__):
    STATE["calls"] += 1
    print(TEXT)
    if STATE["calls"] % 3 == 0:
        raise Raised(TEXT)
    return Named() if STATE["calls"] % 3 == 1 else [TEXT, {TEXT: TEXT}]


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
