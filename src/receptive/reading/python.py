"""A stranger's Python text to a syntax tree, within bounds. Nothing in it is run."""

from __future__ import annotations

import ast
import warnings

from receptive.limits import MAX_LINE, MAX_PARSED, MAX_TOLD, Refused


class NotPython(Refused):
    """The text cannot be read. `line` counts from 1; 0: unknown."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"it is no Python: {problem}")
        self.line, self.problem = line, problem


def parse(source: str | bytes) -> ast.Module:
    """The syntax tree.

    Raises:
        NotPython: there is none, or the text is longer or nested deeper than a solution can be.
    """
    data = source if isinstance(source, bytes) else source.encode("utf-8", "replace")
    if len(data) > MAX_PARSED:
        raise NotPython(0, f"there is more than {MAX_PARSED >> 10} KiB of it")
    lines = data.replace(b"\r", b"\n").split(b"\n")
    if max(map(len, lines)) > MAX_LINE:
        line = next(number for number, line in enumerate(lines, start=1) if len(line) > MAX_LINE)
        raise NotPython(line, f"a line has more than {MAX_LINE:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an unknown escape, say: it is not for whoever reads
            return ast.parse(source)
    except SyntaxError as broken:
        raise NotPython(broken.lineno or 0, str(broken.msg)[:MAX_TOLD]) from None
    except (RecursionError, MemoryError):
        raise NotPython(0, "it is nested too deeply") from None
    except ValueError as broken:  # a NUL, half of a character
        raise NotPython(0, str(broken)[:MAX_TOLD]) from None


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: a form feed ends none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
