"""What a student is told: what was called, what came back, what was expected unless it is hidden, and where.

About a hidden criterion nothing is said that depends on its inputs: no arguments, no values, no exception text.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from receptive.grading.checks import Mismatch, show
from receptive.grading.failures import CannotLoad, Missing, StudentFailure, StudentRaised
from receptive.grading.load_messages import load_message
from receptive.grading.names import BUILTIN, KnownNames
from receptive.grading.process import UNSENDABLE
from receptive.grading.student import Call
from receptive.grading.traces import advice, trace
from receptive.model import Criterion, Submission, Topic, Visibility

HIDDEN_CASE = "in a case that is not shown"
SHOWN_ARGUMENT = 120
OPERAND_TYPES = re.compile(
    r"'[^'\w]{1,3}' not supported between instances of '(\w+)' and '(\w+)'"
    r"|unsupported operand type\(s\) for [^'\w]{1,3}: '(\w+)' and '(\w+)'"
    r"|(?:cannot unpack non-iterable (\w+) object)"
    r"|'(\w+)' object is not (?:subscriptable|iterable|callable)"
)


def failed_message(criterion: Criterion, mismatch: AssertionError, call: Call | None) -> str:
    """For a wrong answer."""
    problem = (str(mismatch).splitlines() or ["the result is wrong"])[0]
    detail = mismatch.detail if isinstance(mismatch, Mismatch) else ""
    if criterion.visibility is Visibility.HIDDEN:
        name = call.function if call else criterion.exercise
        return f"{name}, {HIDDEN_CASE}: {problem}."
    return f"{_shown_call(criterion, call)}: {problem}{f' ({detail})' if detail else ''}."


def failure_message(
    criterion: Criterion, failure: StudentFailure, call: Call | None, submission: Submission, topic: Topic
) -> str:
    """For a call that gave no value."""
    if isinstance(failure, Missing):
        return _missing_message(criterion, failure, submission, {exercise.name for exercise in topic.exercises})
    if isinstance(failure, CannotLoad):
        return printable(load_message(failure.reason, submission))
    hidden = criterion.visibility is Visibility.HIDDEN
    where = (
        f"{call.function if call else criterion.exercise}, {HIDDEN_CASE}," if hidden else _shown_call(criterion, call)
    )
    if not isinstance(failure, StudentRaised):
        detail = f" ({failure.detail})" if failure.detail and not hidden else ""
        return printable(f"{where} {failure.message}{detail}.{trace(failure.frames, submission)}")
    if failure.type_name == UNSENDABLE:
        return printable(f"{where} gave a result that cannot be looked at{'' if hidden else ': ' + failure.text}.")
    told = str(failure) if not hidden or is_pythons_own(failure) else failure.type_name
    return printable(f"{where} raised {told}.{advice(failure)}{trace(failure.frames, submission)}")


def is_pythons_own(failure: StudentRaised) -> bool:
    """Whether the text is one of Python's about types and operators, which holds nothing of the inputs."""
    found = OPERAND_TYPES.fullmatch(failure.text) if failure.type_name == "TypeError" else None
    return found is not None and all(name in BUILTIN for name in found.groups() if name)


def printable(text: str) -> str:
    """Control and direction-changing characters made visible; a student's text may hold any."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else _code(char)
        for char in text
    )


def _code(char: str) -> str:
    return char.encode("unicode_escape").decode() if ord(char) < 0xD800 or ord(char) > 0xDFFF else "\\udXXX"


def _shown_call(criterion: Criterion, call: Call | None) -> str:
    if call is None:
        return criterion.exercise
    return shown_call(call.function, call.args, call.kwargs)


def shown_call(function: str, args: Sequence[object], kwargs: Mapping[str, object]) -> str:
    """A call as one would type it, long arguments cut."""
    arguments = [_short(value) for value in args]
    arguments += [f"{name}={_short(value)}" for name, value in kwargs.items()]
    return f"{function}({', '.join(arguments)})"


def _short(value: object) -> str:
    text = show(value)
    return text if len(text) <= SHOWN_ARGUMENT else text[: SHOWN_ARGUMENT - 2] + " …"


def _missing_message(criterion: Criterion, failure: Missing, submission: Submission, taken: set[str]) -> str:
    exercise = criterion.exercise
    if "does not exist" not in failure.message:
        if failure.frames and failure.frames[-1].function not in (exercise, "__init__"):
            unwritten = failure.frames[-1]
            return f"{exercise} calls {unwritten.function}, which is not written yet (line {unwritten.line})."
        place = f" (line {failure.frames[-1].line})" if failure.frames else ""
        return f"{exercise} {failure.message}{place}."
    names = KnownNames(submission.source).top_level
    if exercise in names:  # the exercise is there, so it is something else that is not
        return printable(f"{exercise}: {failure.message}, and this criterion asks for it too.")
    close = difflib.get_close_matches(exercise, [name for name in names if name not in taken], 1, 0.7)
    guess = f" There is a {close[0]}: did you mean {exercise}?" if close else " Its name must be as in the stub."
    return printable(f"{submission.topic}.py has no {exercise}.{guess}")
