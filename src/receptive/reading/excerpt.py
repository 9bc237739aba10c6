"""The student's own code of one exercise, for a page: bounded, with the line where it failed."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from receptive.reading.python import NotPython, lines_of, parse

MOST_LINES = 60
AROUND = 6
LONGEST = 200
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class CodeLine:
    number: int
    text: str
    here: bool


def excerpt(source: str, name: str, line: int = 0) -> tuple[CodeLine, ...]:
    """The function or class of that name, or the lines around `line` where there is none or it lies elsewhere.

    Of its docstring the first line is left: the student knows it from the stub, and the code is what is looked for.

    Args:
        line: where the code failed, 0 if that is not known.
    """
    lines = lines_of(source)
    node = _find_defined(source, name)
    shown = [number for number in _numbers(node) if number <= len(lines)]
    if line and line not in shown:
        shown = [*range(max(line - AROUND, 1), min(line + AROUND, len(lines)) + 1)]
    if line and len(shown) > MOST_LINES:
        shown = shown[max(shown.index(line) - MOST_LINES // 2, 0) :]
    return tuple(
        CodeLine(number, lines[number - 1][:LONGEST].expandtabs(4), number == line) for number in shown[:MOST_LINES]
    )


def _find_defined(source: str, name: str) -> Definition | None:
    """The last one, which is what a caller gets; None if the file is no Python or has no such definition."""
    try:
        tree = parse(source)
    except NotPython:
        return None
    definitions = (node for node in reversed(tree.body) if isinstance(node, Definition))
    return next((node for node in definitions if node.name == name), None)


def _numbers(node: Definition | None) -> list[int]:
    """The lines of a definition, with its decorators and without the rest of its docstring."""
    if node is None:
        return []
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    doc = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    left_out = range(doc.lineno + 1, (doc.end_lineno or 0) + 1) if doc else ()
    return [number for number in range(first, (node.end_lineno or first) + 1) if number not in left_out]
