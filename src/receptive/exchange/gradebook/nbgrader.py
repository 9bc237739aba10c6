"""Marks into the gradebook of an nbgrader course: a notebook for each topic, a grade cell for each exercise.

The names are those of a course that `grade nbgrader build` makes, so both fill the same cells. Only automatic scores
are written: manual scores, comments and extra credit that stand there stay. SQLite has one writer, so nothing else
should grade at the same time; a second export after an interrupted one writes the rest.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook, StudentMarks, TopicMark
from receptive.classroom.points import find_unsettled, number_text
from receptive.exchange.nbgrader.cell_ids import tests_id

FILE = "gradebook.db"


@dataclass(frozen=True)
class Written:
    """What came of it. `notes` are lines for people: what was not written, or does not count as written."""

    students: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    notebook: str
    name: str
    points: float
    most: float


def write_marks(gradebook: Gradebook, course: Path, assignment: str) -> Written:
    """Fill the gradebook in the course's folder; it is made if it is absent.

    Raises:
        ExportError: nbgrader is not installed, the gradebook cannot be used, or it counts other points.
    """
    notes: list[str] = []
    done = 0
    with _open(course) as opened:
        _prepare(opened, assignment, gradebook, course)
        for student in gradebook.students:
            undecided = find_unsettled(student, "")
            if undecided or not student.topics:
                why = f"not decided, through no fault of theirs: {', '.join(undecided)}" if undecided else "no marks"
                notes.append(f"{student.student}: nothing written, {why}")
                continue
            notes += _write(opened, assignment, student)
            done += 1
        opened.db.commit()
    return Written(done, tuple(notes))


def cells_of(topic: TopicMark) -> tuple[Cell, ...]:
    """A cell for each exercise, or for each question of a quiz, in their order."""
    notebook = topic.topic.replace("/", "-")
    sums: dict[str, tuple[float, float]] = {}
    for mark in topic.criteria:
        points, most = sums.get(mark.exercise or mark.id, (0.0, 0.0))
        sums[mark.exercise or mark.id] = points + mark.points, most + mark.max_points
    return tuple(Cell(notebook, tests_id(notebook, name), *both) for name, both in sums.items())


@contextmanager
def _open(course: Path) -> Iterator[Any]:
    """The gradebook, with nbgrader's own environment on PATH: opening one starts `alembic` by name."""
    try:
        from nbgrader.api import Gradebook as Opened
        from sqlalchemy.exc import SQLAlchemyError
    except ModuleNotFoundError as absent:
        raise ExportError("nbgrader is not installed: pip install 'receptive[nbgrader]'") from absent
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
    if not course.is_dir():
        raise ExportError(f"{course} is no folder; name the folder of your nbgrader course")
    opened: Any = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's queries
        try:
            opened = Opened(f"sqlite:///{course / FILE}")
            yield opened
        except SQLAlchemyError as refused:
            first = str(refused).partition("\n")[0]
            raise ExportError(f"{course / FILE} cannot be used as nbgrader's gradebook: {first}") from refused
        finally:
            if opened is not None:
                opened.close()
                opened.engine.dispose()


def _prepare(opened: Any, assignment: str, gradebook: Gradebook, course: Path) -> None:
    """The assignment with every cell, or nothing changed where it counts other points."""
    from nbgrader.api import MissingEntry

    topics = (topic for student in gradebook.students for topic in student.topics)
    cells = {(cell.notebook, cell.name): cell for topic in topics for cell in cells_of(topic)}
    for cell in cells.values():
        try:
            theirs = opened.find_grade_cell(cell.name, cell.notebook, assignment).max_score
        except MissingEntry:
            continue
        if abs(theirs - cell.most) > 1e-6:
            raise ExportError(
                f"{course / FILE}: {cell.name} counts {number_text(theirs)} points there and {number_text(cell.most)} "
                f"here; build the course again, or name another --assignment than {assignment!r}"
            )
    opened.update_or_create_assignment(assignment)
    for cell in cells.values():
        opened.update_or_create_notebook(cell.notebook, assignment)
        opened.update_or_create_grade_cell(cell.name, cell.notebook, assignment, max_score=cell.most, cell_type="code")


def _write(opened: Any, assignment: str, student: StudentMarks) -> Iterator[str]:
    """Write one student's automatic scores and late penalties; what else there is to say."""
    opened.update_or_create_student(student.student)
    opened.update_or_create_submission(assignment, student.student)
    for topic in student.topics:
        for cell in cells_of(topic):
            grade = _grade(opened, assignment, student.student, cell)
            if grade.auto_score != cell.points:
                grade.auto_score = cell.points
                grade.needs_manual_grade = grade.manual_score is not None  # as autograde does: for review
            if grade.manual_score is not None:
                yield f"{student.student}: {cell.name} keeps its manual score {number_text(grade.manual_score)}"
        late = -sum(one.points for one in student.adjustments if (one.kind, one.topic) == ("late", topic.topic))
        if late:
            notebook = opened.find_submission_notebook(topic.topic.replace("/", "-"), assignment, student.student)
            notebook.late_submission_penalty = late
    for one in student.adjustments:
        if one.kind != "late" or not one.topic:
            points = number_text(one.points)
            yield f"{student.student}: {one.kind} of {points} not written, nbgrader has no place for it"


def _grade(opened: Any, assignment: str, student: str, cell: Cell) -> Any:
    """The grade of a cell, made where the student's submission is older than the cell."""
    from nbgrader.api import Grade, MissingEntry, SubmittedNotebook

    try:
        return opened.find_grade(cell.name, cell.notebook, assignment, student)
    except MissingEntry:
        pass
    try:
        notebook = opened.find_submission_notebook(cell.notebook, assignment, student)
    except MissingEntry:
        submission = opened.find_submission(assignment, student)
        notebook = SubmittedNotebook(notebook=opened.find_notebook(cell.notebook, assignment), assignment=submission)
        opened.db.add(notebook)
    made = Grade(cell=opened.find_grade_cell(cell.name, cell.notebook, assignment), notebook=notebook)
    opened.db.add(made)
    opened.db.commit()
    return made
