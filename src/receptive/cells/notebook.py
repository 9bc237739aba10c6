"""A notebook file of a stranger to the text of a module. Nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from receptive.cells.source import CodeCell, Extracted, module_of

MAX_NOTEBOOK = 4 << 20  # pictures in the output included; parsed it may need twenty times as much
MAX_SOURCE = 256 << 10  # of its code; as much as a file may have
MAX_CELLS = 5000


class NoNotebook(ValueError):
    """What is wrong with the file, as the end of a sentence about it."""


def module_of_notebook(data: bytes) -> Extracted:
    """The definitions of a notebook's code cells.

    Raises:
        NoNotebook: it is no notebook, or its code is longer than a solution can be.
    """
    try:
        notebook: Any = json.loads(data)
        cells = list(_code_cells(notebook["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise NoNotebook("it is no notebook, or is damaged") from broken
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        raise NoNotebook(f"it has more code than a solution can have ({MAX_SOURCE >> 10} KiB)")
    try:
        return module_of(cells)
    except (RecursionError, MemoryError) as tangled:
        raise NoNotebook("its code is nested too deeply") from tangled


def _code_cells(cells: list[dict[str, Any]]) -> Iterator[CodeCell]:
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "code":
            source = cell["source"]
            yield CodeCell(number, source if isinstance(source, str) else "".join(source))
