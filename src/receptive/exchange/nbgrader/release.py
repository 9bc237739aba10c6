"""The step of `nbgrader generate_assignment` that takes the solutions out."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions

from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.cell_ids import KEY, question_id
from receptive.exchange.nbgrader.notebooks import stub_of
from receptive.exchange.nbgrader.quiz_cells import without_solution
from receptive.model import Topic


class PutStubs(ClearSolutions):  # type: ignore[misc]  # nbgrader is not typed
    """Puts the lesson's stubs in the place of our solutions; other cells are cleared as nbgrader does it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a notebook."""
        self.content = find_content()
        slug = nb.metadata.get(KEY, {}).get("topic", "")
        self.topic = load_topic(self.content, slug) if slug in self.content.topics() else None
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]  # as above

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Called with each of its cells."""
        stub = _stub(self.content, self.topic, cell) if self.topic else None
        if stub is None:
            return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]  # as above
        cell.source = stub
        return cell, resources


def _stub(content: Content, topic: Topic, cell: Any) -> str | None:
    """What students find in a cell of ours that they program; None for every other cell."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    is_response = cell.cell_type == "code" and name.startswith(question_id(topic.slug, ""))
    if is_response and not cell.metadata["nbgrader"]["locked"]:
        return without_solution(cell.source)
    return stub_of(content, topic, name)
