"""Texts with formulas in them: `a {{k}}×{{k}} window` with the numbers of a variant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from receptive.quiz.arithmetic import FormulaError, evaluate
from receptive.quiz.programs import plain

HOLE = re.compile(r"\{\{(.+?)(?:\|([a-z0-9.,]+))?\}\}")


def fill(text: str, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> str:
    """The text with every `{{formula}}` replaced by its value; `{{formula|.2f}}` as Python would format it.

    Raises:
        FormulaError: a formula cannot be evaluated, or its value cannot be written like this.
    """

    def value(hole: re.Match[str]) -> str:
        found = evaluate(hole[1], names, functions)
        try:
            return format(found, hole[2]) if hole[2] else show(found)
        except (TypeError, ValueError) as wrong:
            raise FormulaError(f"{hole[0]} cannot be written: {wrong}") from wrong

    return HOLE.sub(value, text)


def show(value: Any) -> str:
    """A value as a person would write it: 28, 307,300, 2.5, (8, 28, 28), [[1, 2], [3, 4]]."""
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float | list | tuple):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    inner = ", ".join(map(show, value))
    return f"({inner}{',' if len(value) == 1 else ''})" if isinstance(value, tuple) else f"[{inner}]"
