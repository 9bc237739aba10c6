# topic: output_size
"""Looks, in each call, at the requests that lie waiting, and tells those of another exercise: another criterion's."""

import sys

NAMES = (b"tf_out", b"same_pads_tf", b"receptive_field", b"inputs_giving", b"configs")


def waiting():
    frame = sys._getframe()
    while frame:
        yield bytes(frame.f_locals.get("requests", b""))
        if "channel" in frame.f_locals:
            yield bytes(frame.f_locals["channel"]._ahead)
        frame = frame.f_back


def conv_out(*_, **__):
    for data in waiting():
        if any(name in data for name in NAMES):
            print("SMUG" + "GLED", data)
            raise ValueError(f"SMUG{'GLED'} {data!r}")
    return 1.5
