"""Asking ahead. A criterion that draws nothing asks every submission the same, as long as the replies are right, and
one that draws does so under one seed; so what it asked once can be sent all at once, and the worker need not wait for
the grader between two calls.

Nothing is decided here. A test that asks something else than was foreseen finds a worker that has gone too far;
`StudentProcess` then begins anew and brings it to where the test is.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from receptive.sandbox.client import Worker
from receptive.sandbox.requests import Answer, Request

MOST_PASSES = 4  # ways to be right that are remembered for one criterion: whole numbers and floats, say


@dataclass(frozen=True)
class Exchange:
    """What was asked, and what came back."""

    request: Request
    answer: Answer


@dataclass(frozen=True)
class Pass:
    """The answers with which a criterion was passed, and the figures that its test left then."""

    answers: tuple[Answer, ...]
    measured: tuple[tuple[str, float], ...]


@dataclass
class Script:
    """What a criterion asks of code that passes it."""

    requests: tuple[Request, ...]
    called: frozenset[tuple[str, str]] = frozenset()  # modules, and their functions
    passes: list[Pass] = field(default_factory=list)

    def seeded(self, seed: int) -> Script:
        """The same for a submission whose random numbers start elsewhere."""
        first, *others = self.requests
        return replace(self, requests=(first.seeded(seed), *others))

    @cached_property
    def size(self) -> int:
        """Bytes of all requests."""
        return sum(request.size for request in self.requests)


class Ahead:
    """One worker and one script: sends what is foreseen, and hands out the answers one by one."""

    def __init__(self, worker: Worker, script: Script) -> None:
        self.worker = worker
        self.script = script
        self.sent = self.received = self.asked = 0  # requests: on their way, answered, and asked by the test as well
        self.come: deque[Answer] = deque()  # answers that nobody has taken yet
        self.on_the_way = 0  # bytes of requests without an answer

    @property
    def has_gone_too_far(self) -> bool:
        """Whether the worker was asked what the test has not asked."""
        return self.sent > self.asked

    @property
    def has_next(self) -> bool:
        """Whether what the test asks next needs no waiting: its answer is here, or none will come any more."""
        return bool(self.come or self.worker.ended)

    def foresees(self, request: Request) -> bool:
        """Whether that is what comes next."""
        return self.asked < len(self.script.requests) and self.script.requests[self.asked] == request

    def next_answer(self, seconds: float) -> Answer:
        """The answer to what the test asks next. Raises Ended."""
        if not self.come:
            self._fetch(seconds)
        self.asked += 1
        return self.come.popleft()

    def matching(self, seconds: float, together: float) -> Pass | None:
        """Fetch answers as long as they are, to the byte, those of a pass, and come soon. Raises Ended.

        Args:
            seconds: for each of them.
            together: when they have taken longer, the rest is left to the test, which counts its time call by call.
        """
        candidates: Sequence[Pass] = self.script.passes
        end = time.monotonic() + together
        for place in range(len(self.script.requests)):
            answer = self._fetch(seconds)
            candidates = [each for each in candidates if each.answers[place] == answer]
            if not candidates or time.monotonic() > end:
                return None
        self.asked = len(self.script.requests)
        return candidates[0]

    def _fetch(self, seconds: float) -> Answer:
        deadline = time.monotonic() + seconds
        self._send_more(deadline)
        answer = self.worker.receive(deadline)
        self.on_the_way -= self.script.requests[self.received].size
        self.received += 1
        self.come.append(answer)
        return answer

    def _send_more(self, deadline: float) -> None:
        """As much as can lie on the way: a worker that cannot send, to a grader that cannot send, would be the end."""
        room = self.worker.channel.room
        if self.on_the_way > room // 2:
            return
        batch: list[Request] = []
        for request in self.script.requests[self.sent :]:
            if (self.on_the_way or batch) and self.on_the_way + request.size > room:
                break
            batch.append(request)
            self.on_the_way += request.size
        self.sent += len(batch)
        if batch:
            self.worker.send(batch, deadline)


def bring(worker: Worker, requests: Sequence[Request], seconds: float) -> None:
    """Ask a fresh worker what another was asked, criterion by criterion, and let go of the answers.

    Args:
        seconds: for all of it.

    Raises:
        Ended: it took longer, or the worker did not do again what it did before.
    """
    deadline = time.monotonic() + seconds
    begins = [at for at, request in enumerate(requests) if request.seed is not None]
    for begin, end in itertools.pairwise([*begins, len(requests)]):
        ahead = Ahead(worker, Script(tuple(requests[begin:end])))
        for _ in range(begin, end):
            ahead.next_answer(deadline - time.monotonic())
