"""The step of `nbgrader generate_assignment` that takes the solutions out."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearSolutions

from receptive.catalogue import load_topic
from receptive.content import find_content
from receptive.exchange.nbgrader.course import stub_of
from receptive.exchange.nbgrader.names import KEY


class PutStubs(ClearSolutions):  # type: ignore[misc]  # nbgrader is not typed
    """Puts the lesson's stubs in the place of our solutions; other notebooks are cleared as nbgrader does it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a notebook."""
        slug = nb.metadata.get(KEY, {}).get("topic", "")
        content = find_content()
        if slug in content.topics():
            topic = load_topic(content, slug)
            for cell in nb.cells:
                stub = stub_of(content, topic, cell.metadata.get("nbgrader", {}).get("grade_id", ""))
                if stub is not None:
                    cell.source = stub
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]  # as above
