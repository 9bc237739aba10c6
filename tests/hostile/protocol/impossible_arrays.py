# topic: filter_math
"""Sends arrays whose shapes, sizes, layouts and dtypes do not fit, are huge, or hold nothing in huge shapes."""

import sys

import msgpack

WORKER, WIRE = sys.modules["receptive.sandbox.worker"], sys.modules["receptive.sandbox.wire"]
HUGE = (1 << 40) - 1
HEADS = [
    [0, "<f8", "C", [HUGE, 0]],
    [0, "<f8", "S", [HUGE, 0]],
    [0, "<f8", "S", [0, HUGE]],
    [0, "<f8", "F", [0, HUGE, HUGE, HUGE]],
    [0, "<f8", "C", [HUGE, HUGE]],
    [0, "<f8", "C", [1 << 63]],
    [0, "<f8", "C", [-1]],
    [0, "<f8", "C", [1] * 9],
    [0, "<f8", "X", [0]],
    [0, "<M8[s]", "C", [0]],
    [0, "|V8", "C", [0]],
    [0, "O", "C", [0]],
    [1, "<f8", "C", [0]],
    [0, "<f8", "S", []],
    [0, "<f8", "C", [True]],
]


def answer(objects, number, operation, arguments):  # noqa: ARG001
    if operation == "load":
        return WIRE.encode([number, "value", []])
    HEADS.append(HEADS.pop(0))
    array = msgpack.ExtType(8, msgpack.packb(HEADS[0]))
    return WIRE.Message(msgpack.packb([number, "value", array]), (b"",))


WORKER._answer = answer
