# topic: output_size
"""Answers with replies of a wrong shape: no list, no kind, unknown kinds, frames and names of wrong types."""

import sys

WORKER, WIRE = sys.modules["receptive.sandbox.worker"], sys.modules["receptive.sandbox.wire"]
REPLIES = [
    lambda n: 5,  # noqa: ARG005
    lambda n: [],  # noqa: ARG005
    lambda n: [n],
    lambda n: [float(n), "value", 1],
    lambda n: [n + 1, "value", 1],
    lambda n: [n, "value"],
    lambda n: [n, "value", 1, 2],
    lambda n: [n, "passed", 1],
    lambda n: [n, ["value"], 1],
    lambda n: [n, "raised", 1, 2, 3],
    lambda n: [n, "raised", "ValueError", "text", [[-1, "f"]]],
    lambda n: [n, "raised", "ValueError", "text", [[1 << 70, "f"]]],
    lambda n: [n, "raised", "ValueError", "text", [["1", "f"]]],
    lambda n: [n, "raised", "x" * 90_000, "y" * 900_000, []],
    lambda n: [n, "raised", "ValueError", "text", [[1, "f"]] * 50_000],
    lambda n: [n, "raised", "\x1b[31m", "\u202e\x07", [[1, "\x1b[2J"]] * 3],
    lambda n: [n, "unsendable", 5],
    lambda n: [n, "unsendable", "\x1b[31m" * 1000],
    lambda n: {"id": n, "value": 1},
    lambda n: (n, "value", 1),
    lambda n: [True, "value", 1],  # noqa: ARG005
]


def answer(objects, number, operation, arguments):  # noqa: ARG001
    REPLIES.append(REPLIES.pop(0))
    return WIRE.encode([number, "value", []] if operation == "load" else REPLIES[0](number))


WORKER._answer = answer
