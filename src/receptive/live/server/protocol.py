"""What client and server say to each other. Imports next to nothing: every `grade` pays.

server  READY, from the child that will serve this client, or UNWILLING
client  a request: its length, then its fields; with it the descriptors of the standard streams and of the folder
server  WILLING or UNWILLING
client  GO, and from then on INTERRUPT for each Ctrl-C
server  the exit code, one byte

Streams are sent to a child that has spoken, never into a queue: in the queue of a server that is stopped they would
stay open, and whoever reads the output would wait for its end.
"""

from __future__ import annotations

import _socket
import os
from _collections_abc import Sequence

READY, WILLING, UNWILLING, GO, INTERRUPT = b"?", b"+", b"-", b"!", b"c"
LENGTH_BYTES = 4
MAX_REQUEST = 1 << 20
STREAMS = 3


def pack(who: str, umask: int, encodings: Sequence[str], arguments: Sequence[str], environment: Sequence[str]) -> bytes:
    """A request as bytes. Arguments and variables hold no NUL, so NUL divides them."""
    fields = [who, str(umask), *encodings, str(len(arguments)), *arguments, *environment]
    body = b"\0".join(field.encode("utf-8", "surrogateescape") for field in fields)
    return len(body).to_bytes(LENGTH_BYTES) + body


def is_own(connection: _socket.socket) -> bool:
    """Whether the other side runs as this user, as the kernel says."""
    return peer(connection)[1] == os.getuid()


def peer(connection: _socket.socket) -> tuple[int, int]:
    """The process and the user on the other side; of a server the process that began to listen."""
    size = 12  # struct ucred: pid, uid, gid
    data = connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, size)
    return int.from_bytes(data[:4], "little", signed=True), int.from_bytes(data[4:8], "little")
