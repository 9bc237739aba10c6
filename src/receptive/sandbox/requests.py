"""A request as bytes, so that two can be compared and one be sent again.

A message begins with `[number, …]`. The number is all that differs between two turns of the same request, and it takes
the same nine bytes in each.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import msgpack

from receptive.sandbox.channel import packed, unpacked
from receptive.sandbox.wire import MAX_REPLY_BODY, Message, WireError, encode

PLACE = 1 << 62  # from here on msgpack writes a number as one byte and eight
MOST_REMEMBERED = 4 << 20  # bytes; a larger request is sent as it is, and not kept
SEEDED, SEVERAL = msgpack.packb("seeded"), msgpack.packb("several")
SEVERAL_HEAD = b"\x92"  # a list of two
HEAD, BEHIND = 1, 10  # of the body: the length of the list, then the number, then the rest


@dataclass(frozen=True)
class Request:
    """What is asked, without the number of its turn. With another seed it is the same request."""

    head: bytes
    rest: bytes
    buffers: tuple[bytes | bytearray | memoryview, ...]
    seed: int | None = field(default=None, compare=False)  # where random numbers start before it is done

    @property
    def size(self) -> int:
        """Bytes on the way, roughly."""
        return len(self.rest) + sum(map(len, self.buffers))

    def message(self, number: int) -> Message:
        if self.seed is None:
            return Message(self.head + _number(number) + self.rest, self.buffers)
        longer = bytes([self.head[0] + 2])  # [number, "seeded", seed, operation, …]
        return Message(longer + _number(number) + SEEDED + msgpack.packb(self.seed) + self.rest, self.buffers)

    def seeded(self, seed: int) -> Request:
        return replace(self, seed=seed)


def make_request(operation: str, arguments: tuple[Any, ...]) -> Request:
    """Write a request. Arrays are copied, unless it is too large to be remembered: what a test does to them later
    changes nothing here.

    Raises:
        WireError: an argument is no plain data, or too large.
    """
    message = encode([PLACE, operation, *arguments])
    head, rest, buffers = message.body[:HEAD], message.body[BEHIND:], message.buffers
    if buffers and len(rest) + sum(map(len, buffers)) <= MOST_REMEMBERED:
        buffers = tuple(map(bytes, buffers))
    return Request(head, rest, buffers)


def together(requests: Iterable[Request]) -> bytes:
    """Requests as they are sent in one message, to be answered in order."""
    return packed(each.message(PLACE) for each in requests)


def several(requests: bytes, number: int) -> Message:
    """The message that asks them."""
    return Message(SEVERAL_HEAD + _number(number) + SEVERAL, (requests,))


def new_number() -> int:
    """One that nobody can foretell."""
    return PLACE | secrets.randbits(62)


class Answer(NamedTuple):
    """What came back, to the byte, without the number of its turn. Nobody has looked into it yet."""

    head: bytes
    rest: bytes
    buffers: tuple[bytes | bytearray | memoryview, ...]

    @property
    def size(self) -> int:
        return len(self.rest) + sum(map(len, self.buffers))

    @property
    def message(self) -> Message:
        return Message(self.head + _number(PLACE) + self.rest, self.buffers)


def answer_of(message: Message, number: int) -> Answer:
    """The answer to the request with that number.

    Raises:
        WireError: it is none, or too large.
    """
    body = message.body
    if body[HEAD:BEHIND] != _number(number) or len(body) > MAX_REPLY_BODY:
        raise WireError("a reply to nothing, or too large")
    return Answer(body[:HEAD], body[BEHIND:], message.buffers)


def answers_together(answers: Iterable[Answer]) -> bytes:
    """Answers as they come in one message."""
    return packed(each.message for each in answers)


def answers_apart(data: bytes, most: int) -> tuple[Answer, ...]:
    """The answers in it.

    Raises:
        WireError: there are none, or more than `most`.
    """
    answers = tuple(answer_of(each, PLACE) for each in itertools.islice(unpacked(data), most + 1))
    if not 0 < len(answers) <= most:
        raise WireError(f"{len(answers)} answers to {most} questions")
    return answers


def several_of(message: Message, number: int) -> bytes:
    """What came back to `several`, as it is.

    Raises:
        WireError: it is no answer to it.
    """
    if message.body != SEVERAL_HEAD + _number(number) + SEVERAL or len(message.buffers) != 1:
        raise WireError("a reply to nothing")
    return bytes(message.buffers[0])


def _number(number: int) -> bytes:
    return b"\xcf" + number.to_bytes(8)
