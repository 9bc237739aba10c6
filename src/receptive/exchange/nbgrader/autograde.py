"""The step of `nbgrader autograde` that runs: no kernel of the student's, but the isolated runner."""

from __future__ import annotations

import atexit
from html import escape
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode

from receptive.catalogue import load_topic
from receptive.cells.source import CodeCell, Extracted
from receptive.content import Content, find_content
from receptive.exchange.nbgrader.names import answer_id, question_id, tests_id
from receptive.exchange.nbgrader.quiz_cells import question_text, quiz_variants
from receptive.exchange.nbgrader.quiz_marks import mark_response
from receptive.exchange.notebook_feedback import exercise_html, exercise_text
from receptive.exchange.runner import CannotMark, Runner
from receptive.grading.session import GradedTopic
from receptive.limits import Refused
from receptive.model import Submission, Topic
from receptive.reading.reader import Reader
from receptive.scoring import total_points
from receptive.workspace import read_submission


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
        content = find_content()
        cells = {_grade_id(cell): cell for cell in nb.cells}
        topic = _topic_of(cells, content)
        if topic is None:
            return super().preprocess(nb, resources, **options)  # type: ignore[no-any-return]  # as above
        assignment = resources["nbgrader"]["assignment"]
        seed = self.seed or f"nbgrader {assignment}"
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = []  # what a student saved there gives nothing
                cell.execution_count = None
        graded, faults = self._grade(topic, nb, cells, resources["metadata"]["path"], seed)
        _mark_exercises(topic, cells, graded, faults)
        _mark_quiz(content, topic, cells, assignment)
        return nb, resources

    def _grade(
        self, topic: Topic, nb: Any, cells: dict[str, Any], folder: str, seed: str
    ) -> tuple[GradedTopic, tuple[str, ...]]:
        """The outcomes, and what could not be taken from the notebook."""
        if any(answer_id(topic.slug, exercise.name) in cells for exercise in topic.exercises):
            graded, faults = _graded_cells(topic, nb, seed, self.weak)
        else:  # an assignment whose exercises are in a file
            submission = read_submission(Path(folder) / f"{topic.slug}.py", topic.slug)
            graded, faults = _runner.grade_submission(topic, submission, seed, self.weak), ()
        if graded.incident:
            raise CannotMark(f"the grader of {topic.slug} failed: {graded.incident}")
        return graded, faults


_runner = Runner()
_reader = Reader()
atexit.register(_reader.close)


def _mark_exercises(topic: Topic, cells: dict[str, Any], graded: GradedTopic, faults: tuple[str, ...]) -> None:
    for exercise in topic.exercises:
        cell = cells.get(tests_id(topic.slug, exercise.name))
        if cell is not None:
            outcomes = [outcome for outcome in graded.outcomes if outcome.criterion.exercise == exercise.name]
            text = exercise_text(outcomes, faults)
            _write(cell, total_points(outcomes), exercise_html(topic, text, outcomes))


def _mark_quiz(content: Content, topic: Topic, cells: dict[str, Any], assignment: str) -> None:
    for number, variant in enumerate(quiz_variants(content, topic.slug, assignment), start=1):
        name = question_id(topic.slug, variant.question)
        cell, asked, answer = cells.get(f"{name}-grade"), cells.get(f"{name}-text"), cells.get(name)
        if cell is None:
            continue
        if asked is not None and asked.source != question_text(variant, number):
            raise CannotMark(f"the quiz has changed since {assignment} was made: build and generate it again")
        marked = mark_response(variant, answer.source if answer is not None else "")
        _write(cell, marked.points, f"<pre>{escape(marked.text)}</pre>")


def _write(cell: Any, points: float, html: str) -> None:
    """The points as nbgrader reads them, which never takes more than the maximum, and what the student reads."""
    points = min(points, float(cell.metadata["nbgrader"]["points"]))
    data = {"text/plain": repr(float(points)), "text/html": html}
    result = {"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}
    cell.outputs = [NotebookNode(result)]  # type: ignore[no-untyped-call]  # typed in part
    cell.execution_count = 1


def _graded_cells(topic: Topic, nb: Any, seed: str, weak: bool) -> tuple[GradedTopic, tuple[str, ...]]:
    try:
        extracted = _module_of(topic, nb)
    except Refused as why:
        path = topic.stub.with_name(f"{topic.slug}.ipynb")
        unread = Submission(topic.slug, path, fault=f"the notebook cannot be graded: {why}.")
        return _runner.grade_submission(topic, unread, seed, weak), ()
    return _runner.grade(topic, extracted.source, seed, weak), extracted.faults


def _module_of(topic: Topic, nb: Any) -> Extracted:
    """What the student programmed; the responses to the quiz are no part of it.

    Raises:
        Refused: it cannot be read.
    """
    quiz = question_id(topic.slug, "")
    code = [(number, cell) for number, cell in enumerate(nb.cells, start=1) if cell.cell_type == "code"]
    own = [(number, cell) for number, cell in code if not _gives_points(cell) and not _grade_id(cell).startswith(quiz)]
    return _reader.cells([CodeCell(number, cell.source) for number, cell in own])


def _topic_of(cells: dict[str, Any], content: Content) -> Topic | None:
    """The topic whose grade cells these are. The notebook's own metadata are the student's and are not believed."""
    graded = [name for name, cell in cells.items() if _gives_points(cell)]
    for slug in content.topics():
        if any(name.startswith(f"{slug}-") and name.endswith("-grade") for name in graded):
            return load_topic(content, slug)
    return None


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _gives_points(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))
