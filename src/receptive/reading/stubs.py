"""Stubs: whether anything was written yet, and what they say about a result."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from receptive.limits import Refused
from receptive.model import Submission, Topic
from receptive.reading.fingerprints import bare_source

NO_WORK = (ast.Import, ast.ImportFrom, ast.Expr, ast.Pass)

PARTS = re.compile(r"\bReturns \(([a-zA-Z]\w*(?:, [a-zA-Z]\w*)+)\)")


def is_untouched(topic: Topic, submission: Submission) -> bool:
    """Whether a file is the stub that was handed out, byte for byte."""
    return submission.source == topic.stub.read_bytes()


def parts_of(stub: str, exercise: str) -> tuple[str, ...]:
    """The names of the several things that a function gives, as its docstring has them: `Returns (dx, dw, db)`."""
    for statement in ast.parse(stub).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == exercise:
            found = PARTS.search(ast.get_docstring(statement) or "")
            return tuple(found[1].split(", ")) if found else ()
    return ()


def has_work(topic: Topic, submission: Submission, statements: Callable[[bytes], frozenset[str]] | None = None) -> bool:
    """Whether a file or a notebook holds more than the stub does. What cannot be read may be work.

    Args:
        statements: reads a stranger's program, in the place of `statements_of`.
    """
    if submission.fault or submission.notes:
        return not submission.absent
    try:
        return not (statements or statements_of)(submission.source) <= statements_of(topic.stub.read_bytes())
    except (Refused, SyntaxError):
        return True


def statements_of(source: bytes) -> frozenset[str]:
    """What a program does, statement by statement, without words and imports.

    Raises:
        Refused: it is no Python, or too large.
    """
    tree = ast.parse(bare_source(source.decode("utf-8", "replace")))
    return frozenset(ast.unparse(node) for node in tree.body if not isinstance(node, NO_WORK))
