"""The step of `nbgrader autograde` that runs: no kernel of the student's, but the isolated runner."""

from __future__ import annotations

from html import escape
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode

from receptive.catalogue import load_topic
from receptive.content import Content, find_content
from receptive.exchange.nbgrader.names import tests_id
from receptive.exchange.notebook_feedback import exercise_text
from receptive.exchange.notebook_source import CodeCell, module_of
from receptive.exchange.runner import CannotMark, Runner
from receptive.grading.session import GradedTopic
from receptive.model import Topic
from receptive.scoring import total_points


class Receptive(Execute):  # type: ignore[misc]  # nbgrader is not typed
    """Grades the notebooks of a lesson; others are executed as nbgrader does it."""

    seed = Unicode("", help="Decides the random inputs; the same for a whole class. Empty: the assignment's name.").tag(
        config=True
    )
    weak = Bool(False, help="Grade even where student code cannot be confined (level C).").tag(config=True)

    def preprocess(self, nb: Any, resources: Any, **options: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a submission, after it has restored the locked cells.

        Raises:
            CannotMark: nothing can be said about this submission now; nbgrader reports it and goes on.
        """
        topic = _topic_of(nb, find_content())
        if topic is None:
            return super().preprocess(nb, resources, **options)  # type: ignore[no-any-return]  # as above
        extracted = module_of(
            [
                CodeCell(number, cell.source)
                for number, cell in enumerate(nb.cells, start=1)
                if cell.cell_type == "code" and not _grade_id(cell, graded=True)
            ]
        )
        seed = self.seed or f"nbgrader {resources['nbgrader']['assignment']}"
        graded = _runner.grade(topic, extracted.source, seed, self.weak)
        if graded.incident:
            raise CannotMark(f"the grader of {topic.slug} failed: {graded.incident}")
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = []
                cell.execution_count = None
            self._write(cell, topic, graded, extracted.faults)
        return nb, resources

    @staticmethod
    def _write(cell: Any, topic: Topic, graded: GradedTopic, faults: tuple[str, ...]) -> None:
        for exercise in topic.exercises:
            if _grade_id(cell, graded=True) == tests_id(topic.slug, exercise.name):
                outcomes = [outcome for outcome in graded.outcomes if outcome.criterion.exercise == exercise.name]
                text = exercise_text(outcomes, faults)
                points = min(total_points(outcomes), float(cell.metadata["nbgrader"]["points"]))
                data = {"text/plain": repr(float(points)), "text/html": f"<pre>{escape(text)}</pre>"}
                result = {"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}
                cell.outputs = [NotebookNode(result)]  # type: ignore[no-untyped-call]  # typed in part
                cell.execution_count = 1


_runner = Runner()


def _topic_of(nb: Any, content: Content) -> Topic | None:
    """The topic whose grade cells these are. The notebook's own metadata are the student's and are not believed."""
    found = {_grade_id(cell, graded=True) for cell in nb.cells}
    for slug in content.topics():
        if any(name.startswith(f"{slug}-") and name.endswith("-grade") for name in found):
            return load_topic(content, slug)
    return None


def _grade_id(cell: Any, graded: bool) -> str:
    """The id of a cell that gives points, or an empty text."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return str(nbgrader.get("grade_id", "")) if bool(nbgrader.get("grade")) is graded else ""
