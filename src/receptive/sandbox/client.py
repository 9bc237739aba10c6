"""The trusted side of a worker: starts it, asks it, ends it. What comes back is plain data and proves nothing else."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgpack

from receptive.sandbox.channel import Channel, Closed, SocketChannel, TooLate
from receptive.sandbox.installed import folder_of
from receptive.sandbox.requests import (
    Answer,
    Request,
    answer_of,
    answers_apart,
    make_request,
    new_number,
    several,
    several_of,
)
from receptive.sandbox.wire import Message, WireError, decode

Given = TypeVar("Given")

START_S = 180.0  # torch on a slow disk
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "JOBLIB_MULTIPROCESSING": "0",  # scikit-learn's helper would find out that it may not, and print a warning
}
BOOTSTRAP = (
    "import sys, json; sys.path[:0] = json.loads(sys.argv[1])['paths']; from receptive.sandbox import {0}; {0}.main()"
)


class CannotStart(Exception):
    """The sandbox itself does not work here: our fault, never the student's."""


class Ended(Exception):
    """The worker is gone. `how` is "timeout", "protocol", or "exit" with the code (negative: a signal)."""

    def __init__(self, how: str, code: int = 0) -> None:
        super().__init__(f"{how} {code}")
        self.how = how
        self.code = code


@dataclass(frozen=True)
class Raised:
    """An exception of the student's code: names and texts that came from there."""

    type_name: str
    text: str
    frames: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Absent:
    """The module or object has no such name."""


@dataclass(frozen=True)
class Unsendable:
    """There is a result, but it cannot travel."""

    why: str


@dataclass(frozen=True)
class Value:
    value: Any


Reply = Value | Raised | Absent | Unsendable


class Sandbox(Protocol):
    """Where workers come from."""

    refuses_reading: bool  # files outside Python itself
    refuses_calls: bool  # sockets, processes, signals
    starts_quickly: bool  # a second worker costs little

    def wait(self) -> None: ...

    def spawn(self, memory_bytes: int, cpu_s: int) -> Worker: ...

    def close(self) -> None: ...


class Host(Protocol):
    """What can end a worker process."""

    def end(self, pid: int) -> int: ...


class Worker:
    """One process with a student's code in it."""

    def __init__(self, host: Host, pid: int, channel: Channel, output: int) -> None:
        self.host = host
        self.pid = pid
        self.channel = channel
        self.output = output
        self.ended: Ended | None = None

    def ask(self, seconds: float, operation: str, *arguments: object) -> Reply:
        """Send one request and wait for its reply.

        Raises:
            Ended: there is none, and there will be none: the worker was killed, died or lied.
        """
        return self.read(self.answer(self.request(operation, *arguments), seconds))

    def request(self, operation: str, *arguments: object) -> Request:
        """A request as it travels. Raises Ended where an argument, which may come from there, cannot."""
        return self._or_ended(lambda: make_request(operation, arguments))

    def answer(self, request: Request, seconds: float) -> Answer:
        """Send a request and wait for its answer, which nobody has looked into yet. Raises Ended."""

        def exchange() -> Answer:
            number = new_number()
            return answer_of(self._exchanged(request.message(number), seconds), number)

        return self._or_ended(exchange)

    def answers(self, requests: bytes, seconds: float) -> bytes:
        """Send requests together; what comes back holds answers to the first of them. Raises Ended."""

        def exchange() -> bytes:
            number = new_number()
            return several_of(self._exchanged(several(requests, number), seconds), number)

        return self._or_ended(exchange)

    def apart(self, answers: bytes, most: int) -> tuple[Answer, ...]:
        """The answers that came together. Raises Ended where there are none, or more than `most`."""
        return self._or_ended(lambda: answers_apart(answers, most))

    def read(self, answer: Answer) -> Reply:
        """What an answer says, also when the worker has ended since. Raises Ended where it is no answer."""
        return self._or_ended(lambda: parsed(decode(answer.message)))

    def _or_ended(self, step: Callable[[], Given]) -> Given:
        try:
            return step()
        except TooLate:
            how = "timeout"
        except (WireError, MemoryError):  # what is too large for us
            how = "protocol"
        except Closed:
            how = "exit"
        # Out of the handlers, since an exception keeps the one before it, and that one's frames a whole reply
        raise (self.ended or self._ended_by(how)).with_traceback(None)

    def _exchanged(self, message: Message, seconds: float) -> Message:
        if self.ended:
            raise Closed
        if self.channel.has_unasked_bytes():
            raise WireError("bytes before a request")
        deadline = time.monotonic() + seconds
        self.channel.send(message, deadline)
        return self.channel.receive(deadline)

    def printed(self, start: int = 0, size: int = 2000) -> str:
        """What the code wrote, from a byte offset on. Works on a dead worker too, until `close`."""
        if not hasattr(os, "pread"):  # Windows: moving the shared position would garble what the worker writes
            return ""
        return os.pread(self.output, size, start).decode("utf-8", "replace")

    def printed_bytes(self) -> int:
        return os.fstat(self.output).st_size

    def close(self) -> None:
        """End the process; nothing of it is left."""
        if self.output < 0:
            return
        if not self.ended:
            self._ended_by("exit")
        os.close(self.output)
        self.output = -1

    def _ended_by(self, how: str) -> Ended:
        # The reason is ours: a worker that we killed says SIGKILL whatever it did before
        self.channel.close()
        code = self.host.end(self.pid)
        if how == "exit" and code == -signal.SIGXCPU:
            how = "timeout"
        self.ended = Ended(how, code)
        return self.ended


class Process(Protocol):
    """A child of this process."""

    def kill(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


class ForkingSandbox:
    """Workers forked from a zygote and confined as well as the machine allows. Linux."""

    starts_quickly = True

    def __init__(self, packages: Sequence[str], importable: Sequence[str] = (), confine: bool = True) -> None:
        """Start the zygote and return at once; `wait`, or the first `spawn`, waits until it is warm.

        Args:
            packages: imported before the first fork, so that a worker has them for nothing.
            importable: found if the code asks for them, at the price of importing them in its worker.
            confine: False leaves out Landlock and seccomp, to see what the process boundary alone holds.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        paths = package_paths([*packages, *importable])
        settings = {
            "descriptor": theirs.fileno(),
            "packages": list(packages),
            "importable": [name for name in importable if name not in packages],
            "paths": paths,
            "confine": confine,
        }
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the zygote lives
        with theirs:
            self.process = start_zygote(settings, self.log.fileno())
        self.control = ours
        self.control.settimeout(START_S)
        self.ready = False
        self.refuses_reading = self.refuses_calls = False

    def wait(self) -> None:
        """Wait until the zygote is warm and has found its level.

        Raises:
            CannotStart: it died on the way.
        """
        if not self.ready:
            found = self._answer()
            self.refuses_reading, self.refuses_calls = bool(found["reading"]), bool(found["calling"])
            self.ready = True

    def spawn(self, memory_bytes: int, cpu_s: int) -> Worker:
        """A fresh worker.

        Raises:
            CannotStart: the zygote is gone.
        """
        self.wait()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        output = os.memfd_create("output")
        try:
            socket.send_fds(self.control, [msgpack.packb(["spawn", memory_bytes, cpu_s])], [theirs.fileno(), output])
            pid = self._answer()
        except (OSError, CannotStart) as gone:
            ours.close()
            os.close(output)
            raise CannotStart(self._complaint()) from gone
        finally:
            theirs.close()
        return Worker(self, pid, SocketChannel(ours), output)

    def end(self, pid: int) -> int:
        """Kill one worker; returns how it ended, or -SIGKILL if the zygote is gone and has taken it along."""
        try:
            self.control.send(msgpack.packb(["end", pid]))
            return int(self._answer())
        except (OSError, CannotStart):
            return -signal.SIGKILL

    def close(self) -> None:
        """End the zygote and all its workers."""
        self.control.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def _answer(self) -> Any:
        data = self.control.recv(4096)
        if not data:
            raise CannotStart(self._complaint())
        return msgpack.unpackb(data)

    def _complaint(self) -> str:
        self.log.seek(0)
        lines = self.log.read(20_000).decode("utf-8", "replace").strip().splitlines()
        return "the sandbox process ended: " + (lines[-1] if lines else "it said nothing")


def start_zygote(settings: Mapping[str, Any], log: int) -> Process:
    """A new interpreter that is a zygote.

    Args:
        settings: as `zygote.main` has them; their descriptor is handed over.
        log: where it complains.
    """
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-S", "-B", "-c", BOOTSTRAP.format("zygote"), json.dumps(settings)],
        env=ENVIRONMENT,
        pass_fds=[settings["descriptor"]],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C is for us; we end the zygote by closing its socket
        cwd="/",
    )


def package_paths(packages: Sequence[str]) -> list[str]:
    """The folders in which this package, what it needs and the given packages are installed."""
    ours = Path(__file__).parent.parent.parent
    specs = map(importlib.util.find_spec, ("msgpack", "landlockpy", *packages))
    return list(dict.fromkeys([str(ours), *filter(None, map(folder_of, specs))]))


def parsed(reply: Any) -> Reply:
    """Check the shape of a reply; whose it is was seen by its number.

    Raises:
        WireError: it has none.
    """
    if type(reply) is not list or len(reply) < 2:
        raise WireError("a malformed reply")
    match reply[1:]:
        case ["value", value]:
            return Value(value)
        case ["absent"]:
            return Absent()
        case ["unsendable", str(why)]:
            return Unsendable(why[:300])
        case ["raised", str(type_name), str(text), list(frames)]:
            return Raised(type_name[:100], text[:3000], tuple(_frame(frame) for frame in frames[:60]))
    raise WireError("a malformed reply")


def _frame(frame: Any) -> tuple[int, str]:
    match frame:
        case [int(line), str(function)] if 0 <= line < 1_000_000:
            return line, function[:100]
    raise WireError("a malformed frame")
