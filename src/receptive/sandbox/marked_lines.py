"""Values of a notebook that an answer needs and that cannot be had while code is graded.

Whoever makes a module of a notebook marks each value that is computed, with the cell it is from. If such a value stops
the module while it is loaded, the module is loaded once more without it: what needs the value fails, and the rest does
not. Of an endless one nobody knows which it was, so then all that are marked are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from receptive.sandbox.client import Raised, Reply

MARK = re.compile(rb"^# cell (\d{1,6}), (\d{1,6}) lines?: if this fails, what needs it fails and nothing else$", re.M)


@dataclass(frozen=True)
class MarkedLines:
    """Lines of a module, counted from 1, both included, and the cell that they are from."""

    cell: int
    first: int
    last: int


def mark(cell: int, text: str) -> str:
    """A statement with its mark above it."""
    lines = text.count("\n") + 1
    many = "s" if lines > 1 else ""
    return f"# cell {cell}, {lines} line{many}: if this fails, what needs it fails and nothing else\n{text}"


def find_marked(source: bytes) -> tuple[MarkedLines, ...]:
    """All marked lines of a module; a Python file that was handed in as such has none."""
    found, line, place = [], 1, 0
    for match in MARK.finditer(source):
        line += source.count(b"\n", place, match.start())
        place = match.start()
        found.append(MarkedLines(int(match[1]), line + 1, line + int(match[2])))
    return tuple(found)


def marked_line(reply: Reply, marked: Collection[MarkedLines]) -> MarkedLines | None:
    """The marked lines in which a module stopped while it was loaded, if it stopped there."""
    if not isinstance(reply, Raised) or not reply.frames:
        return None
    line, _ = reply.frames[0]
    return next((each for each in marked if each.first <= line <= each.last), None)


def without(source: bytes, left_out: Collection[MarkedLines]) -> bytes:
    """The module with these lines empty; all others keep their numbers."""
    if not left_out:
        return source
    lines = source.split(b"\n")
    for each in left_out:
        for number in range(each.first, min(each.last, len(lines)) + 1):
            lines[number - 1] = b""
    return b"\n".join(lines)
