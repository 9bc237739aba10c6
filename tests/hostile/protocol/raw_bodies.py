# topic: output_size
"""Answers each request with a body that no encoder writes: nested a thousand deep, bad extensions, broken text, maps."""  # noqa: E501

import sys

import msgpack

WORKER, WIRE = sys.modules["receptive.sandbox.worker"], sys.modules["receptive.sandbox.wire"]
ext = lambda code, content: msgpack.packb(msgpack.ExtType(code, content))  # noqa: E731
VALUES = [
    b"\x91" * 900 + b"\x90",
    b"\x91" * 100_000,
    b"\x81" * 400 + b"\x01",
    ext(1, ext(1, ext(1, b"\x90") * 2) * 2),
    ext(99, b"garbage"),
    ext(5, b"short"),
    ext(6, b"\xff" * 65),
    b"\xd6\xff\x00\x00\x00\x01",
    b"\xd7\xff" + b"\xff" * 8,
    b"\xc7\x0c\xff" + b"\xff" * 12,
    b"\xa2\xff\xfe",
    b"\xc1",
    b"\x82\x01\x02\x01\x03",
    b"\x81\x90\x01",
    b"\xdd\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    ext(2, msgpack.packb([[], []])),
    ext(4, msgpack.packb([0, 1, 0])),
    ext(7, msgpack.packb(["<f8", b"1"])),
    ext(7, msgpack.packb(["|O8", b"12345678"])),
    ext(8, msgpack.packb([0, "<f8", "C", [1]])),
    ext(8, msgpack.packb([-1, "|O", "C", [1 << 63]])),
    ext(10, msgpack.packb([1 << 62, "x" * 100_000])),
    b"\x90" * 500_000,
]


def answer(objects, number, operation, arguments):  # noqa: ARG001
    VALUES.append(VALUES.pop(0))
    if operation == "load":
        return WIRE.encode([number, "value", []])
    return WIRE.Message(b"\x93" + msgpack.packb(number) + msgpack.packb("value") + VALUES[0])


WORKER._answer = answer
