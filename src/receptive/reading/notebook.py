"""A notebook file of a stranger to the text of a module. Nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from receptive.limits import MAX_CELLS, MAX_PARSED, Refused
from receptive.reading.cells import CODE, Cell, Extracted, module_of

NO_NOTEBOOK = "it is no notebook, or is damaged"
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def module_of_notebook(data: bytes, exercises: Collection[str] = ()) -> Extracted:
    """The answers in a notebook's cells, and what they need; see `module_of`.

    Raises:
        Refused: it is no notebook, or its code is longer than a solution can be.
    """
    text, told = _decode(data)
    try:
        cells = list(_cells(json.loads(text)["cells"]))
    except DAMAGED as broken:
        raise Refused(NO_NOTEBOOK) from broken
    found = module_of_cells(cells, exercises)
    return replace(found, faults=(*told, *found.faults))


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a notebook, and what to say if it is not in UTF-8, as notebooks are."""
    try:
        return data.decode(json.detect_encoding(data)), ()
    except UnicodeDecodeError as wrong:
        told = f"it is not saved as UTF-8 (byte {wrong.start}) and was read as Windows-1252; save it anew in Jupyter"
        return data.decode("cp1252", "replace"), (told,)


def without_outputs(data: bytes) -> bytes:
    """The same notebook, in UTF-8, without what its cells have put out.

    Raises:
        Refused: it is no notebook.
    """
    text, _ = _decode(data)
    try:
        notebook: Any = json.loads(text)
        for cell in notebook["cells"]:
            cell |= {"outputs": []} if cell["cell_type"] == CODE else {}
    except DAMAGED as broken:
        raise Refused(NO_NOTEBOOK) from broken
    return json.dumps(notebook, indent=1).encode()


def module_of_cells(cells: Sequence[Cell], exercises: Collection[str] = ()) -> Extracted:
    """The same of cells that are read already.

    Raises:
        Refused: there is more code than a solution can have.
    """
    code = [cell for cell in cells if cell.kind == CODE]
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in code) > MAX_PARSED:
        raise Refused(f"it has more code than a solution can have ({MAX_PARSED >> 10} KiB in {MAX_CELLS} cells)")
    return module_of(cells, exercises)


def _cells(cells: list[dict[str, Any]]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, start=1):
        source = cell["source"]
        yield Cell(number, source if isinstance(source, str) else "".join(source), str(cell["cell_type"]))
