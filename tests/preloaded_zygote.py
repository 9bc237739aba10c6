"""A zygote that has loaded its packages and then waits: each zygote of a test is a copy of it, and goes on from there.

It imports nothing that a zygote does not, and a copy runs `zygote.main` as one does that was started from nothing. A
process that reads files is copied in the same way.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NUMBER = struct.Struct("i")
MOST_FDS = 8


def be_copied() -> None:
    """Be a zygote that is copied; returns in a copy."""
    from receptive.sandbox import zygote

    packages = json.loads(sys.argv[1])["packages"]
    _make_copies(lambda: zygote.warm(packages))


def be_copied_reader() -> None:
    """Be a process that reads files, with the words that it is started with; returns in a copy."""
    from receptive.reading import child

    _make_copies(child.load)
    settings = json.loads(sys.argv[1])
    sys.argv[1:] = [str(settings["descriptor"]), *settings["paths"]]


def _make_copies(load: Callable[[], None]) -> None:
    """Load what is needed and make copies, in which this returns, until nobody is there to ask for one."""
    settings = json.loads(sys.argv[1])
    sys.path.pop()  # where this file is
    del sys.modules[__name__]
    with contextlib.suppress(Exception):  # a copy meets it itself, and says so where it is asked
        load()
    control = socket.socket(fileno=settings["control"])
    living: dict[int, tuple[int, socket.socket]] = {}  # by the handle of a copy: its number, and where its end is told
    while True:
        ready, _, _ = select.select([control, *living], [], [])
        for handle in living.keys() & set(ready):
            _tell_end(handle, *living.pop(handle))
        if control in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 1, MOST_FDS)
            if not message:
                sys.exit()
            request, told, *handed = descriptors
            pid = os.fork()
            if pid == 0:
                return _take_place(request, handed)
            handle = os.pidfd_open(pid)
            living[handle] = pid, socket.socket(fileno=told)
            _tell(living[handle][1], 0, handle)
            for descriptor in (request, *handed):
                os.close(descriptor)


def _tell_end(handle: int, pid: int, told: socket.socket) -> None:
    _, status = os.waitpid(pid, 0)
    _tell(told, os.waitstatus_to_exitcode(status))
    told.close()
    os.close(handle)


def _tell(asker: socket.socket, number: int, *handles: int) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who asked is gone
        socket.send_fds(asker, [NUMBER.pack(number)], handles)


def _take_place(request: int, handed: list[int]) -> None:
    """Have what `client.start_zygote` gives, and nothing else."""
    with open(request, "rb", closefd=False) as file:
        settings: dict[str, Any] = json.loads(json.load(file)[1][0])
    settings["descriptor"], log = handed
    sys.argv[1:] = [json.dumps(settings)]
    os.setsid()
    for number in (1, 2):
        os.dup2(log, number)
    for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if number not in (0, 1, 2, settings["descriptor"]):
            with contextlib.suppress(OSError):  # that of the listing itself
                os.close(number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    for name in ("numpy.random", "torch"):
        if name in sys.modules:
            sys.modules[name].seed()
