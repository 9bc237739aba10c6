"""Submissions as they arrive: notebooks under another name, in another encoding, with huge outputs, or cut short.

nbgrader skips the first with a line in its log, fails at the others, and exports 0 for all of them. Here the first are
taken, the last wait for a mark by hand.
"""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from traitlets.log import get_logger

from receptive.catalogue.content import find_content
from receptive.exchange.nbgrader.cell_ids import KEY
from receptive.exchange.nbgrader.copies import decide_copy, find_doubt, find_unnamed, is_named_after
from receptive.limits import MAX_NOTEBOOK, Refused
from receptive.reading.reader import Reader
from receptive.workspace.listing import read_file

FAULT = "fault"  # in the metadata of a notebook that could not be read, under our key

_reader = Reader()
atexit.register(_reader.close)


def name_notebooks(notebooks: list[str], assignment: str = "", **_: str) -> None:
    """Called by nbgrader before it grades a student: a notebook under another name is copied to the one it should have.

    Of several that may be meant none is: then there is a notebook that says so, and waits for a mark by hand.

    Args:
        notebooks: paths in the student's folder; the copies are added to it, which nbgrader then grades.
    """
    paths = list(map(Path, notebooks))
    source = paths[0].absolute().parents[3] / "source" / assignment  # where nbgrader has it unless told otherwise
    asked = [topic for topic in find_content().topics() if (source / f"{topic}.ipynb").exists()]
    unnamed = find_unnamed(paths, _reader) if asked else {}
    for topic in find_content().topics():
        own = paths[0].parent / f"{topic}.ipynb"
        if own.exists() and not _says_only_that(own):
            continue
        copies = [path for path in paths if path != own and is_named_after(topic, path.stem)]
        if copies:
            _name(topic, copies, own)
        elif topic in asked and topic in unnamed:
            _leave_open(own, f"there is no {own.name}, but {unnamed[topic]} defines what it asks for.")
        else:
            continue
        if own not in paths:
            notebooks.append(str(own))


def _name(topic: str, copies: list[Path], own: Path) -> None:
    decision = decide_copy(topic, copies, _reader)
    name = decision.counted.place
    if decision.unclear:
        places = ", ".join(sorted([name, *decision.rivals]))
        _leave_open(own, f"several files could be {topic}: {places}. None was graded; hand in one.")
        return
    shutil.copy2(own.parent / name, own)
    others = f"; it counts of {len(copies)}" if len(copies) > 1 else ""
    get_logger().warning("%s is taken for %s.ipynb and was copied there%s", own.parent / name, topic, others)


def _leave_open(own: Path, told: str) -> None:
    own.write_text(nbformat.writes(_without_cells(told)), "utf-8")  # type: ignore[no-untyped-call]  # as above
    get_logger().warning("%s: %s Its grade cells wait for marks by hand", own.parent, told)


def _says_only_that(path: Path) -> bool:
    """Whether it is the notebook that an earlier run wrote, as nobody knew which was meant."""
    try:
        data, _ = read_file(path, MAX_NOTEBOOK)
        notebook = nbformat.reads(data.decode(), as_version=4)  # type: ignore[no-untyped-call]  # as above
        return not notebook.cells and bool(fault_of(notebook.metadata))
    except Exception:  # nbformat raises many things
        return False


class AnyNotebook(NotebookExporter):
    """Reads notebooks of the lesson whatever happened to the file; what cannot be read is marked as that."""

    def from_file(self, file_stream: Any, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a file that it has opened as text."""
        name = resources.get("nbgrader", {}).get("notebook", "")
        if name not in find_content().topics() or not hasattr(file_stream, "buffer"):
            return super().from_file(file_stream, resources, **options)
        notebook = _read(file_stream.buffer.read(MAX_NOTEBOOK + 1), f"{name}.ipynb")
        doubt = "" if fault_of(notebook.metadata) else find_doubt(name, Path(file_stream.name), _reader)
        if doubt:
            get_logger().warning("%s Its grade cells wait for marks by hand", doubt)
            notebook = _without_cells(doubt)
        return self.from_notebook_node(notebook, resources, **options)  # type: ignore[no-untyped-call, no-any-return]


def _read(data: bytes, name: str) -> Any:
    try:
        if len(data) > MAX_NOTEBOOK:
            raise Refused(f"it has more than {MAX_NOTEBOOK >> 20} MiB")
        if not data.strip(b"\xef\xbb\xbf \t\r\n"):
            raise Refused("it is empty")
        cleared = _reader.cleared(data).decode()
        return nbformat.reads(cleared, as_version=4)  # type: ignore[no-untyped-call]  # as above
    except Refused as refused:
        why = str(refused)
    except Exception as invalid:  # nbformat raises many things
        why = f"it is no notebook as Jupyter writes them ({type(invalid).__name__})"
    told = f"{name} cannot be graded: {why}. Hand it in again."
    get_logger().warning("%s It needs a look: its grade cells wait for marks by hand", told)
    return _without_cells(told)


def _without_cells(told: str) -> Any:
    """A notebook that says why nothing in it can be graded."""
    return nbformat.v4.new_notebook(metadata={KEY: {FAULT: told}})  # type: ignore[no-untyped-call]  # as above


def fault_of(metadata: Any) -> str:
    """Why a notebook could not be read; empty if it could."""
    ours = metadata.get(KEY, {})
    return str(ours.get(FAULT, ""))[:500] if isinstance(ours, dict) else ""


def forget_fault(metadata: Any) -> None:
    """Of a notebook with cells, which was read: what it says about that is the student's."""
    metadata.pop(KEY, None)
