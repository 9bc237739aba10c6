"""What code answers to the questions about an exercise: the same for a student's and for a wrong program of our own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from receptive.catalogue.grader_package import grader_module
from receptive.diagnosis.decided import NoAnswer, answers_to
from receptive.diagnosis.demonstrations import NEUTRAL_SEED
from receptive.diagnosis.respondent import Respondent
from receptive.model import Status
from receptive.recognition.table import SealedExercise
from receptive.seals import Damaged
from receptive.student.failures import CannotLoad, StudentFailure, StudentRaised
from receptive.student.process import StudentProcess
from receptive.student.proxy import bytes_of

PATIENCE_S = 1.0  # for one small call
MOST_BYTES = 4 << 20  # of all replies: what small calls give is far smaller
TROUBLE = {
    Status.TIMEOUT: "a small call of our own came to no end in a second",
    Status.MEMORY: "a small call of our own took more memory than there is",
    Status.CRASHED: "a small call of our own ended Python",
}
FLOOD = "a small call of our own gave far more than it was asked for"


class Unanswered(Exception):
    """Code does not answer to its end; the text says why, and is empty where that is said elsewhere."""


@dataclass(frozen=True)
class Answers:
    """A reply may be the exception that came instead."""

    replies: tuple[Any, ...] = ()
    left: tuple[Any, ...] = ()  # the arguments of some calls, as they are after them
    refusals: tuple[Any, ...] = ()  # to impossible input


def ask(sealed: SealedExercise, process: StudentProcess, grader: Path) -> Answers:
    """Ask everything about one exercise.

    Raises:
        Unanswered: as it says.
        Damaged: the questions are not where they should be.
    """
    if sealed.questions is not None:
        return Answers(_answers_to(sealed.questions, process, grader))
    with _less_patience(process):
        process.begin_criterion(NEUTRAL_SEED)
        code = _Bounded(sealed.exercise, process)
        replies = tuple(code.reply(*call) for call in sealed.calls)
        left = tuple(code.left(*sealed.calls[at]) for at in sealed.changed)
        return Answers(replies, left, tuple(code.reply(*call) for call in sealed.refused))


class _Bounded(Respondent):
    """Stops at the first call that shows that the others are in vain."""

    size = 0

    def reply(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return self._bounded(super().reply(args, kwargs))

    def left(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return self._bounded(super().left(args, kwargs))

    def _bounded(self, reply: Any) -> Any:
        if isinstance(reply, StudentFailure) and not isinstance(reply, StudentRaised):
            raise Unanswered("" if isinstance(reply, CannotLoad) else TROUBLE.get(reply.status, ""))
        self.size += bytes_of(reply)
        if self.size > MOST_BYTES:
            raise Unanswered(FLOOD)
        return reply


@contextlib.contextmanager
def _less_patience(process: StudentProcess) -> Iterator[None]:
    whole = process.limits
    process.limits = replace(whole, call_s=min(PATIENCE_S, whole.call_s))
    try:
        yield
    finally:
        process.limits = whole


def _answers_to(place: tuple[str, str], process: StudentProcess, grader: Path) -> tuple[Any, ...]:
    module = grader_module(grader, place[0])
    questions = getattr(module, place[1], None)
    if not questions:
        raise Damaged(f"names {'.'.join(place)}, which is not there")
    try:
        return tuple(answers_to(questions, process))
    except NoAnswer as why:
        raise Unanswered(str(why)) from None
