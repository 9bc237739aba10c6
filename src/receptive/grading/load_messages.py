"""What a student is told about a file that cannot be loaded: said once, since nothing in it was run."""

from __future__ import annotations

import re
import sys

from receptive.grading.traces import advice, source_line, trace
from receptive.model import Submission, Topic
from receptive.student.failures import Missing, OutOfTime, StudentFailure, StudentRaised

UNREADABLE = {
    "SyntaxError": "Python cannot read it",
    "IndentationError": "its indentation is wrong",
    "TabError": "its indentation mixes tabs and spaces",
}
NEWER = (  # the first version that reads it, what Python or the line itself says, and how it is written before
    ((3, 12), re.compile(r"^f-string\b"), "Inside the braces use quotes of the other kind, and no backslash."),
    ((3, 12), re.compile(r"^.*\n\s*(def|class)\s+\w+\["), "Leave the types in brackets out."),
    ((3, 12), re.compile(r"^.*\n\s*type\s+\w+(\[.*\])?\s*="), "Write NAME = TYPE instead."),
    ((3, 14), re.compile(r"^multiple exception types must be parenthesized"), "Put them into parentheses."),
    ((3, 14), re.compile(r"^.*\n.*\bt[\"']"), "Use an f-string."),
)
AT_THE_END = 'Delete that line, or put it under `if __name__ == "__main__":`.'


def load_message(reason: StudentFailure, submission: Submission, topic: Topic) -> str:
    """Why nothing in the file was run, and what to mend."""
    name = f"{submission.topic}.py"
    if isinstance(reason, StudentRaised) and reason.type_name in UNREADABLE:
        line = reason.frames[-1].line if reason.frames else 0
        place = f" in line {line}" if line else ""
        what = _encoding_fault(submission.source) or reason.text
        newer = _newer_syntax(reason.text, submission.source, line)
        return f"{name}: {UNREADABLE[reason.type_name]}{place}: {what}.{newer}{source_line(line, submission)}"
    if isinstance(reason, Missing) and reason.frames:
        line, unwritten = reason.frames[0].line, reason.frames[-1].function
        calls = f"line {line} calls {unwritten}, which is not written yet"
        return f"{name} stops while it is loaded: {calls}. {AT_THE_END}{source_line(line, submission)}"
    if isinstance(reason, OutOfTime):
        return f"{name} {reason.message} while it was loaded. Look for a loop outside the functions."
    detail = f" ({reason.detail})" if reason.detail else ""
    stops = f"{name} stops while it is loaded: {reason.message}{detail}.{advice(reason, topic)}"
    lacks_package = isinstance(reason, StudentRaised) and reason.type_name == "ModuleNotFoundError"
    return f"{stops}{f' {AT_THE_END}' if lacks_package else ''}{trace(reason.frames, submission)}"


def _newer_syntax(said: str, source: bytes, line: int) -> str:
    """What to know where the line would be read by a Python newer than this one."""
    lines = source.decode("utf-8", "replace").splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    for version, pattern, instead in NEWER:
        if sys.version_info < version and pattern.search(f"{said}\n{text}"):
            here, there = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, version))
            return f" That is read by Python {there} and newer; this is Python {here}. {instead}"
    return ""


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
