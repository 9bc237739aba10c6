# topic: output_size
"""Replaces msgpack and json in its own process, to change what the other side decodes."""

import json
import sys

import msgpack


class Lying(msgpack.ExtType):
    pass


msgpack.packb = lambda value, **_: b"\x01"  # noqa: ARG005
msgpack.unpackb = lambda body, **_: True  # noqa: ARG005
json.dumps = json.loads = lambda *_, **__: "passed"
sys.modules["receptive.sandbox.wire"].encode = lambda *_: True


def attack(*_, **__):
    return 1


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
