"""What a client asks for, as the server reads it."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from receptive.live.server.protocol import LENGTH_BYTES, MAX_REQUEST, STREAMS


class Malformed(Exception):
    """What came is no request."""


@dataclass(frozen=True)
class Request:
    """A command line and where it was typed. `encodings`: of standard input, output and error."""

    who: str
    umask: int
    encodings: tuple[str, ...]
    arguments: tuple[str, ...]
    environment: tuple[str, ...]  # NAME=value


def unpack(body: bytes) -> Request:
    """The request.

    Raises:
        Malformed: it is none.
    """
    fields = body.decode("utf-8", "surrogateescape").split("\0")
    try:
        who, umask, *encodings, count = fields[: 3 + STREAMS]
        rest = fields[3 + STREAMS :]
        number = int(count)
        return Request(who, int(umask), tuple(encodings), tuple(rest[:number]), tuple(rest[number:]))
    except ValueError as wrong:
        raise Malformed(str(wrong)) from wrong


def receive(connection: socket.socket) -> tuple[Request, list[int]]:
    """A request and the descriptors that came with it.

    Raises:
        Malformed: something else came, or less.
    """
    head, descriptors, _, _ = socket.recv_fds(connection, LENGTH_BYTES, STREAMS + 1)
    size = int.from_bytes(head)
    if len(head) != LENGTH_BYTES or size > MAX_REQUEST or len(descriptors) != STREAMS + 1:
        raise Malformed("no request")
    body = b""
    while len(body) < size:
        piece = connection.recv(size - len(body))
        if not piece:
            raise Malformed("half a request")
        body += piece
    return unpack(body), descriptors
