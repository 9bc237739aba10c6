"""The server: one process that keeps graders warm, and a child of it for each command.

A child gets the streams, the folder and the environment of its client, runs the command as if it had been started
there, and is gone. So nothing that one command does is left for the next, and what crashes is only a child. The server
ends when it was idle, when anything on disk has changed, and after a child that did not end cleanly, since such a one
may have left a worker running or a reply unread in a sandbox. The next `grade` then starts a new one.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import select
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from receptive.background.child import become_child
from receptive.background.freshness import fingerprint
from receptive.background.messages import UNWILLING, is_own
from receptive.catalogue import load_topic
from receptive.content import Content
from receptive.grading.warm import WarmGraders
from receptive.model import Topic

WAITING_CLIENTS = 8


@dataclass(frozen=True)
class Commands:
    """What the command line lends to the server."""

    accepts: Callable[[Sequence[str]], bool]  # whether this command line grades
    run: Callable[[Sequence[str], WarmGraders], int]  # runs it; returns the exit code
    rehearse: Callable[[Topic, WarmGraders], None]  # once through everything, so that a child finds it loaded


def serve(path: str, who: str, content: Content, topics: Sequence[str], commands: Commands, idle_s: float) -> None:
    """Warm up, listen, and return when there is nothing left to do. Returns at once if another one runs."""
    with _only_one(f"{path}.lock") as alone:
        if not alone:
            return
        signal.signal(signal.SIGTERM, _end)
        server = Server(who, content, commands)
        try:
            server.warm_up(topics)
            with _listening(path) as listener:
                server.serve(listener, idle_s)
        finally:
            server.warm.close()


class Server:
    def __init__(self, who: str, content: Content, commands: Commands) -> None:
        self.who = who
        self.content = content
        self.commands = commands
        self.warm = WarmGraders()
        self.seen = fingerprint(content)

    def warm_up(self, topics: Sequence[str]) -> None:
        """Open the graders of these topics, for every child to come."""
        known = self.content.topics()
        wanted = [load_topic(self.content, slug) for slug in dict.fromkeys(topics) if slug in known]
        self.warm.prepare(wanted)
        for topic in wanted:
            self.warm.session(topic)
            self.commands.rehearse(topic, self.warm)
        self.warm.keep_spares(topics)
        gc.collect()
        gc.freeze()  # a child then copies no page just because a collection looked at it

    def serve(self, listener: socket.socket, idle_s: float) -> None:
        """Take one client after the other."""
        while select.select([listener], [], [], idle_s)[0]:
            connection, _ = listener.accept()
            with connection:
                if not is_own(connection):
                    continue
                if fingerprint(self.content) != self.seen:
                    _decline(connection)
                    return
                ended_well, topics = self._in_child(connection, listener)
            if not ended_well:
                return
            if set(topics) - self.warm.sessions.keys():
                self.warm_up(topics)
            else:
                self.warm.keep_spares(topics)

    def _in_child(self, connection: socket.socket, listener: socket.socket) -> tuple[bool, list[str]]:
        """Whether the child ended cleanly, and the topics that it ran. Other clients are declined meanwhile."""
        told, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(told)
            listener.close()
            become_child(connection, tell, self.who, self.commands.accepts, self.commands.run, self.warm)
        os.close(tell)
        said = b""
        while True:
            both: list[int] = [told, listener.fileno()]
            ready, _, _ = select.select(both, [], [])
            if listener.fileno() in ready:
                other, _ = listener.accept()
                with other:
                    _decline(other)
            if told in ready:
                piece = os.read(told, 4096)
                if not piece:
                    break
                said += piece
        os.close(told)
        _, status = os.waitpid(pid, 0)
        return status == 0, said.decode().split()


def _decline(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.send(UNWILLING)


@contextlib.contextmanager
def _only_one(path: str) -> Iterator[bool]:
    """Holds the lock that says who may listen; gives False if another process has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _listening(path: str) -> Iterator[socket.socket]:
    """The socket. One that a crash has left is ours to remove, since we hold the lock."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        before = os.umask(0o177)
        try:
            listener.bind(path)
        finally:
            os.umask(before)
        try:
            listener.listen(WAITING_CLIENTS)
            yield listener
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108


def _end(*_: object) -> None:
    raise SystemExit(0)
