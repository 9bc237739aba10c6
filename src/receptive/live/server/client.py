"""The side of `grade` itself: asks the server if one is there, and lends it the terminal.

Nothing here ever fails: whatever is wrong, the answer is None, and `grade` does the work alone.

`_socket`, `_signal` and `_collections_abc` are what `socket`, `signal` and `collections.abc` are made of. The enums,
selectors and containers that those add are not needed here, and making them takes as long as everything else that a
client does.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # a module of every CPython, without published types
import _socket
import os
import sys
from _collections_abc import Sequence

from receptive.live.server.place import identity, is_off, socket_path
from receptive.live.server.protocol import GO, INTERRUPT, READY, WILLING, is_own, pack, peer

ANSWER_S = 0.5  # a server that is busy says so at once; one that says nothing is stopped, or warming up
ANSWER = "RECEPTIVE_SERVER_ANSWER_S"  # for tests
INTERRUPTED = 130
INT_BYTES = 4  # of the kernel's numbers of descriptors


def ask(arguments: Sequence[str]) -> int | None:
    """Have a command line run by the server; returns its exit code, or None if it was not."""
    if is_off() or "--no-server" in arguments:
        return None
    who = identity()
    try:
        connection = _connect(who)
        if connection is None:
            return None
        try:
            return _ask(connection, who, arguments)
        finally:
            connection.close()
    except OSError:
        return None
    except KeyboardInterrupt:  # the server begins only when it is told to, so nothing runs yet
        print("grade: interrupted; nothing was left running", file=sys.stderr)
        return INTERRUPTED


def server_process() -> int | None:
    """The process id of this user's server for this version and lesson, or None."""
    if is_off():
        return None
    try:
        connection = _connect(identity())
    except OSError:
        return None
    if connection is None:
        return None
    try:
        return peer(connection)[0]
    finally:
        connection.close()


def _connect(who: str) -> _socket.socket | None:
    path = socket_path(who)
    if path is None or not os.path.exists(path):  # noqa: PTH110
        return None
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.settimeout(float(os.environ.get(ANSWER, ANSWER_S)))
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    if not is_own(connection):
        connection.close()
        return None
    return connection


def _ask(connection: _socket.socket, who: str, arguments: Sequence[str]) -> int | None:
    if connection.recv(1) != READY:
        return None
    umask = os.umask(0o077)
    os.umask(umask)
    encodings = tuple(stream.encoding for stream in (sys.stdin, sys.stdout, sys.stderr))
    variables = tuple(f"{name}={value}" for name, value in os.environ.items())
    message = pack(who, umask, encodings, arguments, variables)
    folder = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        descriptors = b"".join(number.to_bytes(INT_BYTES, sys.byteorder) for number in (0, 1, 2, folder))
        sent = connection.sendmsg([message], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)])
        connection.sendall(message[sent:])
    finally:
        os.close(folder)
    if connection.recv(1) != WILLING:
        return None
    connection.settimeout(None)
    _signal.signal(_signal.SIGINT, lambda *_: connection.send(INTERRUPT))
    connection.send(GO)
    code = connection.recv(1)
    if code:
        return code[0]
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    print("grade: the background server ended; grading again without it", file=sys.stderr)
    return None
