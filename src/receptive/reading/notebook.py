"""A notebook file of a stranger to the text of a module. Nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from receptive.limits import MAX_CELLS, MAX_PARSED, Refused
from receptive.reading.cells import CodeCell, Extracted, module_of


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
    return module_of_cells(cells)


def module_of_cells(cells: Sequence[CodeCell]) -> Extracted:
    """The definitions of code cells that are read already.

    Raises:
        Refused: there is more code than a solution can have.
    """
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_PARSED:
        raise Refused(f"it has more code than a solution can have ({MAX_PARSED >> 10} KiB in {MAX_CELLS} cells)")
    return module_of(cells)


def _code_cells(cells: list[dict[str, Any]]) -> Iterator[CodeCell]:
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "code":
            source = cell["source"]
            yield CodeCell(number, source if isinstance(source, str) else "".join(source))
