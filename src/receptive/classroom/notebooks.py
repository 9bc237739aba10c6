"""A notebook file of a stranger to the text of a module. Nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from receptive.classroom.archives import Refused
from receptive.exchange.notebook_source import CodeCell, Extracted, module_of
from receptive.workspace import MAX_SOURCE

MAX_NOTEBOOK = 4 << 20  # pictures in the output included; parsed it may need twenty times as much
MAX_CELLS = 5000


def module_of_notebook(data: bytes) -> Extracted:
    """The definitions of a notebook's code cells.

    Raises:
        Refused: it is no notebook, or its code is longer than a solution can be.
    """
    try:
        notebook: Any = json.loads(data)
        cells = list(_code_cells(notebook["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise Refused("it is no notebook, or is damaged") from broken
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        raise Refused(f"it has more code than a solution can have ({MAX_SOURCE >> 10} KiB)")
    try:
        return module_of(cells)
    except (RecursionError, MemoryError) as tangled:
        raise Refused("its code is nested too deeply") from tangled


def _code_cells(cells: list[dict[str, Any]]) -> Iterator[CodeCell]:
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "code":
            source = cell["source"]
            yield CodeCell(number, source if isinstance(source, str) else "".join(source))
