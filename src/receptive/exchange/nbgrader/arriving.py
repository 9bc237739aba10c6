"""Submissions as they arrive: notebooks under another name, in another encoding, with huge outputs, or cut short.

nbgrader skips the first with a line in its log, fails at the others, and exports 0 for all of them. Here the first are
taken, the last wait for a mark by hand.
"""

from __future__ import annotations

import atexit
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from traitlets.log import get_logger

from receptive.catalogue.content import find_content
from receptive.exchange.nbgrader.cell_ids import KEY
from receptive.limits import MAX_NOTEBOOK, Refused
from receptive.reading.reader import Reader

FAULT = "fault"  # in the metadata of a notebook that could not be read, under our key
COPY = re.compile(r"[-_ ]*(?:\((?:\d+)\)|copy[-_ ]*\d*|kopie[-_ ]*\d*|\d+)$")
FRONT = re.compile(r"^(?:copy|kopie)[-_ ]+(?:of|von)[-_ ]+")

_reader = Reader()
atexit.register(_reader.close)


def name_notebooks(notebooks: list[str], **_: str) -> None:
    """Called by nbgrader before it grades a student: a notebook under another name is copied to the one it should have.

    Args:
        notebooks: paths in the student's folder; the copies are added to it, which nbgrader then grades.
    """
    folder = Path(notebooks[0]).parent
    for topic in find_content().topics():
        if (folder / f"{topic}.ipynb").exists():
            continue
        meant = [path for path in map(Path, notebooks) if is_named_after(topic, path.stem)]
        if meant:
            newest = max(meant, key=lambda path: (path.stat().st_mtime_ns, path.name))
            shutil.copy2(newest, folder / f"{topic}.ipynb")
            notebooks.append(str(folder / f"{topic}.ipynb"))
            others = f"; it is the newest of {len(meant)}" if len(meant) > 1 else ""
            get_logger().warning("%s is taken for %s.ipynb and was copied there%s", newest, topic, others)


def is_named_after(topic: str, stem: str) -> bool:
    """Whether a browser, Jupyter or a person made this name of the topic's: `Color (1)`, `color-Copy1`."""
    name = FRONT.sub("", stem.casefold().strip())
    for _ in range(3):  # `color-Copy1 (2)`
        if re.sub(r"[-_ ]+", "_", name) == topic:
            return True
        name = COPY.sub("", name)
    return re.sub(r"[-_ ]+", "_", name) == topic


class AnyNotebook(NotebookExporter):
    """Reads notebooks of the lesson whatever happened to the file; what cannot be read is marked as that."""

    def from_file(self, file_stream: Any, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a file that it has opened as text."""
        name = resources.get("nbgrader", {}).get("notebook", "")
        if name not in find_content().topics() or not hasattr(file_stream, "buffer"):
            return super().from_file(file_stream, resources, **options)
        notebook = _read(file_stream.buffer.read(MAX_NOTEBOOK + 1), f"{name}.ipynb")
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
    return nbformat.v4.new_notebook(metadata={KEY: {FAULT: told}})  # type: ignore[no-untyped-call]  # as above


def fault_of(metadata: Any) -> str:
    """Why a notebook could not be read; empty if it could."""
    ours = metadata.get(KEY, {})
    return str(ours.get(FAULT, ""))[:500] if isinstance(ours, dict) else ""


def forget_fault(metadata: Any) -> None:
    """Of a notebook with cells, which was read: what it says about that is the student's."""
    metadata.pop(KEY, None)
