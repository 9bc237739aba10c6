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
from collections.abc import Iterator, Sequence

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.live.server.child import FRESH, TAKEN, become_child
from receptive.live.server.commands import Commands
from receptive.live.server.freshness import fingerprint
from receptive.live.server.protocol import UNWILLING

WAITING_CLIENTS = 8


def serve(path: str, who: str, content: Content, topics: Sequence[str], commands: Commands, idle_s: float) -> None:
    """Warm up, listen, and return when there is nothing left to do. Returns at once if another one runs."""
    with _only_one(f"{path}.lock") as alone:
        if not alone:
            return
        server = Server(who, content, commands)
        try:
            with _told_to_end() as told:
                server.warm_up(topics)
                with _listening(path) as listener:
                    server.serve(listener, told, idle_s)
        finally:
            server.pool.close()


class Child:
    """A process that serves one client, and the link to it."""

    def __init__(self, pid: int, link: socket.socket) -> None:
        self.pid = pid
        self.link = link
        self.status: int | None = None

    def permit(self) -> None:
        """Tell it that what it has in its memory is what lies on disk."""
        with contextlib.suppress(BrokenPipeError):  # the client asked for nothing, and it has ended
            self.link.send(FRESH)

    def said(self, size: int) -> bytes:
        """What it says next, empty when it has ended."""
        try:
            return self.link.recv(size)
        except ConnectionResetError:  # it has ended without listening
            return b""

    def ended_well(self) -> bool:
        """Wait for its end; gives whether the sandboxes are as they were."""
        if self.status is None:
            _, self.status = os.waitpid(self.pid, 0)
        return self.status == 0


class Server:
    def __init__(self, who: str, content: Content, commands: Commands) -> None:
        self.who = who
        self.content = content
        self.commands = commands
        self.pool = Pool()
        self.seen = fingerprint(content)

    def warm_up(self, topics: Sequence[str]) -> None:
        """Open the graders of these topics, for every child to come."""
        known = self.content.topics()
        wanted = [load_topic(self.content, slug) for slug in dict.fromkeys(topics) if slug in known]
        self.pool.prepare(wanted)
        for topic in wanted:
            self.pool.grader(topic)
            self.commands.rehearse(topic, self.pool)
        gc.collect()
        gc.freeze()  # a child then copies no page just because a collection looked at it

    def serve(self, listener: socket.socket, told: socket.socket, idle_s: float) -> None:
        """Take one client after the other, until `told` has something to read."""
        while True:
            with self._waiting_child(listener) as child:
                ready, _, _ = select.select([child.link, told], [], [], idle_s)
                if ready != [child.link] or child.said(len(TAKEN)) != TAKEN:
                    return
                if fingerprint(self.content) != self.seen:
                    return
                child.permit()
                topics = self._topics_of(child, listener)
                if not child.ended_well():
                    return
            new = [slug for slug in topics if slug not in self.pool.graders]
            if new:
                self.warm_up(new)

    @contextlib.contextmanager
    def _waiting_child(self, listener: socket.socket) -> Iterator[Child]:
        """A child that waits for the next client: forked before, so that the client does not wait for that."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            become_child(listener, theirs, self.who, self.commands, self.pool)
        theirs.close()
        child = Child(pid, ours)
        try:
            yield child
        finally:
            ours.close()  # a child that waits still, or is not told that all is fresh, ends by this
            child.ended_well()

    def _topics_of(self, child: Child, listener: socket.socket) -> list[str]:
        """Wait for the end of a child; gives the topics open in it. Other clients are declined meanwhile."""
        said = b""
        while True:
            ready, _, _ = select.select([child.link, listener], [], [])
            if child.link in ready:  # first, since after its end the next client is the next child's
                piece = child.said(4096)
                if not piece:
                    return said.decode().split()
                said += piece
            elif listener in ready:
                other, _ = listener.accept()
                with other:
                    _decline(other)


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


@contextlib.contextmanager
def _told_to_end() -> Iterator[socket.socket]:
    """A socket that has something to read once this process is asked to end, by SIGTERM.

    The handler raises nothing: Python ignores what is raised while it forks, and the server would stay.
    """
    told, tell = socket.socketpair()
    with told, tell:
        tell.setblocking(False)
        signal.signal(signal.SIGTERM, lambda *_: None)
        signal.set_wakeup_fd(tell.fileno())
        try:
            yield told
        finally:
            signal.set_wakeup_fd(-1)
