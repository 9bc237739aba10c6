"""The step of `nbgrader autograde` that makes a submission's cells those of the assignment again.

nbgrader's own steps stumble over cells that were copied, split or stripped of their metadata, and the whole submission
fails. Here each cell of the assignment is looked for by its name, then by the id that the notebook gave it, then by its
text. Text and grade cells are the assignment's whatever came; answers are the student's, and what is no cell of the
assignment stays as a cell of the student's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds, OverwriteCells

from receptive.catalogue.content import find_content
from receptive.exchange.nbgrader.arriving import forget_fault
from receptive.exchange.nbgrader.cell_ids import cell_id

ADDED = "This cell was not in the notebook that was handed in. It was put back."


@dataclass(frozen=True)
class SourceCell:
    """A cell of the assignment, as nbgrader's gradebook keeps it."""

    name: str
    kind: str  # code or markdown
    source: str
    locked: bool
    nbgrader: dict[str, Any]  # its metadata

    @property
    def is_graded(self) -> bool:
        return bool(self.nbgrader["grade"])


class RestoreCells(OverwriteCells):  # type: ignore[misc]  # nbgrader is not typed
    """Restores notebooks of the lesson; others are restored as nbgrader does it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a submission, before anything in it is graded."""
        notebook, assignment = resources["nbgrader"]["notebook"], resources["nbgrader"]["assignment"]
        if not _is_of_lesson(resources):
            nb, resources = DeduplicateIds(parent=self.parent).preprocess(nb, resources)
            return super().preprocess(nb, resources)  # type: ignore[no-any-return]  # as above
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            cells = list(_source_cells(gradebook.find_notebook(notebook, assignment)))
        if nb.cells:
            forget_fault(nb.metadata)
        nb.cells = restored(nb.cells, cells, self.log.warning)
        nb.nbformat_minor = max(5, nb.nbformat_minor)  # the first in which cells have ids
        return nb, resources


class CheckOthers(CheckCellMetadata):  # type: ignore[misc]  # nbgrader is not typed
    """Checks the metadata of cells in notebooks of others. Those of the lesson have just been written here, out of the
    gradebook; checking them twice was a third of what nbgrader took for a student."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a submission, when its cells are restored and when they are graded."""
        if _is_of_lesson(resources):
            return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]  # as above


def _is_of_lesson(resources: Any) -> bool:
    return resources["nbgrader"]["notebook"] in find_content().topics()


def restored(submitted: list[Any], assignment: list[SourceCell], warn: Any) -> list[Any]:
    """The cells of a submission with all those of the assignment, in the student's order.

    Args:
        warn: called with a sentence about each cell that was doubled or is put back.
    """
    names = _names(submitted, assignment)
    known = {source.name: source for source in assignment}
    counting = {name: _counting(name, names, submitted, known[name], warn) for name in dict.fromkeys(names) if name}
    found: list[Any] = []
    for place, (cell, name) in enumerate(zip(submitted, names, strict=True)):
        if name and counting[name] == place:
            found.append(_new(known[name], known[name].source if known[name].locked else cell.source))
        elif not (name and known[name].locked):  # a copy of a locked cell is nobody's work
            cell.metadata.pop("nbgrader", None)
            cell["id"] = cell_id(f"own {place}")  # a copied cell has the id of the other
            found.append(cell)
    for before, source in zip([None, *assignment], assignment, strict=False):
        if source.name not in counting:
            at = next((n + 1 for n, cell in enumerate(found) if before and _grade_id(cell) == before.name), 0)
            found.insert(at, _new(source, source.source if source.locked or source.is_graded else f"# {ADDED}"))
            warn(f"{source.name}: no such cell was handed in; it was put back")
    return found


def _names(submitted: list[Any], assignment: list[SourceCell]) -> list[str]:
    """For each cell the name of the cell of the assignment that it is; empty if it is the student's own."""
    by_id = {cell_id(source.name): source.name for source in assignment}
    by_text = {source.source.strip(): source.name for source in assignment if source.locked}
    known = {source.name for source in assignment}
    named = [_grade_id(cell) for cell in submitted]
    return [
        name if name in known else by_id.get(cell.get("id", ""), "") or by_text.get(cell.source.strip(), "")
        for name, cell in zip(named, submitted, strict=True)
    ]


def _counting(name: str, names: list[str], submitted: list[Any], source: SourceCell, warn: Any) -> int:
    """The place of the cell that counts of several with one name: the last one that was written in."""
    places = [place for place, other in enumerate(names) if other == name]
    if len(places) > 1:
        warn(f"{name}: {len(places)} cells have this name; the last one that was written in counts")
    written = [place for place in places if submitted[place].source.strip() not in ("", source.source.strip())]
    return (written or places)[-1]


def _new(source: SourceCell, text: str) -> Any:
    cell: dict[str, Any] = {
        "cell_type": source.kind,
        "id": cell_id(source.name),
        "metadata": {"nbgrader": source.nbgrader},
        "source": text,
    }
    cell |= {"execution_count": None, "outputs": []} if source.kind == "code" else {}
    return from_dict(cell)  # type: ignore[no-untyped-call]  # as above


def _source_cells(notebook: Any) -> Iterator[SourceCell]:
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    for cell in notebook.source_cells:
        metadata = {
            "schema_version": 3, "grade_id": cell.name, "grade": cell.name in points,
            "solution": cell.name in solutions, "locked": cell.locked, "task": False,
            "checksum": cell.checksum, "cell_type": cell.cell_type,
        }  # fmt: skip
        metadata |= {"points": points[cell.name]} if cell.name in points else {}
        yield SourceCell(cell.name, cell.cell_type, cell.source, cell.locked, metadata)


def _grade_id(cell: Any) -> str:
    metadata = cell.metadata.get("nbgrader", {})
    return str(metadata.get("grade_id", "")) if isinstance(metadata, dict) else ""
