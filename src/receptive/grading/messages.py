"""What a student is told: what was called, what came back, what was expected unless it is hidden, and where.

About a hidden criterion nothing is said that depends on its inputs: no arguments, no values, no exception text.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from receptive.grading.checks import Mismatch, show
from receptive.grading.failures import Frame, Missing, StudentFailure, StudentRaised
from receptive.grading.names import KnownNames
from receptive.grading.process import UNSENDABLE
from receptive.grading.student import Call
from receptive.model import Criterion, Submission, Topic, Visibility

HIDDEN_CASE = "in a case that is not shown"
SHOWN_ARGUMENT = 120
SHOWN_FRAMES = 4


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
    if failure.message.startswith(f"{submission.topic}.py cannot be loaded"):
        return printable(_load_message(failure, submission))
    hidden = criterion.visibility is Visibility.HIDDEN
    where = (
        f"{call.function if call else criterion.exercise}, {HIDDEN_CASE}," if hidden else _shown_call(criterion, call)
    )
    if not isinstance(failure, StudentRaised):
        detail = f" ({failure.detail})" if failure.detail and not hidden else ""
        return printable(f"{where} {failure.message}{detail}.{_trace(failure.frames, submission)}")
    if failure.type_name == UNSENDABLE:
        return printable(f"{where} gave a result that cannot be looked at{'' if hidden else ': ' + failure.text}.")
    told = failure.type_name if hidden else str(failure)
    return printable(f"{where} raised {told}.{_advice(failure)}{_trace(failure.frames, submission)}")


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
    arguments = [_short(value) for value in call.args]
    arguments += [f"{name}={_short(value)}" for name, value in call.kwargs.items()]
    return f"{call.function}({', '.join(arguments)})"


def _short(value: object) -> str:
    text = show(value)
    return text if len(text) <= SHOWN_ARGUMENT else text[: SHOWN_ARGUMENT - 2] + " …"


def _missing_message(criterion: Criterion, failure: Missing, submission: Submission, taken: set[str]) -> str:
    if "does not exist" not in failure.message:
        place = f" Replace the raise in line {failure.frames[-1].line}." if failure.frames else ""
        return f"{criterion.exercise} {failure.message}.{place}"
    names = KnownNames(submission.source).top_level
    close = difflib.get_close_matches(criterion.exercise, [name for name in names if name not in taken], 1, 0.7)
    guess = f" There is a {close[0]}: did you mean {criterion.exercise}?" if close else ""
    if criterion.exercise in names:  # the exercise is there, so it is a method or attribute of it that is not
        return printable(f"{criterion.exercise}: {failure.message}.")
    return printable(
        f"{submission.topic}.py has no {criterion.exercise}.{guess or ' Its name must be as in the stub.'}"
    )


def _load_message(failure: StudentFailure, submission: Submission) -> str:
    line = failure.frames[-1].line if failure.frames else 0
    if isinstance(failure, StudentRaised) and failure.type_name in ("SyntaxError", "IndentationError", "TabError"):
        kind = "its indentation is wrong" if failure.type_name != "SyntaxError" else "Python cannot read it"
        place = f" in line {line}" if line else ""
        what = _encoding_fault(submission.source) or failure.text
        return f"{submission.topic}.py: {kind}{place}: {what}.{_source_line(line, submission)}"
    return f"{failure.message}.{_advice(failure)}{_trace(failure.frames, submission)}"


def _encoding_fault(source: bytes) -> str:
    if b"\0" in source:
        return f"there is a NUL byte in line {source[: source.index(0)].count(10) + 1}; save the file as plain text"
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if b"coding" not in source[:200]:
            line = source[: wrong.start].count(b"\n") + 1
            return f"byte 0x{source[wrong.start]:02x} in line {line} is not UTF-8; save the file as UTF-8"
    return ""


def _advice(failure: StudentFailure) -> str:
    if not isinstance(failure, StudentRaised):
        return ""
    match failure.type_name:
        case "EOFError":
            return " Nobody can type while the code is graded: take the values from the arguments, not from input()."
        case "SystemExit":
            return " sys.exit() ends the program: return the result instead."
        case "ModuleNotFoundError":
            return " Only the packages that the stub imports are there."
        case "RecursionError":
            return " A function calls itself without an end."
        case "TypeError" if not failure.frames:
            return " Keep the arguments of the stub, names and defaults included."
        case "PermissionError":
            return " The code may compute, but not use files, the network or other programs."
    return ""


def _trace(frames: Sequence[Frame], submission: Submission) -> str:
    shown = frames[-SHOWN_FRAMES:]
    lines = "".join(
        f"\n  {submission.topic}.py, line {frame.line}, in {frame.function}{_source_line(frame.line, submission)}"
        for frame in shown
        if frame.function
    )
    skipped = f"\n  … {len(frames) - len(shown)} calls above" if lines and len(frames) > len(shown) else ""
    return skipped + lines


def _source_line(line: int, submission: Submission) -> str:
    lines = submission.source.decode("utf-8", "replace").splitlines()
    return f"\n    {lines[line - 1].strip()[:200]}" if 0 < line <= len(lines) else ""
