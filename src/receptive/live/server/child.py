"""One command, run in a child of the server as if its client had started it."""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence

from receptive.grading.pool import Pool
from receptive.live.server.commands import Commands
from receptive.live.server.protocol import GO, INTERRUPT, READY, STREAMS, UNWILLING, WILLING, is_own
from receptive.live.server.request import Malformed, Request, receive

TAKEN, FRESH = b"t", b"f"  # between child and server
HANDSHAKE_S = 2.0
LAST_WORDS_S = 10.0  # to tidy up after a client that is gone
UNCLEAN = (3, 128 + signal.SIGINT)  # exit codes after which a sandbox may not be as it was: our fault, interrupted


def become_child(
    listener: socket.socket,
    link: socket.socket,
    who: str,
    commands: Commands,
    pool: Pool,
) -> None:
    """Wait for one client and serve it. Never returns; the process ends with 0 if the sandboxes are as they were.

    `link` leads to the server: it is told `TAKEN` when there is a client, says `FRESH` if nothing on disk has changed,
    and is told in the end which graders are open.
    """
    status = 1
    try:
        signal.set_wakeup_fd(-1)  # what this process is told is not for the server
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        connection = next_client(listener, link)
        request = _agree(connection, link, who, commands.accepts) if connection else None
        if connection is None or request is None:
            status = 0
        else:
            threading.Thread(target=_obey, args=[connection], daemon=True).start()
            code = commands.run(request.arguments, pool)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            with contextlib.suppress(BrokenPipeError):  # the server was told to end, and waits for this run
                link.send("\n".join(pool.graders).encode())
            connection.send(bytes([code]))
            status = 1 if code in UNCLEAN else 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def next_client(listener: socket.socket, link: socket.socket) -> socket.socket | None:
    """The next client, if it is this user and comes before the server ends."""
    ready, _, _ = select.select([listener, link], [], [])
    if link in ready:
        return None
    connection, _ = listener.accept()
    listener.close()
    link.send(TAKEN)
    return connection if is_own(connection) else None


def _agree(
    connection: socket.socket, link: socket.socket, who: str, accepts: Callable[[Sequence[str]], bool]
) -> Request | None:
    """The request that is to be run, with everything of the client's in place; None if it is not ours to run."""
    connection.settimeout(HANDSHAKE_S)
    try:
        connection.send(READY)
        request, descriptors = receive(connection)
        if request.who != who or not accepts(request.arguments) or not _is_permitted(link, connection):
            connection.send(UNWILLING)
            return None
        connection.send(WILLING)
        if connection.recv(1) != GO:
            return None
    except (Malformed, OSError):
        return None
    connection.settimeout(None)
    _take_place(request, descriptors)
    return request


def _is_permitted(link: socket.socket, connection: socket.socket) -> bool:
    """What the server says; False also when the client does not wait for that, since we hold its streams."""
    ready, _, _ = select.select([link, connection], [], [], HANDSHAKE_S)
    return link in ready and link.recv(1) == FRESH


def _take_place(request: Request, descriptors: Sequence[int]) -> None:
    """Become what the client is: folder, streams, environment."""
    *streams, folder = descriptors
    os.fchdir(folder)
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    for descriptor in descriptors:
        os.close(descriptor)
    os.umask(request.umask)
    os.environ.clear()
    for variable in request.environment:
        name, _, value = variable.partition("=")
        os.environ[name] = value
    sys.argv[1:] = request.arguments
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(number, mode, closefd=False), encoding, line_buffering=number != 0)
        for number, mode, encoding in zip(range(STREAMS), ("r", "w", "w"), request.encodings, strict=True)
    )


def _obey(connection: socket.socket) -> None:
    """Interrupt the command when the client says so, or is gone."""
    while connection.recv(1) == INTERRUPT:
        os.kill(os.getpid(), signal.SIGINT)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(STREAMS):
        os.dup2(nowhere, number)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(LAST_WORDS_S)
    os._exit(1)
