"""One submission's conversation with its worker: starts it when needed, again after a death, and within limits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from receptive.model import Limits, Submission
from receptive.sandbox.client import Absent, Ended, Raised, Reply, Sandbox, Unsendable, Value, Worker
from receptive.student.absent_packages import MOST_ABSENT, absent_package
from receptive.student.failures import (
    CannotLoad,
    Crashed,
    Frame,
    Missing,
    NoSuchName,
    OutOfMemory,
    OutOfTime,
    StudentFailure,
    StudentRaised,
    Unwritten,
)
from receptive.student.known_names import KnownNames

UNSENDABLE = "ResultError"
ENOUGH_OUTPUT = 1500
LOADING_S = 2  # of the processor, on top of what a topic allows
NOT_AGAIN = "it could be loaded once, and not again after its process had ended"
MOST_EVIDENCE, MOST_REPLY = 128 << 20, 8 << 20  # bytes of replies kept for a diagnosis: of a run, and of one reply
LESS_PATIENCE = 4  # what was too slow once gets a quarter of the time when it is asked again
# What C++ and numpy say when there is no memory; Python says MemoryError
NO_MEMORY = ("can't allocate memory", "not enough memory", "Unable to allocate", "std::bad_alloc")
SIGNALS = {-6: "was aborted", -7: "made a bus error", -8: "made an arithmetic fault", -11: "made a segmentation fault"}


@dataclass(frozen=True)
class Instruments:
    """A module of the grader's that runs beside the student's code. It holds no answers."""

    file_name: str
    source: bytes


class StudentProcess:
    """The worker of one submission, over all criteria of its topic."""

    def __init__(self, sandbox: Sandbox, limits: Limits, submission: Submission, probes: Instruments | None) -> None:
        self.sandbox = sandbox
        self.limits = limits
        self.submission = submission
        self.probes = probes
        self.module = submission.topic
        self.names = KnownNames(submission.source)
        self.replies = 0
        self._worker: Worker | None = None
        self._unusable: StudentFailure | None = None
        self._spent_s = 0.0
        self._too_slow: set[str] = set()
        self._printed_before = 0
        self._seed: int | None = None
        self._evidence_bytes = 0
        self._has_loaded = False
        self.absent: list[str] = []  # packages that the file imports and that are not there

    @property
    def spent_s(self) -> float:
        """What was waited for the student's code."""
        return self._spent_s

    def spend(self, seconds: float) -> None:
        """Count what was waited for it before, in another process."""
        self._spent_s += seconds

    def keeps(self, size: int) -> bool:
        """Whether a reply of that many bytes is kept as evidence. What is not is judged, and then let go."""
        kept = size <= MOST_REPLY and self._evidence_bytes + size <= MOST_EVIDENCE
        self._evidence_bytes += size if kept else 0
        return kept

    def begin_criterion(self, seed: int) -> None:
        """Forget the replies of the last criterion, and what was printed in it.

        Args:
            seed: where random numbers of the student's code start, so that the same run gives the same outcome.
        """
        self.replies = 0
        self._seed = seed % (1 << 32)
        self._printed_before = self._worker.printed_bytes() if self._worker else 0

    def printed(self) -> str:
        """The last that the code printed since the criterion began."""
        if self._worker is None:
            return ""
        size = self._worker.printed_bytes() - self._printed_before
        skip = max(0, size - ENOUGH_OUTPUT)
        return self._worker.printed(self._printed_before + skip, min(size, ENOUGH_OUTPUT))

    def call(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of a module, a method of an object, or (with no name) the object itself.

        Raises:
            StudentFailure: there is no value; the kind says why.
        """
        patience = self.limits.call_s / (LESS_PATIENCE if name in self._too_slow else 1)
        try:
            reply = self._ask("call", target, name, args, kwargs, seconds=patience)
        except OutOfTime:
            self._too_slow.add(name)
            raise
        if isinstance(reply, Value):
            return reply.value
        if isinstance(reply, Absent):
            raise NoSuchName(f"{name} does not exist")
        raise _failure(reply, self.names)

    def get(self, target: Any, attribute: str) -> Any:
        """The present value of an object that is kept there, or one attribute of it, as plain data."""
        reply = self._ask("get", target, attribute)
        if isinstance(reply, Value):
            return reply.value
        if isinstance(reply, Absent):
            raise Missing(f"the object has no attribute {attribute}")
        raise _failure(reply, self.names)

    def put(self, value: Any) -> Any:
        """Keep a value in the worker; returns its handle."""
        reply = self._ask("put", value)
        if isinstance(reply, Value):
            return reply.value
        raise _failure(reply, self.names)

    def break_off(self) -> None:
        """From another thread: end what runs now, as if the worker had crashed."""
        worker = self._worker
        if worker:
            worker.channel.break_off()

    def close(self) -> None:
        """End the worker and all that the code remembers. Whoever asks again gets a new one."""
        if self._worker:
            self._worker.close()
            self._worker = None

    def _ask(self, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:
        if self._unusable:
            raise self._unusable.with_traceback(None)  # which would grow with every criterion
        if self._worker is None or self._worker.ended:
            self._start()
        assert self._worker is not None
        if self._seed is not None:  # with the first request of a criterion: an exchange of its own would cost as much
            operation, arguments = "seeded", (self._seed, operation, *arguments)
            self._seed = None
        reply = self._timed(self._worker, operation, *arguments, seconds=seconds)
        self.replies += 1
        return reply

    def _start(self) -> None:
        """A new worker with the student's module in it. A file that cannot be loaded is tried once only."""
        self.close()
        self._worker = self.sandbox.spawn(self.limits.memory_mb << 20, int(self.limits.total_s) + LOADING_S)
        self._printed_before = 0
        if self.probes:
            loaded = self._timed(self._worker, "load", "probes", self.probes.file_name, self.probes.source, False)
            if not isinstance(loaded, Value):
                raise RuntimeError(f"the grader's own probes cannot be loaded: {loaded}")
        file_name = f"{self.module}.py"
        try:
            loaded = self._load(self._worker, file_name)
            if not isinstance(loaded, Value):
                raise _failure(loaded, self.names)
            self._has_loaded = True
        except StudentFailure as reason:
            # What it says now could come from what it was asked before: the number of a process, the time of day
            is_fixed = isinstance(reason, OutOfTime | OutOfMemory)
            self._unusable = CannotLoad(Crashed(NOT_AGAIN) if self._has_loaded and not is_fixed else reason)
            raise self._unusable from None

    def _load(self, worker: Worker, file_name: str) -> Reply:
        """Load the student's module, with stand-ins for packages that are not there.

        Which they are is found out once, before the code has seen any input that it could tell by them.
        """
        source = self.submission.source
        while True:
            loaded = self._timed(worker, "load", self.module, file_name, source, True, list(self.absent))
            package = absent_package(loaded, source)
            if not package or package in self.absent or self._has_loaded or len(self.absent) >= MOST_ABSENT:
                return loaded
            self.absent.append(package)

    def _timed(self, worker: Worker, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:
        patience = seconds or self.limits.call_s
        left = self.limits.total_s - self._spent_s
        if left <= 0:
            raise OutOfTime(f"not run: the {self.limits.total_s:g} seconds of this topic are used up")
        start = time.monotonic()
        try:
            return worker.ask(min(patience, left), operation, *arguments)
        except Ended as gone:
            failure = _describe_end(gone, patience)
        finally:
            self._spent_s += time.monotonic() - start
        raise failure  # out of the handler: a failure is kept, and what it keeps should not be kept


def _describe_end(ended: Ended, patience: float) -> StudentFailure:
    if ended.how == "timeout":
        return OutOfTime(f"took longer than {patience:g} seconds and was stopped")
    if ended.how == "protocol":
        return Crashed("wrote into the grader's own connection and was stopped")
    if ended.code >= 0:
        return Crashed("ended the whole Python process; a function returns instead", detail=f"exit code {ended.code}")
    return Crashed(f"{SIGNALS.get(ended.code, f'was killed by signal {-ended.code}')}, which ended Python")


def _failure(reply: Reply, names: KnownNames) -> StudentFailure:
    if isinstance(reply, Unsendable):
        return StudentRaised(UNSENDABLE, reply.why)
    assert isinstance(reply, Raised)
    frames = tuple(Frame(line, names.function(function)) for line, function in reply.frames)
    if reply.type_name == "NotImplementedError":
        return Unwritten("is not written yet", frames)
    if reply.type_name == "MemoryError" or any(sign in reply.text for sign in NO_MEMORY):
        return OutOfMemory("needs more memory than this exercise may use", frames)
    return StudentRaised(names.exception(reply.type_name), reply.text, frames)
