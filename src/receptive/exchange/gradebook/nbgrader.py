"""Marks into the gradebook of an nbgrader course: a notebook for each topic, a grade cell for each exercise.

The names are those of a course that `grade nbgrader build` makes, so both fill the same cells. Only automatic scores
are written: manual scores, comments and extra credit that stand there stay. SQLite has one writer, so nothing else
should grade at the same time; a second export after an interrupted one writes the rest.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Gradebook, StudentMarks, TopicMark
from receptive.classroom.points import has_begun, number_text, split_decided
from receptive.exchange.gradebook.changes import Change
from receptive.exchange.nbgrader.cell_ids import tests_id

FILE = "gradebook.db"


@dataclass(frozen=True)
class Written:
    """What came of it. `notes` are lines for people: what was not written, or does not count as written."""

    students: int
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    notebook: str
    name: str
    points: float
    most: float


def write_marks(gradebook: Gradebook, course: Path, assignment: str, dry_run: bool = False) -> Written:
    """Fill the gradebook in the course's folder; it is made if it is absent.

    A topic in which a student handed in nothing is not touched: what stands there comes from elsewhere.

    Args:
        dry_run: do it on a copy that is thrown away.

    Raises:
        ExportError: nbgrader is not installed, the gradebook cannot be used, or it counts other points.
    """
    if not course.is_dir():
        raise ExportError(f"{course} is no folder; name the folder of your nbgrader course")
    if not dry_run:
        return _write_marks(gradebook, course, assignment)
    with tempfile.TemporaryDirectory() as copy:
        if (course / FILE).exists():
            shutil.copy(course / FILE, copy)
        return _write_marks(gradebook, Path(copy), assignment)


def _write_marks(gradebook: Gradebook, course: Path, assignment: str) -> Written:
    decided, left = split_decided(gradebook)
    begun = {student.student: [one for one in student.topics if has_begun(student, one.topic)] for student in decided}
    notes = [*left, *_left_alone(decided, begun)]
    changes: list[Change] = []
    with open_gradebook(course) as opened:
        _prepare(opened, assignment, [topic for topics in begun.values() for topic in topics], course)
        for student in decided:
            if begun[student.student]:
                notes += _write(opened, assignment, student, begun[student.student], changes)
        opened.db.commit()
    return Written(sum(map(bool, begun.values())), tuple(changes), tuple(notes))


def _left_alone(students: Iterable[StudentMarks], begun: Mapping[str, list[TopicMark]]) -> Iterator[str]:
    """A line for each topic that some have not begun."""
    absent = Counter(
        topic.topic for student in students for topic in student.topics if topic not in begun[student.student]
    )
    for topic, count in absent.items():
        yield f"{topic}: {count} handed in nothing, and keep what stands there"


def cells_of(topic: TopicMark) -> tuple[Cell, ...]:
    """A cell for each exercise, or for each question of a quiz, in their order."""
    notebook = topic.topic.replace("/", "-")
    sums: dict[str, tuple[float, float]] = {}
    for mark in topic.criteria:
        points, most = sums.get(mark.exercise or mark.id, (0.0, 0.0))
        sums[mark.exercise or mark.id] = points + mark.points, most + mark.max_points
    return tuple(Cell(notebook, tests_id(notebook, name), *both) for name, both in sums.items())


@contextmanager
def open_gradebook(course: Path) -> Iterator[Any]:
    """The gradebook, with nbgrader's own environment on PATH: opening one starts `alembic` by name."""
    try:
        from nbgrader.api import Gradebook as Opened
        from sqlalchemy.exc import SQLAlchemyError
    except ModuleNotFoundError as absent:
        raise ExportError("nbgrader is not installed: pip install 'receptive[nbgrader]'") from absent
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
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


def _prepare(opened: Any, assignment: str, topics: Iterable[TopicMark], course: Path) -> None:
    """The assignment with every cell, or nothing changed where it counts other points."""
    from nbgrader.api import MissingEntry

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


def _write(
    opened: Any, assignment: str, student: StudentMarks, topics: Iterable[TopicMark], changes: list[Change]
) -> Iterator[str]:
    """Write one student's automatic scores and late penalties; what else there is to say."""
    opened.update_or_create_student(student.student)
    opened.update_or_create_submission(assignment, student.student)
    for topic in topics:
        for cell in cells_of(topic):
            grade = _grade(opened, assignment, student.student, cell)
            if grade.auto_score != cell.points:
                before = "" if grade.auto_score is None else number_text(grade.auto_score)
                changes.append(Change(student.student, cell.name, before, number_text(cell.points)))
                grade.auto_score = cell.points
                grade.needs_manual_grade = grade.manual_score is not None  # as autograde does: for review
            if grade.manual_score is not None:
                yield f"{student.student}: {cell.name} keeps its manual score {number_text(grade.manual_score)}"
        late = -sum(one.points for one in student.adjustments if (one.kind, one.topic) == ("late", topic.topic))
        notebook = opened.find_submission_notebook(topic.topic.replace("/", "-"), assignment, student.student)
        if late != (notebook.late_submission_penalty or 0.0):  # what is not late any more loses nothing
            before = number_text(notebook.late_submission_penalty or 0.0)
            changes.append(Change(student.student, f"{notebook.name}, late penalty", before, number_text(late)))
            notebook.late_submission_penalty = late or None
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
