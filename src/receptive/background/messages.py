"""What client and server say to each other.

server  READY, from the child that will serve this client, or UNWILLING
client  a request: its length, then its fields; with it the descriptors of the standard streams and of the folder
server  WILLING or UNWILLING
client  GO, and from then on INTERRUPT for each Ctrl-C
server  the exit code, one byte

Streams are sent to a child that has spoken, never into a queue: in the queue of a server that is stopped they would
stay open, and whoever reads the output would wait for its end.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

READY, WILLING, UNWILLING, GO, INTERRUPT = b"?", b"+", b"-", b"!", b"c"
LENGTH_BYTES = 4
MAX_REQUEST = 1 << 20
STREAMS = 3


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


def packed(request: Request) -> bytes:
    """As bytes. Arguments and variables hold no NUL, so NUL divides them."""
    head = [request.who, str(request.umask), *request.encodings, str(len(request.arguments))]
    fields = [*head, *request.arguments, *request.environment]
    body = b"\0".join(field.encode("utf-8", "surrogateescape") for field in fields)
    return len(body).to_bytes(LENGTH_BYTES) + body


def unpacked(body: bytes) -> Request:
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


def received(connection: socket.socket) -> tuple[Request, list[int]]:
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
    return unpacked(body), descriptors


def is_own(connection: socket.socket) -> bool:
    """Whether the other side runs as this user, as the kernel says."""
    return peer(connection)[1] == os.getuid()


def peer(connection: socket.socket) -> tuple[int, int]:
    """The process and the user on the other side; of a server the process that began to listen."""
    size = 12  # struct ucred: pid, uid, gid
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    return int.from_bytes(data[:4], "little", signed=True), int.from_bytes(data[4:8], "little")
