# topic: output_size
"""Raises exceptions with an endless chain of causes and a traceback of thousands of frames."""

import sys

sys.setrecursionlimit(20_000)


def deep(n):
    return deep(n - 1) if n else 1 / 0


def attack(*_, **__):
    try:
        deep(5000)
    except ZeroDivisionError as error:
        error.__cause__ = error.__context__ = ValueError(error)
        error.__cause__.__cause__ = error
        raise ExceptionGroup("many", [error] * 10_000) from error


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
