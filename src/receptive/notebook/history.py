"""The cells that were run in this kernel. It remembers every try, also what was typed anew since."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from receptive.reading.cells import Cell
from receptive.reading.python import NotPython
from receptive.reading.statements import statements_of

NAMED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)


def cells_run() -> Sequence[str]:
    """The cells of this notebook as they were typed and run, the oldest first; none outside a notebook."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return []
    typed = getattr(shell.history_manager, "input_hist_raw", None)  # `In` has magics as calls, with cells as texts
    return [str(text) for text in typed or shell.user_ns.get("In", ())]


def without_tries(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without those that are no Python and of which nothing is lost.

    These have nothing that could be named, or all of it is in later cells. A student has seen their error, and need not
    be told of it for as long as the kernel lives.
    """
    kept: list[Cell] = []
    bound_later: set[str] = set()
    for cell in reversed(cells):
        try:
            bound_later.update(
                name for statement in statements_of(cell.number, cell.source) for name in statement.bound
            )
        except NotPython:
            if bound_later.issuperset(_named_in(cell.source)):
                continue
        kept.append(cell)
    return kept[::-1]


def _named_in(text: str) -> Iterator[str]:
    return (function or variable for function, variable in NAMED.findall(text))
