# topic: output_size
"""Remembers the arguments of hidden calls and prints them in a call of an open criterion, whose output is shown."""

SEEN = []


def conv_out(*args, **kwargs):
    if kwargs:
        SEEN.append((args, kwargs))
    return 1.5


def tf_out(*_, **__):
    if SEEN:
        print("SMUG" + "GLED", SEEN)
        raise ValueError(f"SMUG{'GLED'} {SEEN}")
    return 1.5
