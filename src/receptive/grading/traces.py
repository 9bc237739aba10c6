"""The student's own lines in a traceback, and what to do about the exception."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.grading.imports import what_may_be_imported
from receptive.model import Submission, Topic
from receptive.student.failures import CannotLoad, Frame, StudentFailure, StudentRaised
from receptive.student.known_names import enclosing_function

SHOWN_FRAMES = 4
MOST_LINES = 2048  # of a file whose lines are named about hidden criteria: 11 bits each time


def advice(failure: StudentFailure, topic: Topic) -> str:
    """The next step for exceptions that come from grading rather than from the exercise."""
    if not isinstance(failure, StudentRaised):
        return ""
    match failure.type_name:
        case "EOFError":
            return " Nobody can type while the code is graded: take the values from the arguments, not from input()."
        case "SystemExit":
            return " sys.exit() ends the program: return the result instead."
        case "ModuleNotFoundError":
            return f" {what_may_be_imported(topic)}"
        case "RecursionError":
            return " A function calls itself without an end."
        case "TypeError" if not failure.frames:
            return " Keep the arguments of the stub, names and defaults included."
        case "PermissionError":
            return " The code may compute, but not use files, the network or other programs."
    return ""


def trace(frames: Sequence[Frame], submission: Submission) -> str:
    """The last frames with their lines, each repeated one once."""
    own = [frame for frame in frames if frame.function]
    distinct = list(dict.fromkeys(own))[-SHOWN_FRAMES:]
    lines = "".join(
        f"\n  {_place(frame, submission)}, in {frame.function}{source_line(frame.line, submission)}"
        for frame in distinct
    )
    skipped = len(own) - len(distinct)
    return (f"\n  … {skipped} more calls" if skipped else "") + lines


def innermost(frames: Sequence[Frame], submission: Submission) -> Sequence[Frame]:
    """The last frame whose line is in the file, with the function in which that line stands; at most one.

    Line and function come from the worker, and could be chosen to tell something. So the function is read off the
    file, and in a file of very many lines none is named.
    """
    lines = submission.source.decode("utf-8", "replace").splitlines()
    inside = [frame.line for frame in frames if frame.function and 0 < frame.line <= len(lines) <= MOST_LINES]
    return [Frame(line, enclosing_function(lines, line)) for line in inside[-1:]]


def _place(frame: Frame, submission: Submission) -> str:
    """A notebook has cells: the lines are those of the file that its definitions were put into, which nobody sees."""
    if submission.path.suffix == ".ipynb":
        return submission.path.name
    return f"{submission.topic}.py, line {frame.line}"


def line_of(failure: StudentFailure, submission: Submission) -> int:
    """The line of the student's file where the call ended; 0 if it is not known."""
    if isinstance(failure, CannotLoad):
        return next((frame.line for frame in reversed(failure.reason.frames) if frame.line > 0), 0)
    return next((frame.line for frame in innermost(failure.frames, submission)), 0)


def source_line(line: int, submission: Submission) -> str:
    """One line of the file, indented under its place."""
    lines = submission.source.decode("utf-8", "replace").splitlines()
    return f"\n    {lines[line - 1].strip()[:200]}" if 0 < line <= len(lines) else ""
