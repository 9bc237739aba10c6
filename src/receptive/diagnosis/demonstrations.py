"""Small things to do with an exercise whose arguments or results are no plain data: a network, a loader, a function.

`graders/<topic>/demonstrations.py` holds `DEMONSTRATIONS`: for each such exercise a few, the smallest first. The first
that the student's code answers wrongly is its small failing case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.plain_data import NotPlain, plain
from receptive.diagnosis.smallest_case import NEVER_BACK, Place, describe, find_first_difference, place_in_words
from receptive.model import Case
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.process import StudentProcess
from receptive.student.proxy import Recorder, StudentModule
from receptive.student.show import show

Asked = Callable[["Demonstration"], Any]  # a value, or the StudentFailure that came instead
NEUTRAL_SEED = 0
UNREADABLE = "what came back cannot be shown"


def _all_of_it(answer: Any) -> Any:
    return answer


def _no_line(place: Place) -> str:  # noqa: ARG001  # there is none at any place
    return ""


@dataclass(frozen=True)
class Demonstration:
    """One small thing to do. Its numbers are shown to students, so no hidden criterion may use them.

    Args:
        call: what is done, as one would type it, or what is looked at.
        ask: written like the body of a grader's test; returns plain data, or arrays of one or two axes.
        arguments: what pictures need to know of it, as plain data.
        line: the arithmetic of the right value at a place.
        decides: where many answers are right, what of an answer makes it right; the rest may differ.
        wanted: where many answers are right, what they have in common; goes on after "right is".
        verb: how a sentence goes on from `call` to what came back.
    """

    call: str
    ask: Callable[[Any, Any], Any]
    arguments: tuple[Any, ...] = ()
    line: Callable[[Place], str] = _no_line
    decides: Callable[[Any], Any] = _all_of_it
    wanted: str = ""
    verb: str = "gives"

    def with_line(self, line: str) -> Demonstration:
        """With the arithmetic of its one value."""
        return replace(self, line=lambda _: line)


@dataclass(frozen=True)
class WrongDemonstration:
    """A demonstration that the student's code answers wrongly."""

    demonstration: Demonstration
    theirs: Any
    right: Any

    @property
    def place(self) -> Place | None:
        return None if self.demonstration.wanted else find_first_difference(self.theirs, self.right)

    @property
    def arithmetic(self) -> str:
        return "" if self.place is None else self.demonstration.line(self.place)

    def text(self) -> str:
        """The case in one or two sentences, for the student."""
        done, where = self.demonstration, place_in_words(self.place, self.right)
        right = done.wanted or _show(self.right)
        return describe(f"{done.call} {done.verb}", _show(self.theirs), right, where, self.arithmetic)

    def data(self, exercise: str) -> Case | None:
        """The case for pictures; None where a value is no plain data or is too large to be drawn."""
        done = self.demonstration
        try:
            theirs, right = plain(self.theirs), done.wanted or plain(self.right)
            return Case(exercise, done.call, plain(done.arguments), (), theirs, right, self.place, self.arithmetic)
        except NotPlain:
            return None


def find_first_wrong(
    demonstrations: Iterable[Demonstration], theirs: Asked, right: Asked, same_mistake: Asked | None
) -> WrongDemonstration | None:
    """The first that is answered wrongly, in the way of the mistake that was recognized, if there is one."""
    for each in demonstrations:
        answer = right(each)
        mistaken = same_mistake(each) if same_mistake else None
        if _no_answer(answer) or _no_answer(mistaken) or (same_mistake and _alike(each, mistaken, answer)):
            continue
        got = theirs(each)
        if _no_answer(got) and got.status in NEVER_BACK:
            return None  # the next one would only cost as much time
        if _no_answer(got) or _alike(each, got, answer) or (same_mistake and not _alike(each, got, mistaken)):
            continue
        return WrongDemonstration(each, got, answer)
    return None


def asked_of(process: StudentProcess) -> Asked:
    """Demonstrations with the code of a process."""
    recorder = Recorder()  # of which nothing is read: what is done here decides nothing
    student = StudentModule(process, recorder, process.module, process.submission.source.decode("utf-8", "replace"))
    probes = StudentModule(process, recorder, "probes", "")
    return lambda demonstration: _answer(demonstration, student, probes)


def asked_once(begin: Callable[[], StudentProcess]) -> Asked:
    """Asks code of our own each demonstration once, and knows its answer after that: it always answers the same.

    Args:
        begin: gives a process for each, which is gone afterwards with all objects that were made in it.
    """
    known: dict[int, tuple[Demonstration, Any]] = {}  # by identity: what is in a demonstration may have no hash

    def answer(demonstration: Demonstration) -> Any:
        if id(demonstration) in known:
            return known[id(demonstration)][1]
        process = begin()
        process.begin_criterion(NEUTRAL_SEED)  # where random numbers stand depends on who was graded before
        found = asked_of(process)(demonstration)
        if isinstance(found, StudentRaised):
            found = StudentRaised(found.type_name, found.text)  # without the frames in which it came about
        elif _no_answer(found):  # a failure may be of this moment, when memory was short
            return found
        known[id(demonstration)] = demonstration, found
        return found

    return answer


def _answer(demonstration: Demonstration, student: Any, probes: Any) -> Any:
    try:
        answer = demonstration.ask(student, probes)
        demonstration.decides(answer)
    except StudentFailure as failure:
        return failure
    except Exception:
        return StudentFailure(UNREADABLE)  # a student's code may return anything at all
    return answer


def _no_answer(reply: Any) -> bool:
    return isinstance(reply, StudentFailure)


def _alike(demonstration: Demonstration, one: Any, other: Any) -> bool:
    return agree(demonstration.decides(one), demonstration.decides(other))


def _show(value: Any) -> str:
    """A value for a student's eyes; a word stands as it is."""
    return value if type(value) is str else show(_short(value))


def _short(value: Any) -> Any:
    """Numbers as one would write them down."""
    if type(value) is float:
        return float(f"{value:.6g}")
    if type(value) in (list, tuple):
        return type(value)(map(_short, value))
    return {key: _short(item) for key, item in value.items()} if type(value) is dict else value
