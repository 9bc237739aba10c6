"""A process that grades, from the side of the one that waits for it. It may hang, swell or die: that costs one
submission a criterion, and the next one nothing.

The process is started when something is first asked, and stays. Work is a function of ours that gets what is asked and
an `Allowance`; both, and what it returns, are ours too, so they travel as pickles. Where a process of a limit of its
own has died, the next one goes on behind the criterion that was being judged.
"""

from __future__ import annotations

import importlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from receptive.grading.allowance import STAGE_S, TOO_MUCH, TOTAL_S, Allowance, Limited
from receptive.grading.journal import Given, Journal, Progress
from receptive.model import Status
from receptive.sandbox.channel import Channel, Closed, SocketChannel, TooLate
from receptive.sandbox.wire import Message, WireError

Work = Callable[[Any, Allowance], Any]
Open = Callable[[], Work]  # gives the work, with what it keeps between one thing and the next; called once, there
# Both ends of a connection, of which the second is the process's own, and the descriptor of its journal
Start = Callable[[socket.socket, socket.socket, int], "Process"]

CAN_GUARD = hasattr(os, "fork") and hasattr(signal, "setitimer")  # not on Windows, where one grades one's own work only
MOST_DEATHS = 3  # of processes of ours, by one submission; then all that is not decided has failed
MOST_ACCIDENTS = 4  # deaths in different places, which somebody else may have caused
START_S = 200.0  # for the process, its libraries and a sandbox, on a slow disk
OWN_SHARE = 3.0  # how much longer than its processor time our work may take on a busy machine
# One of several that grade, each on a core of its own: a second thread of its libraries only spins
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TRIM = "MALLOC_TRIM_THRESHOLD_"  # dask sets it for its workers: each large array would be new pages from the kernel
PROGRAM = "from receptive.grading.guarded import serve_alone; serve_alone()"


class Lost(Exception):
    """The process died again where nothing of a submission is handled, or was closed: our fault, or the machine's."""


class Process(Protocol):
    """A child of this process."""

    def kill(self) -> None: ...

    def wait(self) -> int:
        """How it ended: its exit code, or minus the signal."""


class GuardedProcess:
    """One process that does `Work`, one thing after the other."""

    def __init__(self, start: Start, again: Start | None = None) -> None:
        """Args:
        start: how it is started: `forked(open_work)` or `spawned("module:function")`.
        again: how it is after it has died, if otherwise.
        """
        self.start, self.again = start, again or start
        self.turn = threading.Lock()
        self.is_closed = False
        self.process: Process | None = None
        self.channel: Channel | None = None
        self.journal: Journal | None = None

    def do(self, asked: Any, student_s: float) -> Any:
        """Have it done.

        Args:
            student_s: what the student's own code may take in it, of the wall clock.

        Returns:
            What the work returned.

        Raises:
            Lost: as it says.
            Exception: what the work raised.
        """
        with self.turn:
            return self._done(asked, student_s)

    def _done(self, asked: Any, student_s: float) -> Any:
        before = Progress()
        lost: list[Given] = []
        accidents: list[str] = []  # stages in which it died, and not of a limit of ours
        while True:
            is_last = len(lost) >= MOST_DEATHS
            try:
                return self._asked((asked, before, lost, is_last), student_s)
            except _Died as died:
                if self.is_closed:
                    raise Lost("nobody waits for it any more") from None
                stage = died.progress.stage
                if not died.by_limit and stage not in accidents and len(accidents) < MOST_ACCIDENTS:
                    accidents.append(stage)  # somebody else may have ended it: it is done again, as if nothing had been
                    continue
                if is_last or not (stage or died.by_limit):
                    raise Lost(f"the grading process died again: {died}") from None
                before = _together(before, died)
                lost.append(Given(stage, Status.FAILED, f"{TOO_MUCH[0].upper()}{TOO_MUCH[1:]}.", 0, str(died)))

    def begin(self) -> None:
        """Start the process now, if it is not there."""
        self._ready()

    def close(self) -> None:
        """End it at once, whoever waits for it: another thread that does gets `Lost`. What it had started ends too."""
        self.is_closed = True
        channel, process = self.channel, self.process
        if channel is not None and process is not None:
            channel.break_off()
            process.kill()
        with self.turn:
            self._end()

    def _end(self) -> None:
        if self.process is None or self.channel is None or self.journal is None:
            return
        self.channel.close()
        self.process.kill()
        self.process.wait()
        os.close(self.journal.descriptor)
        self.process = self.channel = self.journal = None

    def _asked(self, request: Any, student_s: float) -> Any:
        deadline = time.monotonic() + START_S + student_s + OWN_SHARE * TOTAL_S
        channel, journal = self._ready()
        journal.clear()  # of what was done before, or it would be taken for this if the process is gone by now
        try:
            channel.send(_pack(request), deadline)
            answer = channel.receive(deadline)
        except (Closed, TooLate, WireError) as gone:
            raise self._died(journal.read(), isinstance(gone, TooLate)) from None
        returned, value = pickle.loads(b"".join(answer.buffers))
        if not returned:
            raise value
        return value

    def _died(self, progress: Progress, too_late: bool) -> _Died:
        assert self.process is not None
        self.process.kill()  # one that has ended keeps the code of its end
        code = self.process.wait()
        self._end()
        self.start = self.again
        return _Died(progress, too_late or code == -signal.SIGPROF, f"{progress.stage or 'no stage'}, exit {code}")

    def _ready(self) -> tuple[Channel, Journal]:
        if self.is_closed:
            raise Lost("nobody waits for it any more")
        if self.channel is None or self.journal is None:
            ours, theirs = socket.socketpair()
            with tempfile.TemporaryFile() as file:
                descriptor = os.dup(file.fileno())
            with theirs:
                self.process = self.start(ours, theirs, descriptor)
            self.channel, self.journal = SocketChannel(ours), Journal(descriptor)
        return self.channel, self.journal


class _Died(Exception):
    def __init__(self, progress: Progress, by_limit: bool, how: str) -> None:
        super().__init__(how)
        self.progress = progress
        self.by_limit = by_limit  # one of ours, of time


def _together(before: Progress, died: _Died) -> Progress:
    """What is decided and spent, when another process has died of a limit."""
    found = died.progress
    own_s = max(before.own_s, found.own_s) + (STAGE_S if died.by_limit else 0.0)
    return Progress(before.given + found.given, "", max(before.student_s, found.student_s), own_s)


def spawn(open_work: str) -> Start:
    """Processes that start from nothing: no memory of this one is in them.

    Args:
        open_work: where the function is, as `"module:name"`.
    """

    def start(_: socket.socket, theirs: socket.socket, journal: int) -> Process:
        environment = {name: value for name, value in os.environ.items() if name != TRIM} | ONE_THREAD
        return start_python(open_work, [theirs.fileno(), journal], environment)

    return start


def start_python(open_work: str, descriptors: Sequence[int], environment: Mapping[str, str]) -> Process:
    """A new interpreter that serves alone, with these descriptors and this environment."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, open_work, *map(str, descriptors)],
        pass_fds=descriptors,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us; it ends when our end of the connection is closed
    )


def fork(open_work: Open) -> Start:
    """Processes that are copies of this one, ready at once. Only while it has no thread but the one that asks."""

    def start(ours: socket.socket, theirs: socket.socket, journal: int) -> Process:
        pid = os.fork()
        if pid == 0:
            try:
                ours.close()
                serve(open_work, theirs, journal)
            finally:
                os._exit(1)
        return _Forked(pid)

    return start


class _Forked:
    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.code: int | None = None

    def kill(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self.code is None:
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code


def serve_alone() -> None:
    """Entry point of a process that is spawned. Arguments: module and function, and two descriptors."""
    place, connection, journal = sys.argv[1:]
    module, _, name = place.partition(":")
    open_work: Open = getattr(importlib.import_module(module), name)
    serve(open_work, socket.socket(fileno=int(connection)), int(journal))


def serve(open_work: Open, connection: socket.socket, journal: int) -> None:
    """Do what is asked until nobody is there."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends us where a stage takes too long
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_other_side, args=[connection.dup()], daemon=True).start()
    channel = SocketChannel(connection)
    work: Work | None = None
    while True:
        try:
            message = channel.receive()
        except Closed:
            return
        asked, *known = pickle.loads(b"".join(message.buffers))
        try:
            work = work or open_work()
            answer = _pack((True, work(asked, Limited(Journal(journal), *known))))
        except Exception as fault:
            answer = _pack((False, _that_travels(fault)))
        channel.send(answer)


def _end_with_other_side(connection: socket.socket) -> None:
    """Who waited for us is gone, perhaps while we work."""
    gone = select.poll()
    gone.register(connection, 0)  # hang-ups are told without being asked for
    gone.poll()
    os._exit(1)


def _pack(value: Any) -> Message:
    return Message(b"", (pickle.dumps(value),))


def _that_travels(fault: Exception) -> Exception:
    """Some exceptions cannot be made again from what they were made of."""
    try:
        pickle.loads(pickle.dumps(fault))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(fault)))
    fault.add_note("".join(traceback.format_exception(fault)))
    return fault
