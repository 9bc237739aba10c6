"""One submission's conversation with its worker: starts it when needed, again after a death, and within limits."""

from __future__ import annotations

import contextlib
import marshal
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from receptive.model import Limits, Submission
from receptive.sandbox.client import Absent, Ended, Reply, Sandbox, Value, Worker, parsed
from receptive.sandbox.marked_lines import MarkedLines, find_marked, marked_line, without
from receptive.sandbox.requests import MOST_REMEMBERED, Answer, Request
from receptive.sandbox.wire import Handle, decode
from receptive.student.absent_packages import MOST_ABSENT, absent_package
from receptive.student.ahead import Ahead, Exchange, Pass, Script, bring
from receptive.student.endings import failure_of_end, failure_of_reply
from receptive.student.failures import (
    CannotLoad,
    Crashed,
    Missing,
    NoSuchName,
    OutOfMemory,
    OutOfTime,
    StudentFailure,
)
from receptive.student.known_names import KnownNames

Given = TypeVar("Given")

ENOUGH_OUTPUT = 1500
LOADING_S = 2  # of the processor, on top of what a topic allows
NOT_AGAIN = "it could be loaded once, and not again after its process had ended"
MOST_EVIDENCE, MOST_REPLY = 128 << 20, 8 << 20  # bytes of replies kept for a diagnosis: of a run, and of one reply
QUICK_S = 1.0  # of a submission whose code takes longer nothing is asked ahead: going back would take as long again
QUICK_LOAD_S = 0.1
MOST_LEFT_OUT = 50  # values of one notebook, one after another
ENDED = (OutOfTime, OutOfMemory, Crashed)
COMING_BACK_S = 3 * QUICK_S  # for what took less the first time, on a machine that may be busier now
LESS_PATIENCE = 4  # what was too slow once gets a quarter of the time when it is asked again


@dataclass(frozen=True)
class Instruments:
    """A module of the grader's that runs beside the student's code. It holds no answers."""

    file_name: str
    source: bytes

    @cached_property
    def code(self) -> bytes:
        """Compiled once, and not by each worker: for a network's probes that would be most of the loading.

        Raises:
            SyntaxError, ValueError: it is no Python.
        """
        return marshal.dumps(compile(self.source, self.file_name, "exec", dont_inherit=True))


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
        self.left_out: list[MarkedLines] = []  # of a notebook: values that could not be had
        self._marked = find_marked(submission.source)
        self.called: set[tuple[str, str]] = set()  # in this criterion: modules, and their functions
        self.exchanges: list[Exchange] = []  # of this criterion
        self._exchanged_bytes = 0
        self._history: list[Request] = []  # what the worker was asked since it was loaded, as far as tests asked it
        self._history_bytes = 0
        self._ahead: Ahead | None = None
        self._load_s = self._came_back_s = 0.0

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
        self._come_back()
        self.replies = 0
        self._seed = seed % (1 << 32)
        self._printed_before = self._worker.printed_bytes() if self._worker else 0
        self.called, self.exchanges, self._exchanged_bytes = set(), [], 0

    @property
    def transcript(self) -> list[Exchange] | None:
        """All that was asked and answered in this criterion, if it is not too much to remember."""
        return self.exchanges if self._exchanged_bytes <= MOST_REMEMBERED else None

    def answer_as_before(self, script: Script) -> Pass | None:
        """Ask all that a criterion is known to ask, as much at once as tells no answer.

        Returns:
            The remembered pass that has the same answers to the byte. Otherwise None; what came back is kept for the
            test, which asks for it as it always does.
        """
        try:
            worker = self._ready()
        except StudentFailure:
            return None  # which the test will meet itself
        if not self._may_ask_ahead(script):
            return None
        requests = script.requests_with(self._seed or 0)
        pieces = list(script.pieces_with(requests[0]))
        began = time.monotonic()
        until = began + min(self.limits.call_s, QUICK_S, self.limits.total_s - self._spent_s)
        found, answers = None, b""
        try:
            for count, piece in pieces:
                answers += worker.answers(piece, until - time.monotonic())
                found = script.found(answers, count)
                if not found:
                    self._ahead = Ahead(requests, worker.apart(answers, count))
                    break
        except Ended:  # somewhere in the middle: where, the test will find out
            self._begin_again(began)
            return None
        self._spent_s += time.monotonic() - began
        if found:
            self._history += requests
            self._history_bytes += script.size
            self.called |= script.called
            self.replies, self._seed = len(requests), None
        return found

    def printed(self) -> str:
        """The last that the code printed since the criterion began."""
        self._come_back()
        if self._worker is None:
            return ""
        # Less than before where the code was begun anew and prints something else each time
        size = max(0, self._worker.printed_bytes() - self._printed_before)
        skip = max(0, size - ENOUGH_OUTPUT)
        return self._worker.printed(self._printed_before + skip, min(size, ENOUGH_OUTPUT))

    def call(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of a module, a method of an object, or (with no name) the object itself.

        Raises:
            StudentFailure: there is no value; the kind says why.
        """
        if isinstance(target, str):
            self.called.add((target, name))
        patience = self.limits.call_s / (LESS_PATIENCE if name in self._too_slow else 1)
        arguments = [list(args), kwargs] if kwargs else [list(args)]  # a tuple is more to read
        try:
            reply = self._ask("call", _named(target), name, *arguments, seconds=patience)
        except OutOfTime:
            self._too_slow.add(name)
            raise
        if isinstance(reply, Value):
            return reply.value
        if isinstance(reply, Absent):
            raise NoSuchName(f"{name} does not exist")
        raise failure_of_reply(reply, self.names)

    def read_again(self, answer: Answer) -> Any:
        """What an answer of long ago says, for whoever looks at the evidence: a value, or the StudentFailure."""
        reply = parsed(decode(answer.message))
        return reply.value if isinstance(reply, Value) else failure_of_reply(reply, self.names)

    def get(self, target: Any, attribute: str) -> Any:
        """The present value of an object that is kept there, or one attribute of it, as plain data."""
        reply = self._ask("get", _named(target), attribute)
        if isinstance(reply, Value):
            return reply.value
        if isinstance(reply, Absent):
            raise Missing(f"the object has no attribute {attribute}")
        raise failure_of_reply(reply, self.names)

    def put(self, value: Any) -> Any:
        """Keep a value in the worker; returns its handle."""
        reply = self._ask("put", value)
        if isinstance(reply, Value):
            return reply.value
        raise failure_of_reply(reply, self.names)

    def break_off(self) -> None:
        """From another thread: end what runs now, as if the worker had crashed."""
        worker = self._worker
        if worker:
            worker.channel.break_off()

    def close(self) -> None:
        """End the worker and all that the code remembers. Whoever asks again gets a new one."""
        if self._worker:
            self._worker.close()
            self._worker = self._ahead = None

    def _ask(self, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:
        worker = self._worker if self._worker and self._ahead else self._ready()
        patience = seconds or self.limits.call_s
        request = self._timed(lambda _: worker.request(operation, *arguments), patience, waits=False)
        if self._seed is not None:  # with the first request of a criterion: an exchange of its own would cost as much
            request, self._seed = request.seeded(self._seed), None
        if self._ahead and not self._ahead.foresees(request):
            self._come_back()
            worker = self._ready()
        reply = self._timed(lambda left: self._exchanged(worker, request, left), patience, waits=not self._ahead)
        self.replies += 1
        return reply

    def _exchanged(self, worker: Worker, request: Request, seconds: float) -> Reply:
        try:
            answer = self._ahead.next_answer() if self._ahead else worker.answer(request, seconds)
        except Ended:
            self._exchanged_bytes += MOST_REMEMBERED + 1  # without an answer it cannot be told whole
            raise
        self._exchanged_bytes += request.size + answer.size
        if self._exchanged_bytes <= MOST_REMEMBERED:
            self.exchanges.append(Exchange(request, answer))
        self._history_bytes += request.size
        if self._history_bytes <= MOST_REMEMBERED:
            self._history.append(request)
        return worker.read(answer)

    def _may_ask_ahead(self, script: Script) -> bool:
        """Only where coming back is possible and costs little."""
        is_quick = max(self._spent_s, self._came_back_s) < QUICK_S and self._load_s < QUICK_LOAD_S
        is_small = self._history_bytes + script.size <= MOST_REMEMBERED
        return is_quick and is_small and self.sandbox.starts_quickly and not self._too_slow

    def _come_back(self) -> None:
        """Where the worker was asked more than the test did, do what it has asked in a new one."""
        ahead, self._ahead = self._ahead, None
        if ahead and ahead.has_gone_too_far:
            self._begin_again(time.monotonic())

    def _begin_again(self, began: float) -> None:
        """A new worker, which is asked what the test has asked; the time since `began` is ours."""
        before = self._history, self._history_bytes, self._printed_before, self._spent_s
        with contextlib.suppress(StudentFailure, Ended):  # it does not do the same twice, and is found as it is then
            bring(self._started(), before[0], COMING_BACK_S)
        self._history, self._history_bytes, self._printed_before, self._spent_s = before
        self._came_back_s += time.monotonic() - began

    def _ready(self) -> Worker:
        if self._unusable:
            raise self._unusable.with_traceback(None)  # which would grow with every criterion
        if self._worker is None or self._worker.ended:
            return self._started()
        return self._worker

    def _started(self) -> Worker:
        """A new worker with the student's module in it. A file that cannot be loaded is tried once only."""
        self.close()
        worker = self._worker = self.sandbox.spawn(self.limits.memory_mb << 20, int(self.limits.total_s) + LOADING_S)
        self._printed_before = 0
        self._history, self._history_bytes, self._ahead = [], 0, None
        if self.probes:
            code = self.probes.code
            loaded = self._timed(lambda left: worker.ask(left, "equip", "probes", code))
            if not isinstance(loaded, Value):
                raise RuntimeError(f"the grader's own probes cannot be loaded: {loaded}")
        file_name = f"{self.module}.py"
        began = time.monotonic()
        try:
            loaded = self._load(worker, file_name)
            if not isinstance(loaded, Value):
                raise failure_of_reply(loaded, self.names)
            self._has_loaded = True
        except StudentFailure as reason:
            if not self._has_loaded and len(self.left_out) < len(self._marked) and isinstance(reason, ENDED):
                self.left_out = list(self._marked)  # which of them it was, nobody can tell
                return self._started()
            # What it says now could come from what it was asked before: the number of a process, the time of day
            is_fixed = isinstance(reason, OutOfTime | OutOfMemory)
            self._unusable = CannotLoad(Crashed(NOT_AGAIN) if self._has_loaded and not is_fixed else reason)
            raise self._unusable from None
        self._load_s = time.monotonic() - began
        return worker

    def _load(self, worker: Worker, file_name: str) -> Reply:
        """Load the student's module, with stand-ins for packages that are not there.

        Which they are is found out once, before the code has seen any input that it could tell by them.
        """
        source = self.submission.source
        while True:
            loaded = self._timed(partial(self._told_to_load, worker, file_name))
            if self._has_loaded or isinstance(loaded, Value):
                return loaded
            package, marked = absent_package(loaded, source), marked_line(loaded, self._marked)
            if package and package not in self.absent and len(self.absent) < MOST_ABSENT:
                self.absent.append(package)
            elif marked and marked not in self.left_out and len(self.left_out) < MOST_LEFT_OUT:
                self.left_out.append(marked)
            else:
                return loaded

    def _told_to_load(self, worker: Worker, file_name: str, seconds: float) -> Reply:
        source = without(self.submission.source, self.left_out)
        return worker.ask(seconds, "load", self.module, file_name, source, list(self.absent))

    def _timed(self, step: Callable[[float], Given], patience: float = 0.0, waits: bool = True) -> Given:
        """Wait for the worker, within what is left of the topic's time."""
        patience = patience or self.limits.call_s
        left = self.limits.total_s - self._spent_s
        if waits and left <= 0:
            raise OutOfTime(f"not run: the {self.limits.total_s:g} seconds of this topic are used up")
        start = time.monotonic()
        try:
            return step(min(patience, left))
        except Ended as gone:
            failure = failure_of_end(gone, patience)
            gone.__traceback__ = None  # the worker keeps it, and its frames a whole answer
        finally:
            self._spent_s += time.monotonic() - start
        raise failure  # out of the handler: a failure is kept, and what it keeps should not be kept


def _named(target: Any) -> Any:
    """How the worker knows it: a module by its name, an object that is kept there by its number."""
    return target.id if isinstance(target, Handle) else target
