# topic: filter_math
"""Sends one large buffer and a thousand arrays that are all made of it, so that the grader copies it a thousand times."""  # noqa: E501

import sys

import msgpack

WORKER, WIRE = sys.modules["receptive.sandbox.worker"], sys.modules["receptive.sandbox.wire"]
SIZE, TIMES = 16 << 20, 60
ARRAY = msgpack.ExtType(8, msgpack.packb([0, "|u1", "C", [SIZE]]))


def answer(objects, number, operation, arguments):  # noqa: ARG001
    if operation == "load":
        return WIRE.encode([number, "value", []])
    return WIRE.Message(msgpack.packb([number, "value", [ARRAY] * TIMES]), (bytes(SIZE),))


WORKER._answer = answer
