"""The student's own code of one exercise, for a page: bounded, with the line where it failed."""

from __future__ import annotations

import ast
from dataclasses import dataclass

MOST_LINES = 60
AROUND = 6
LONGEST = 200


@dataclass(frozen=True)
class CodeLine:
    number: int
    text: str
    here: bool


def excerpt(source: str, name: str, line: int = 0) -> tuple[CodeLine, ...]:
    """The function or class of that name, or the lines around `line` where there is none or it lies elsewhere.

    Args:
        line: where the code failed, 0 if that is not known.
    """
    lines = source.splitlines()
    first, last = _defined(source, name)
    if line and not first <= line <= last:
        first, last = max(line - AROUND, 1), min(line + AROUND, len(lines))
    if line and last - first >= MOST_LINES:
        first = max(first, line - MOST_LINES // 2)
    last = min(last, first + MOST_LINES - 1, len(lines))
    return tuple(
        CodeLine(number, lines[number - 1][:LONGEST].expandtabs(4), number == line)
        for number in range(max(first, 1), last + 1)
        if first
    )


def _defined(source: str, name: str) -> tuple[int, int]:
    """First and last line; zeros if the file is no Python or has no such definition."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0, 0
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            return first, node.end_lineno or first
    return 0, 0
