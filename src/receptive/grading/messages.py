"""What a student is told: what was called, what came back, what was expected unless it is hidden, and where.

About a hidden criterion one of a few fixed sentences is said, and at most one place in the student's own file. Nothing
that the code made stands in it (no argument, value, type or text): it could tell what other hidden criteria have asked.
"""

from __future__ import annotations

import difflib
from typing import NamedTuple

from receptive.grading.checks import Mismatch
from receptive.grading.load_messages import load_message
from receptive.grading.traces import advice, innermost, trace
from receptive.model import Criterion, Lacking, Submission, Topic, Visibility
from receptive.student.endings import UNSENDABLE
from receptive.student.failures import (
    CannotLoad,
    Missing,
    NoSuchName,
    OutOfMemory,
    OutOfTime,
    StudentFailure,
    StudentRaised,
)
from receptive.student.known_names import KnownNames
from receptive.student.proxy import Call
from receptive.student.show import FULL_CELLS, FULL_CHARACTERS, show_call
from receptive.text import printable

HIDDEN_CASE = "in a case that is not shown"
SHOWN_DETAIL = 1000
# What a hidden criterion says of an exception: one of these words, or that there was one
COMMON_EXCEPTIONS = frozenset(
    (
        "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "ImportError", "IndexError", "KeyError",
        "ModuleNotFoundError", "NameError", "OverflowError", "RecursionError", "RuntimeError", "TypeError",
        "UnboundLocalError", "ValueError", "ZeroDivisionError",
    )
)  # fmt: skip


def describe_mismatch(criterion: Criterion, mismatch: AssertionError, call: Call | None) -> str:
    """For a wrong answer."""
    problem = (str(mismatch).splitlines() or ["the result is wrong"])[0]
    if criterion.visibility is Visibility.HIDDEN:
        return f"{criterion.exercise}, {HIDDEN_CASE}: {problem}."
    detail = mismatch.detail if isinstance(mismatch, Mismatch) else ""
    return printable(f"{_show_call(criterion, call)}: {problem}{f' ({cut(detail)})' if detail else ''}.")


class Absence(NamedTuple):
    """What a student is told of an exercise that is not there, and why it is not."""

    message: str
    lacking: Lacking


def describe_failure(
    criterion: Criterion, failure: StudentFailure, call: Call | None, submission: Submission, topic: Topic
) -> str:
    """For a call that gave no value, of an exercise that is there."""
    if isinstance(failure, CannotLoad):
        return printable(load_message(failure.reason, submission, topic))
    if criterion.visibility is Visibility.HIDDEN:
        return printable(f"{criterion.exercise}, {HIDDEN_CASE}, {_describe_hidden(failure, submission, topic)}")
    where = _show_call(criterion, call)
    if not isinstance(failure, StudentRaised):
        detail = f" ({cut(failure.detail)})" if failure.detail else ""
        return printable(f"{where} {failure.message}{detail}.{trace(failure.frames, submission)}")
    if failure.type_name == UNSENDABLE:
        return printable(f"{where} gave a result that cannot be looked at: {failure.text}.")
    return printable(f"{where} raised {failure}.{advice(failure, topic)}{trace(failure.frames, submission)}")


def _describe_hidden(failure: StudentFailure, submission: Submission, topic: Topic) -> str:
    """How a call of a hidden criterion ended."""
    if isinstance(failure, OutOfTime | OutOfMemory):
        return f"{failure.message}."
    if not isinstance(failure, StudentRaised):
        return "ended the whole Python process."
    if failure.type_name == UNSENDABLE:
        return "gave a result that cannot be looked at."
    raised = failure.type_name if failure.type_name in COMMON_EXCEPTIONS else "an exception"
    return f"raised {raised}.{advice(failure, topic)}{trace(innermost(failure.frames, submission), submission)}"


def cut(text: str) -> str:
    """A detail that a person can read."""
    return text if len(text) <= SHOWN_DETAIL else text[: SHOWN_DETAIL - 2] + " …"


def call_in_full(criterion: Criterion, call: Call | None) -> str:
    """The call of an open criterion, if the message that names it leaves out something; else empty."""
    if call is None or criterion.visibility is Visibility.HIDDEN:
        return ""
    whole = show_call(call.function, call.args, call.kwargs, FULL_CHARACTERS, FULL_CELLS)
    return "" if whole == _show_call(criterion, call) else printable(whole)


def _show_call(criterion: Criterion, call: Call | None) -> str:
    if call is None:
        return criterion.exercise
    return show_call(call.function, call.args, call.kwargs)


def describe_missing(
    criterion: Criterion, asked: str, failure: Missing, submission: Submission, topic: Topic
) -> Absence:
    """For an exercise that is not there: what to say of it, and why it is not.

    Args:
        asked: the exercise that was asked. It may be another than the criterion's, which then is there.
    """
    exercise = criterion.exercise
    if not isinstance(failure, NoSuchName):
        return _describe_unwritten(exercise, asked, failure, submission)
    names = KnownNames(submission.source).top_level
    if exercise in names:  # the exercise is there, so it is something else that is not
        told = f"{exercise}: {failure.message}, and this criterion asks for it too."
        return Absence(printable(told), Lacking.OTHER)
    taken = {each.name for each in topic.exercises}
    close = difflib.get_close_matches(exercise, [name for name in names if name not in taken], 1, 0.7)
    if close and difflib.get_close_matches(close[0], sorted(taken - set(names)), 1, 0.7)[:1] != [exercise]:
        close = []  # it is closer to another one that is not there
    guess = f" It has {close[0]}: did you mean {exercise}?" if close else " Its name must be as in the stub."
    told = f"{submission.topic}.py has no {exercise}.{guess}"
    return Absence(printable(told), Lacking.OTHER if close else Lacking.ABSENT)


def _describe_unwritten(exercise: str, asked: str, failure: Missing, submission: Submission) -> Absence:
    frame = next(iter(innermost(failure.frames, submission)), None)
    if frame and frame.function not in (asked, "__init__"):
        return Absence(f"{asked} calls {frame.function}, which is not written yet (line {frame.line}).", Lacking.OTHER)
    line = f" (line {frame.line})" if frame else ""
    if asked != exercise:
        return Absence(f"{exercise}: {asked} {failure.message}{line}, and this criterion asks for it.", Lacking.OTHER)
    return Absence(f"{exercise} {failure.message}{line}.", Lacking.UNWRITTEN)
