"""Asking ahead. A criterion that draws nothing asks every submission the same, as long as the replies are right, and
one that draws does so under one seed; so what it asked once can be sent all at once, and the worker need not wait for
the grader between two calls.

Where one request tells the answer to another, as that of a test that doubles what was doubled, code could read it
there. So no request travels together with one whose right answer is seen in it: they go in pieces, mostly in one.

Nothing is decided here. A test that asks something else than was foreseen finds a worker that has gone too far;
`StudentProcess` then begins anew and brings it to where the test is.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from receptive.sandbox.client import Worker
from receptive.sandbox.requests import PLACE, Answer, Request, answers_together, together
from receptive.student.seen_values import values_in

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

    @cached_property
    def together(self) -> bytes:
        return answers_together(self.answers)

    def begins_with(self, answers: bytes, count: int) -> bool:
        """Whether these are so many of its answers, from the first on, as they come together."""
        return len(answers) == self._lengths[count] and self.together.startswith(answers)

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        """Bytes of the first answers, by how many they are."""
        each = (len(answers_together([answer])) for answer in self.answers)
        return tuple(itertools.accumulate(each, initial=0))


@dataclass
class Script:
    """What a criterion asks of code that passes it."""

    requests: tuple[Request, ...]
    called: frozenset[tuple[str, str]] = frozenset()  # modules, and their functions
    passes: list[Pass] = field(default_factory=list)

    def requests_with(self, seed: int) -> tuple[Request, ...]:
        """The requests to a submission whose random numbers start there."""
        first, *others = self.requests
        return first.seeded(seed), *others

    def pieces_with(self, first: Request) -> Iterator[tuple[int, bytes]]:
        """The requests, of which this is the first, in pieces to be asked one after the other; with each piece how
        many requests there are up to its end."""
        begun = together([first])
        for end, piece in self._pieces:
            yield end, begun + piece
            begun = b""

    @cached_property
    def _pieces(self) -> list[tuple[int, bytes]]:
        """The pieces, without the very first request: the seed in it is another each time."""
        ends = [*self._cuts(), len(self.requests)]
        begins = [1, *ends]
        return [(end, together(self.requests[begin:end])) for begin, end in zip(begins, ends, strict=False)]

    def _cuts(self) -> Iterator[int]:
        """Before which requests the answers to all earlier ones must have come.

        What the code has been told already is no news in a later request.
        """
        known: set[object] = set()
        secret: set[object] = set()
        for at, (request, answer) in enumerate(zip(self.requests, self.passes[0].answers, strict=True)):
            asked = values_in(request.message(PLACE))
            if not secret.isdisjoint(asked):
                yield at
                secret.clear()
            known |= asked
            secret |= values_in(answer.message) - known

    def found(self, answers: bytes, count: int) -> Pass | None:
        """A pass whose first answers are these, to the byte."""
        return next((each for each in self.passes if each.begins_with(answers, count)), None)

    @cached_property
    def size(self) -> int:
        """Bytes of all requests."""
        return sum(request.size for request in self.requests)


@dataclass
class Ahead:
    """Answers that came before the test has asked: handed out one by one, as long as it asks what was foreseen."""

    requests: tuple[Request, ...]
    answers: tuple[Answer, ...]  # to the first of these
    asked: int = 0

    @property
    def has_gone_too_far(self) -> bool:
        """Whether the worker was asked what the test has not asked."""
        return self.asked < len(self.answers)

    def foresees(self, request: Request) -> bool:
        """Whether the answer to that is what comes next."""
        return self.has_gone_too_far and self.requests[self.asked] == request

    def next_answer(self) -> Answer:
        self.asked += 1
        return self.answers[self.asked - 1]


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
        while begin < end:
            answers = worker.answers(together(requests[begin:end]), deadline - time.monotonic())
            begin += len(worker.apart(answers, end - begin))
