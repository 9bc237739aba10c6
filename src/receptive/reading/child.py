"""The process that reads strangers' files: limited, on Linux confined, and without anything worth taking.

It is forked where a command reads one file and every millisecond counts, or started afresh where somebody's secrets
are in memory. Either way it holds one socket and ends when that is closed.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable

from receptive.limits import READ_CPU_S, READ_MEMORY
from receptive.reading.functions import answer
from receptive.sandbox.channel import Channel, Closed, SocketChannel
from receptive.sandbox.client import ENVIRONMENT, Process, package_paths
from receptive.sandbox.wire import Message

CODECS = "utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp437 cp1252 unicode-escape ascii latin-1"
BOOTSTRAP = "import sys; sys.path[:0] = sys.argv[2:]; from receptive.reading.child import main; main()"
End = Callable[[], int]  # ends the process and returns how it ended: an exit code, or minus a signal


def fork() -> tuple[Channel, End]:
    """A copy of this process, with limits."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            _forget_all_but(theirs.fileno())
            _limit()
            serve(SocketChannel(theirs))
        finally:
            os._exit(0)
    theirs.close()

    def end() -> int:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return 0

    return SocketChannel(ours), end


def start() -> tuple[Channel, End]:
    """A new process, with limits and nothing of this one in its memory."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = start_process(theirs.fileno())

    def end() -> int:
        process.kill()
        return process.wait()

    return SocketChannel(ours), end


def start_process(descriptor: int) -> Process:
    """A new interpreter that reads what it is asked to through a socket, which is handed over."""
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-S", "-B", "-c", BOOTSTRAP, str(descriptor), *package_paths([])],
        env=ENVIRONMENT,
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us
        cwd="/",
    )


def main() -> None:
    """Entry point of a new process. Its first argument is the number of the socket."""
    load()
    channel = SocketChannel(socket.socket(fileno=int(sys.argv[1])))
    if sys.platform == "linux":
        from receptive.sandbox.policy import Budget, Confinement

        Confinement([], reachable_for_nobody=True).apply(Budget(READ_MEMORY, READ_CPU_S))
    else:
        _limit()
    serve(channel)


def load() -> None:
    """Import what reading needs, while files can be opened."""
    for name in CODECS.split():  # what `json`, `zipfile` and `ast` load when they need it: later no file can be opened
        codecs.lookup(name)
    import unicodedata  # noqa: F401  # the same

    import receptive.reading.stubs  # the same
    import receptive.reading.tars  # noqa: F401  # the same
    from receptive.reading.ipython import ipythons_own

    ipythons_own()  # loads one file of IPython's


def serve(channel: Channel) -> None:
    """Say that it is ready, and answer until the other side is gone."""
    with contextlib.suppress(Closed):
        channel.send(Message(b""))
        while True:
            request, data = channel.receive().buffers
            channel.send(Message(b"", tuple(answer(bytes(request), bytes(data)))))


def _forget_all_but(kept: int) -> None:
    """A copy holds what the original had open: pipes that would never end, sockets that say that it still lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _limit() -> None:
    import resource  # Windows has none

    spent = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = int(spent.ru_utime + spent.ru_stime) + READ_CPU_S
    memory = _count_held_pages() * resource.getpagesize() + READ_MEMORY
    for which, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_s)):
        with contextlib.suppress(ValueError, OSError):  # a system without that limit, or with a lower one
            resource.setrlimit(which, (limit, resource.getrlimit(which)[1]))


def _count_held_pages() -> int:
    """How much memory this process has asked for so far; 0 where that is not told."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  # pathlib may not be loaded
            return int(file.read().split()[0])
    except OSError:
        return 0
