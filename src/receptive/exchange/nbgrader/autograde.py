"""The step of `nbgrader autograde` that runs: no kernel of the student's, but the isolated runner."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode

from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.arriving import fault_of
from receptive.exchange.nbgrader.cell_ids import answer_id, cell_id, question_id, tests_id
from receptive.exchange.nbgrader.quiz_cells import question_text, quiz_variants
from receptive.exchange.nbgrader.undecided import leave_undecided
from receptive.grading.hashes import submission_seed
from receptive.grading.imports import absent_notes
from receptive.grading.records import GradedTopic
from receptive.limits import Refused
from receptive.model import Submission, Topic
from receptive.notebook.feedback import UNDECIDED, exercise_html, exercise_text
from receptive.notebook.responses import mark_response
from receptive.notebook.runner import CannotMark, grade_submission, notebook_submission
from receptive.quiz.graded_quiz import read_secret
from receptive.reading.cells import Cell, Extracted
from receptive.reading.reader import Reader
from receptive.scoring import total_points
from receptive.text import printable
from receptive.workspace.settling import find_submissions
from receptive.workspace.understanding import is_empty, is_notebook

SECRET = "receptive.secret"  # in the course's folder, for the instructor alone; nbgrader hands out no file from there
TOP = "above all cells"  # names our own cell there
RECORD = "receptive"  # in the metadata of an output: what repeats the run


class Receptive(Execute):  # type: ignore[misc]  # nbgrader is not typed
    """Grades the notebooks of a lesson; others are executed as nbgrader does it."""

    seed = Unicode("", help=f"Decides the random inputs. Empty: drawn once, and kept in {SECRET} of the course.").tag(
        config=True
    )
    course = Unicode(".", help="The course's folder.").tag(config=True)
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
        secret = self.seed or read_secret(Path(self.course) / SECRET, make=True)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = []  # what a student saved there gives nothing
                cell.execution_count = None
        submission, fault = _submission(topic, nb, cells, resources["metadata"]["path"]), fault_of(nb.metadata)
        graded, seed = self._grade(topic, submission, secret)
        notes = (*submission.notes, *absent_notes(graded.absent, submission, topic), *graded.notes)
        _mark_exercises(topic, cells, graded, seed)
        _mark_quiz(content, topic, cells, assignment, fault)
        _tell_on_top(nb, notes)
        leave_undecided(resources, _undecided(topic, cells, submission, fault))
        return nb, resources

    def _grade(self, topic: Topic, submission: Submission, secret: str) -> tuple[GradedTopic, str]:
        """The outcomes, and the seed."""
        seed = submission_seed(secret, topic.slug, hashlib.sha256(submission.source).hexdigest())
        graded = grade_submission(topic, submission, seed, self.weak)
        if graded.incident:
            raise CannotMark(f"the grader of {topic.slug} failed: {graded.incident}")
        return graded, seed


_reader = Reader()
atexit.register(_reader.close)


def _submission(topic: Topic, nb: Any, cells: dict[str, Any], folder: str) -> Submission:
    """The work that was handed in, in the notebook or in a file beside it. What cannot be read is unclear."""
    if not any(answer_id(topic.slug, exercise.name) in cells for exercise in topic.exercises):
        return _file_of(topic, Path(folder))
    path, fault = Path(f"{topic.slug}.ipynb"), fault_of(nb.metadata)
    if fault:
        return Submission(topic.slug, path, fault=fault, unclear=True)
    try:
        extracted = _module_of(topic, nb)
    except Refused as why:
        return Submission(topic.slug, path, fault=f"{path} cannot be graded: {why}.", unclear=True)
    if extracted.faults and is_empty(extracted.source.encode("utf-8", "replace")):
        fault = f"nothing in {path} could be read: {extracted.faults[0]}."
        return Submission(topic.slug, path, fault=fault, notes=extracted.faults, unclear=True)
    read = notebook_submission(topic, extracted.source)
    return replace(read, notes=extracted.faults, unclear=bool(read.fault))


def _file_of(topic: Topic, folder: Path) -> Submission:
    """The work beside a notebook that only tests it."""
    found = find_submissions(folder, [topic], _reader)[topic.slug]
    if found.fault or not is_notebook(found.path.name) or not is_empty(found.source):
        return found
    fault = f"nothing was handed in: there is no {topic.slug}.py, and {found.path.name} holds no answers."
    return Submission(topic.slug, found.path, fault=fault, absent=True)


def _undecided(topic: Topic, cells: dict[str, Any], submission: Submission, fault: str) -> Iterator[str]:
    """The cells for which a person has to say what counts."""
    exercises = {tests_id(topic.slug, exercise.name) for exercise in topic.exercises}
    for name, cell in cells.items():
        if _gives_points(cell) and (submission.unclear if name in exercises else fault):
            yield name


def _tell_on_top(nb: Any, notes: Sequence[str]) -> None:
    """What concerns no exercise alone, such as cells that could not be read, in a cell above all others."""
    if notes:
        told = "\n".join(dict.fromkeys(notes))
        text = f'<pre style="white-space: pre-wrap">{escape(printable(told))}</pre>'
        nb.cells.insert(0, new_markdown_cell(text, id=cell_id(TOP)))  # type: ignore[no-untyped-call]  # as above


def _mark_exercises(topic: Topic, cells: dict[str, Any], graded: GradedTopic, seed: str) -> None:
    for exercise in topic.exercises:
        cell = cells.get(tests_id(topic.slug, exercise.name))
        if cell is not None:
            outcomes = [outcome for outcome in graded.outcomes if outcome.criterion.exercise == exercise.name]
            text = exercise_text(outcomes)
            _write(cell, total_points(outcomes), exercise_html(topic, text, outcomes), {RECORD: {"seed": seed}})


def _mark_quiz(content: Content, topic: Topic, cells: dict[str, Any], assignment: str, fault: str) -> None:
    if not any(name.startswith(question_id(topic.slug, "")) for name in cells):
        return  # its variants take a moment to draw
    for number, variant in enumerate(quiz_variants(content, topic.slug, assignment), start=1):
        name = question_id(topic.slug, variant.question)
        cell, asked, answer = cells.get(f"{name}-grade"), cells.get(f"{name}-text"), cells.get(name)
        if cell is None:
            continue
        if asked is not None and asked.source != question_text(variant, number):
            raise CannotMark(f"the quiz has changed since {assignment} was made: build and generate it again")
        if fault:
            _write(cell, 0.0, f"<pre>{escape(fault)}\n{UNDECIDED}</pre>")
            continue
        marked = mark_response(variant, answer.source if answer is not None else "")
        _write(cell, marked.points, f"<pre>{escape(marked.text)}</pre>")


def _write(cell: Any, points: float, html: str, record: dict[str, Any] | None = None) -> None:
    """The points as nbgrader reads them, which never takes more than the maximum, and what the student reads."""
    points = min(points, float(cell.metadata["nbgrader"]["points"]))
    data = {"text/plain": repr(float(points)), "text/html": printable(html)}
    result = {"output_type": "execute_result", "metadata": record or {}, "data": data, "execution_count": 1}
    cell.outputs = [NotebookNode(result)]  # type: ignore[no-untyped-call]  # typed in part
    cell.execution_count = 1


def _module_of(topic: Topic, nb: Any) -> Extracted:
    """What the student programmed; the responses to the quiz are no part of it.

    Raises:
        Refused: it cannot be read.
    """
    quiz = question_id(topic.slug, "")
    every = enumerate(nb.cells, start=1)
    own = [(number, cell) for number, cell in every if not (_gives_points(cell) or _grade_id(cell).startswith(quiz))]
    asked = [exercise.name for exercise in topic.exercises]
    return _reader.cells([Cell(number, cell.source, cell.cell_type) for number, cell in own], asked)


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
